import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Random } from '../../../platform/random.ts';
import { type Id, newId } from '../../../values/ids.ts';
import { type Entry, parseEntry, refusePersonalData } from '../domain/entry.ts';
import { insertEntry, insertLecteurs } from '../storage/entries.ts';

export type EntryId = Id<'JournalEntry'>;

/** What a module says happened; the journal gives it its id and its instant. */
export type Fact = Omit<Entry, 'id' | 'at'> & {
  /** Made beforehand (`newEntryId`) by who writes it elsewhere too: both leave together. */
  readonly id?: EntryId;
  /** Persons or organisations, besides the fact's own, who may read the history of its subject from now on (UUIDs). */
  readonly lecteurs?: readonly string[];
};

/**
 * Writes a fact in the caller's transaction: committed with it or not at all. Takes no lock that another append waits
 * for. The fact gets its place in the tree afterwards, by the integrator (see `Journal.settle`).
 *
 * @throws Error when the fact is not well formed, or looks as if it held personal data in clear
 */
export async function append(
  tx: Tx,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { id = newEntryId({ clock, random }), lecteurs = [], ...fact }: Fact,
): Promise<EntryId> {
  const read = parseEntry({ id, at: clock.now().toString({ fractionalSecondDigits: 3 }), ...fact });
  const checked = read.ok ? refusePersonalData(read.value) : read;
  if (!checked.ok) throw new Error(`The fact ${fact.type} cannot be journalled: ${checked.error}`);
  // Sent together, run in this order: the organisation that applied may add to the history that it opens.
  await Promise.all([
    lecteurs.length > 0 && insertLecteurs(tx, checked.value.sujet, lecteurs),
    insertEntry(tx, checked.value),
  ]);
  return id;
}

export function newEntryId({ clock, random }: { readonly clock: Clock; readonly random: Random }): EntryId {
  return newId(clock, random);
}
