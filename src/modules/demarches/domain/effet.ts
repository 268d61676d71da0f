import type { Champ, Registre } from './champ.ts';
import { type Condition, type Faits, isMet } from './condition.ts';
import type { Definition } from './definition.ts';
import { faitsDeLigne, lignesOf } from './ligne.ts';
import type { EtatSource, EtatSources } from './prefill.ts';

/** What « dites-le-nous une fois » changed for one deposit. Counts and names of sources: it enters the journal. */
export type Effet = {
  /** Answers, cells of rows included, that a source gave and that nobody changed since. */
  readonly champsPreremplis: number;
  /** Obligatory documents that nobody had to attach because a source certified what they prove. */
  readonly piecesEvitees: number;
  /** What became of each source that was asked. */
  readonly sources: { readonly [source: string]: EtatSource['etat'] };
};

/** @param faits what is deposited: the visible answers, and the origins that still hold (see `verifier`) */
export function effetOf(definition: Definition, faits: Faits, sources: EtatSources, registre: Registre): Effet {
  const ouvertes = new Set<string>();
  return {
    champsPreremplis: Object.values(faits.origines).filter(({ effaceeLe }) => !effaceeLe).length,
    piecesEvitees: definition.sections.reduce(
      (total, { champs, condition }) => total + piecesEvitees(champs, condition, faits, ouvertes, registre),
      0,
    ),
    sources: Object.fromEntries(Object.entries(sources).map(([id, { etat }]) => [id, etat])),
  };
}

/**
 * The same answers are imagined typed, without any origin. A document that is not asked now, and that these answers
 * could have brought, is avoided. The questions that only who types is asked (« Souhaitez-vous communiquer votre
 * quotient familial ? ») were never answered: they are supposed answered in the way that gives the administration what
 * the source gave it.
 *
 * @param ouvertes ids of those questions; grows as they are met
 */
function piecesEvitees(
  champs: readonly Champ[],
  autour: Condition | undefined,
  avec: Faits,
  ouvertes: Set<string>,
  registre: Registre,
): number {
  const sans: Faits = { reponses: avec.reponses, origines: {} };
  let total = 0;
  for (const champ of champs) {
    const condition = { tous: [autour, champ.condition].filter((part) => part !== undefined) };
    if (isMet(condition, avec)) {
      if (registre.get(champ.type)?.nature === 'lignes')
        total += piecesEviteesDesLignes(champ, avec, ouvertes, registre);
    } else if (couldBe(true, condition, sans, ouvertes)) {
      ouvertes.add(champ.id);
      if (champ.type === 'piece' && champ.obligatoire) total += 1;
    }
  }
  return total;
}

function piecesEviteesDesLignes(champ: Champ, avec: Faits, ouvertes: Set<string>, registre: Registre): number {
  const { champs } = champ.options as { readonly champs: readonly Champ[] };
  const ids = champs.map(({ id }) => id);
  const around = [...ouvertes].filter((id) => !ids.includes(id));
  return lignesOf(avec.reponses[champ.id]).reduce(
    (total, ligne) =>
      total + piecesEvitees(champs, undefined, faitsDeLigne(avec, champ.id, ligne, ids), new Set(around), registre),
    0,
  );
}

/** Whether a condition could come out so, were the open questions answered in whatever way suits. */
function couldBe(met: boolean, condition: Condition, faits: Faits, ouvertes: ReadonlySet<string>): boolean {
  if ('non' in condition) return couldBe(!met, condition.non, faits, ouvertes);
  if ('tous' in condition || 'un' in condition) {
    const parts = 'tous' in condition ? condition.tous : condition.un;
    const every = 'tous' in condition === met;
    const could = (part: Condition) => couldBe(met, part, faits, ouvertes);
    return every ? parts.every(could) : parts.some(could);
  }
  // Nothing that is typed is certified, whatever it is.
  if (!('certifie' in condition) && ouvertes.has(condition.champ.split('.', 1)[0] ?? '')) return true;
  return isMet(condition, faits) === met;
}
