import type { Task } from '../../../platform/jobs/task.ts';
import type { OutilsInstruction } from '../use-cases/on-candidature.ts';
import { runLot } from '../use-cases/run-lot.ts';
import { type TraiterLot, traiterLot } from './traiter-lot.ts';

/** A server that stops in the middle leaves the rest to the next one. */
export function traiterLots(outils: OutilsInstruction): Task<TraiterLot> {
  return {
    ...traiterLot,
    run: ({ organisationId, lotId }, { signal }) => runLot(outils, organisationId, lotId, signal),
  };
}
