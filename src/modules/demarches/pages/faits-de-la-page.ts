import type { Champ, ContexteChamp } from '../domain/champ.ts';
import { champsOf } from '../domain/condition.ts';
import type { Section } from '../domain/definition.ts';
import { typeOf } from '../domain/registre.ts';
import type { DossierOuvert } from '../use-cases/load-dossier.ts';

type Ouvert = {
  readonly dossier: Pick<DossierOuvert['dossier'], 'reponses' | 'origines'>;
  readonly contexte: Pick<ContexteChamp, 'registre'>;
};

/**
 * What the browser needs to evaluate the conditions of a step by itself: the natures of the champs whose controls it
 * reads as the server does, and the few answers of other steps that its conditions look at. What it cannot read (a text
 * to understand, an answer of several parts, rows, files) is in `serveur`: it asks the verdict. Read by
 * `web/form-faits.ts`.
 */
export function faitsDeLaPage(section: Section, { dossier, contexte }: Ouvert) {
  const { reponses, origines } = dossier;
  const own = new Set(section.champs.map(({ id }) => id));
  const looked = new Set(section.champs.flatMap(conditionsOf).map((chemin) => chemin.split('.', 1)[0] ?? ''));
  const certifies = [...looked].filter((id) => origines[id]?.certifiee);
  const controls = section.champs.flatMap((champ) => [
    { chemin: champ.id, champ, certifie: certifies.includes(champ.id) },
    ...innerChamps(champ).map((inner) => ({
      chemin: `${champ.id}.${inner.id}`,
      champ: inner,
      certifie: Object.keys(origines).some((chemin) => isCell(chemin, champ.id, inner.id)),
    })),
  ]);
  const seen = controls.filter(({ champ }) => looked.has(champ.id));
  const isRead = ({ chemin, champ, certifie }: (typeof controls)[number]) =>
    typeOf(champ, contexte).direct === true && !(certifie && chemin !== champ.id);
  // Rows inside rows are the server's to judge.
  const nested = controls.filter(({ chemin, champ }) => chemin !== champ.id && conditionsOf(champ).length > 0);
  const serveur = [
    ...seen.filter((control) => !isRead(control) && !certifies.includes(control.chemin)),
    ...nested.filter(({ champ }) => innerChamps(champ).length > 0),
  ].map(({ chemin }) => chemin);
  return {
    reponses: Object.fromEntries(
      Object.entries(reponses).filter(([id]) => looked.has(id) && (!own.has(id) || certifies.includes(id))),
    ),
    certifies,
    natures: Object.fromEntries(
      seen.filter(isRead).map(({ chemin, champ }) => [chemin, typeOf(champ, contexte).nature]),
    ),
    ...(serveur.length > 0 ? { serveur } : {}),
  };
}

/** `enfants.s1.prenom` is a cell of `enfants`, under `prenom`. */
function isCell(chemin: string, repetition: string, id: string): boolean {
  const [first, , last] = chemin.split('.');
  return first === repetition && last === id;
}

function conditionsOf(champ: Champ): readonly string[] {
  const own = champ.condition ? champsOf(champ.condition) : [];
  return [...own, ...innerChamps(champ).flatMap(conditionsOf)];
}

/** Whether a champ of this type is among these, or inside one of them. */
export function holds({ champs }: { readonly champs: readonly Champ[] }, type: string): boolean {
  return champs.some((champ) => champ.type === type || holds({ champs: innerChamps(champ) }, type));
}

/** Those of the rows of a repetition. */
function innerChamps(champ: Champ): readonly Champ[] {
  return (champ.options as { readonly champs?: readonly Champ[] }).champs ?? [];
}
