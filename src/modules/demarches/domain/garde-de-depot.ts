import type { Result } from '../../../values/result.ts';

/** A first deposit about to be made. */
export type DepotImminent = {
  readonly dossierId: string;
  readonly demarcheId: string;
  /** When it reached the server: not the clock of whoever deposits, nor the time spent waiting here. */
  readonly at: Temporal.Instant;
};

/**
 * What a family of procedures has to say before a first deposit: that the call is closed, say. A refusal is a whole
 * sentence; the draft stays. Otherwise it gives what to write beside the deposit, in the same transaction.
 */
export type GardeDeDepot<Tx> = (tx: Tx, depot: DepotImminent) => Promise<Result<() => Promise<void>>>;
