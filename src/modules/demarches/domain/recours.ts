import { addDays, addMonths, type Jour } from '../../../values/jour.ts';
import type { Verdict } from './definition.ts';
import type { Statut } from './statut.ts';

/**
 * The recours gracieux: who asked contests a decision before whoever took it, in two months (CRPA, art. L411-2). It
 * holds for every démarche whose texts do not say otherwise, as its letters do.
 */
export type Recours = {
  readonly decisionId: string;
  /** What was written, and what was answered: messages of the dossier. */
  readonly messageId: string;
  readonly reponseId: string | null;
  readonly recuLe: Jour;
  readonly reponseAvant: Jour;
  readonly issue: IssueDeRecours | null;
  readonly reponduLe: Jour | null;
};

export type IssueDeRecours = 'rouvert' | 'rejete';

/** Characters of what is written. */
export const LONGEST_RECOURS = 4000;

/** The decisions that refuse something. */
export const isContestable = (statut: Statut | Verdict): boolean => statut === 'refuse' || statut === 'sans_suite';

/** The last day to answer: silence kept for two months rejects (CRPA, art. L231-4, 2°). */
export function reponseAvant(recuLe: Jour): Jour {
  return addMonths(recuLe, 2);
}

/**
 * The last day to contest a decision, before its author or the court: two months « francs » from its notification, so
 * neither that day nor the one on which they end counts (CJA, art. R421-1).
 */
export function limiteDuRecours(notifieeLe: Jour): Jour {
  return addDays(addMonths(notifieeLe, 2), 1);
}

export type EtatDeRecours = IssueDeRecours | 'a_examiner' | 'rejete_par_silence';

/** Computed, never kept: silence has its effect by itself. The author may still come back on their decision after it. */
export function etatDuRecours(
  { issue, reponseAvant: avant }: Pick<Recours, 'issue' | 'reponseAvant'>,
  aujourdhui: Jour,
): EtatDeRecours {
  if (issue !== null) return issue;
  return aujourdhui > avant ? 'rejete_par_silence' : 'a_examiner';
}
