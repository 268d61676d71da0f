import type { Champ, Registre } from './champ.ts';
import type { Definition } from './definition.ts';
import { champsOfDefinition } from './definition.ts';
import { lignesDeSource } from './lignes-de-source.ts';
import type { Origine, Origines, Reponses, Valeur } from './valeur.ts';

/** What became of one source: shown on the form, so that the page says why a document is asked. */
export type EtatSource = {
  readonly etat: 'obtenue' | 'absente' | 'indisponible' | 'refusee';
  /** Why, as the usager reads it. */
  readonly phrase: string;
  /** RFC 3339. */
  readonly le: string;
  /** Why nothing came, as a name that programs read: `hors_delai`. */
  readonly cause?: string;
  /** The provider's own number of the call: with `le`, the proof of where the answers come from. */
  readonly requete?: string;
  /** RFC 3339. Its answer had not come when this was written, and could come until then (domain/attente.ts). */
  readonly attendueJusqua?: string;
};

export type EtatSources = { readonly [source: string]: EtatSource };

/** What a source answered: the useful result only, never the raw payload. */
export type ReponseSource = EtatSource & {
  /** « la CAF », « FranceConnect ». */
  readonly fournisseur: string;
  /** What paths of `prefill.chemin` look into. */
  readonly donnees?: { readonly [cle: string]: Valeur };
};

export type Prerempli = { readonly reponses: Reponses; readonly origines: Origines; readonly sources: EtatSources };

/** What a definition wants of a source: the first part of each path, the empty one for the whole. */
export function donneesUtiles(definition: Definition, source: string): readonly string[] {
  const chemins = champsOfDefinition(definition).flatMap(({ prefill }) =>
    prefill?.source === source ? [prefill.chemin.split('.')[0] ?? ''] : [],
  );
  return [...new Set(chemins)];
}

/**
 * Puts the answers of the sources where the definition wants them. A value that does not have the shape of its champ is
 * left out: the usager types it, and nothing wrong passes for certified.
 */
export function preremplir(
  definition: Definition,
  registre: Registre,
  recues: ReadonlyMap<string, ReponseSource>,
): Prerempli {
  const reponses: Record<string, Valeur> = {};
  const origines: Record<string, Origine> = {};
  for (const champ of champsOfDefinition(definition)) {
    const recue = champ.prefill && recues.get(champ.prefill.source);
    if (!champ.prefill || !recue?.donnees) continue;
    const origine = {
      source: champ.prefill.source,
      fournisseur: recue.fournisseur,
      obtenueLe: recue.le,
      certifiee: !champ.prefill.modifiable,
    };
    const found = at(recue.donnees, champ.prefill.chemin);
    if (registre.get(champ.type)?.nature === 'lignes') {
      const { champs } = champ.options as { readonly champs: readonly Champ[] };
      const rows = found === undefined ? [] : lignesDeSource(champ.id, champs, found, origine, registre);
      if (!('lignes' in rows) || rows.lignes.length === 0) continue;
      reponses[champ.id] = rows.lignes;
      Object.assign(origines, rows.origines);
      continue;
    }
    const valeur = valeurFor(champ, registre, found);
    if (valeur === undefined) continue;
    reponses[champ.id] = valeur;
    origines[champ.id] = origine;
  }
  const sources = Object.fromEntries(
    [...recues].map(([source, { etat, phrase, le, cause, requete }]) => [
      source,
      { etat, phrase, le, ...(cause ? { cause } : {}), ...(requete ? { requete } : {}) },
    ]),
  );
  return { reponses, origines, sources };
}

function valeurFor(champ: Champ, registre: Registre, found: Valeur | undefined): Valeur | undefined {
  const schema = registre.get(champ.type)?.valeur;
  const checked = found === undefined ? undefined : schema?.safeParse(found);
  return checked?.success ? (checked.data as Valeur) : undefined;
}

/** `identite.prenoms` in the data of a source; the empty path is the whole. */
function at(donnees: { readonly [cle: string]: Valeur }, chemin: string): Valeur | undefined {
  return chemin
    .split('.')
    .filter((partie) => partie !== '')
    .reduce<Valeur | undefined>(
      (valeur, partie) =>
        typeof valeur === 'object' && !Array.isArray(valeur) && Object.hasOwn(valeur, partie)
          ? (valeur as { readonly [cle: string]: Valeur })[partie]
          : undefined,
      donnees,
    );
}
