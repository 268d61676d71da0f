import type { Task } from '../../../platform/jobs/task.ts';
import { carryOutCommission, type OutilsDeCloture } from '../use-cases/carry-out-commission.ts';
import { type CloreCommission, cloreCommission } from './clore-commission.ts';

/** A server that stops in the middle, or is killed, leaves the rest to the next one. */
export function appliquerDecisions(outils: OutilsDeCloture): Task<CloreCommission> {
  return {
    ...cloreCommission,
    run: ({ organisationId, commissionId }, { signal }) =>
      carryOutCommission(outils, { organisationId, commissionId }, signal),
  };
}
