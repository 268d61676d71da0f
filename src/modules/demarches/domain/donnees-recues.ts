import { champsOfDefinition, type Definition } from './definition.ts';
import type { EtatSource, EtatSources } from './prefill.ts';
import type { Origines } from './valeur.ts';

/** What became of one request to another administration, as the person it was about reads it. */
export type DonneeRecue = {
  readonly source: string;
  /** Who answered: « la CAF ». Absent when nothing of the answer is kept. */
  readonly fournisseur?: string;
  /** The questions that it answered, and that still hold its answer. */
  readonly libelles: readonly string[];
  readonly etat: EtatSource;
};

/** One line a source that was asked for this dossier, in the order in which they were asked. */
export function donneesRecuesOf(
  definition: Definition,
  sources: EtatSources,
  origines: Origines,
): readonly DonneeRecue[] {
  const champs = champsOfDefinition(definition);
  return Object.entries(sources).map(([source, etat]) => {
    const kept = Object.entries(origines).filter(([, origine]) => origine.source === source && !origine.effaceeLe);
    const ids = new Set(kept.map(([chemin]) => chemin.split('.')[0]));
    const fournisseur = kept[0]?.[1].fournisseur;
    return {
      source,
      ...(fournisseur ? { fournisseur } : {}),
      libelles: champs.filter(({ id }) => ids.has(id)).map(({ libelle }) => libelle),
      etat,
    };
  });
}
