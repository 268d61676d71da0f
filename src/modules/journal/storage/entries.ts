import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { type Entry, entryText, parseEntry, type Sujet } from '../domain/entry.ts';
import { journalTables } from './tables.ts';

/** An entry with its place in the tree; null as long as the integrator has not taken it. */
export type PlacedEntry = { readonly entry: Entry; readonly position: number | null };

export async function insertEntry(tx: Tx, entry: Entry): Promise<void> {
  await addEntry(tx, entry.id, entryText(entry));
}

const addEntry = prepared('ecriture_ajout', (tx, id: string, canonical: string) =>
  journalTables(tx).insertInto('journal_entries').values({ id, canonical }),
);

/** Lets a person or another organisation read the history of a subject. Says nothing when they already may. */
export async function insertLecteurs(tx: Tx, sujet: Sujet, lecteurs: readonly string[]): Promise<void> {
  // No conflict target: naming one would demand the right to read the row that is already there.
  await journalTables(tx)
    .insertInto('journal_lecteurs')
    .values(lecteurs.map((lecteur) => ({ sujet_type: sujet.type, sujet_id: sujet.id, lecteur })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteLecteur(tx: Tx, sujet: Sujet, lecteur: string): Promise<void> {
  await sql`select journal_close(${sujet.type}, ${sujet.id}, ${lecteur}::uuid)`.execute(tx);
}

/** Undefined when there is none, or none that this transaction may see. */
export async function findEntry(tx: Tx, id: string): Promise<PlacedEntry | undefined> {
  const row = await journalTables(tx)
    .selectFrom('journal_entries as e')
    .leftJoin('journal_leaves as l', 'l.entry_id', 'e.id')
    .select(['e.canonical', 'l.position'])
    .where('e.id', '=', id)
    .executeTakeFirst();
  return row && readRow(row);
}

export type HistoryOptions = {
  /** Only these types of event. */
  readonly types?: readonly string[];
  /** As of this instant, included: nothing later. */
  readonly until?: Temporal.Instant;
  /** The latest ones, at most that many (1000 by default). */
  readonly limit?: number;
};

/** The history of a subject, oldest first, as far as this transaction may see it. */
export async function selectEntriesOfSujet(tx: Tx, sujet: Sujet, options: HistoryOptions = {}): Promise<PlacedEntry[]> {
  let query = journalTables(tx)
    .selectFrom('journal_entries as e')
    .leftJoin('journal_leaves as l', 'l.entry_id', 'e.id')
    .select(['e.canonical', 'l.position'])
    .where('e.sujet_type', '=', sujet.type)
    .where('e.sujet_id', '=', sujet.id)
    .orderBy('e.seq', 'desc')
    .limit(options.limit ?? 1000);
  if (options.types) query = query.where('e.type', 'in', options.types);
  if (options.until) query = query.where('e.at', '<=', options.until.toString({ fractionalSecondDigits: 3 }));
  return (await query.execute()).map(readRow).reverse();
}

function readRow(row: { canonical: string; position: number | null }): PlacedEntry {
  const entry = parseEntry(JSON.parse(row.canonical));
  if (!entry.ok) throw new Error(`The journal holds what is not an entry: ${entry.error}`);
  return { entry: entry.value, position: row.position };
}
