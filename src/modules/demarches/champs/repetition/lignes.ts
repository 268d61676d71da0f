import type { Champ } from '../../domain/champ.ts';
import type { Faits } from '../../domain/condition.ts';
import { lignesOf } from '../../domain/ligne.ts';
import type { Fields, Saisie } from '../../domain/saisie.ts';
import type { RepetitionOptions } from './definition.ts';

/**
 * The keys of the rows that a form holds, in its order: those of kept rows, and new ones of the shape of typed keys. A
 * key that an origin names but no kept row has is one of a row since removed: it is left out, for a row typed under it
 * would pass for certified.
 */
export function clesDesLignes(saisie: Saisie, champ: Champ<RepetitionOptions>, faits: Faits): readonly string[] {
  const kept = new Set(lignesOf(faits.reponses[champ.id]).map(({ _id }) => _id));
  const named = new Set(
    Object.keys(faits.origines)
      .filter((chemin) => chemin.startsWith(`${champ.id}.`))
      .map((chemin) => chemin.split('.')[1]),
  );
  const isNew = (cle: string) => CLE_TYPEE.test(cle) && !named.has(cle);
  return [...new Set(clesEcrites(saisie.all('lignes')))].filter((cle) => kept.has(cle) || isNew(cle));
}

/** The keys as the hidden field `<nom>.lignes` holds them. */
export function ecrireCles(cles: readonly string[]): string {
  return cles.join(',');
}

/** How many rows must be there. */
export function minimumDeLignes(champ: Champ<RepetitionOptions>): number {
  return Math.max(champ.options.min, champ.obligatoire ? 1 : 0);
}

/** What the buttons of a repetition ask, by the value of `action`; undefined when it is something else. */
export function parseActionLignes(action: string): ActionLignes | undefined {
  const [geste, nom, ligne] = action.split(':');
  if (!nom) return undefined;
  if (geste === 'ajouter') return { geste, nom };
  return geste === 'retirer' && ligne ? { geste, nom, ligne } : undefined;
}

/** `nom` is the name of the repetition in the form: its id, or its place in another repetition. */
export type ActionLignes =
  | { readonly geste: 'ajouter'; readonly nom: string }
  | { readonly geste: 'retirer'; readonly nom: string; readonly ligne: string };

/**
 * The form as it would be had the row been added or removed in it. Read it, or show it again, in place of what was sent.
 * @param cle of the row to add: 8 hexadecimal digits drawn at random, so that a key never serves twice
 */
export function appliquerActionLignes(fields: Fields, action: ActionLignes, cle: string): Fields {
  const name = `${action.nom}.lignes`;
  const before = clesEcrites(fields.all(name));
  const after = action.geste === 'ajouter' ? [...before, cle] : before.filter((ligne) => ligne !== action.ligne);
  return { all: (asked) => (asked === name ? [ecrireCles(after)] : fields.all(asked)) };
}

function clesEcrites(typed: readonly string[]): readonly string[] {
  return typed.flatMap((text) => text.split(',')).filter((cle) => cle !== '');
}

/** Keys given by sources begin with `s`: they are not typed. */
const CLE_TYPEE = /^[0-9a-f]{1,8}$/;
