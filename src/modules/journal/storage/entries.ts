import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared, statement } from '../../../platform/db/prepared.ts';
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
  await addLecteurs(tx, sujet.type, sujet.id, lecteurs);
}

// No conflict target: naming one would demand the right to read the row that is already there.
const addLecteurs = prepared('lecteurs_ajout', (_, type: string, id: string, lecteurs: readonly string[]) =>
  statement(sql`
    insert into journal_lecteurs (sujet_type, sujet_id, lecteur)
    select ${type}, ${id}, lecteur from unnest(${lecteurs}::uuid[]) as lecteur
    on conflict do nothing`),
);

export async function deleteLecteur(tx: Tx, sujet: Sujet, lecteur: string): Promise<void> {
  await sql`select journal_close(${sujet.type}, ${sujet.id}, ${lecteur}::uuid)`.execute(tx);
}

/** Undefined when there is none, or none that this transaction may see. */
export async function findEntry(tx: Tx, id: string): Promise<PlacedEntry | undefined> {
  const [row] = await entryById(tx, id);
  return row && readRow(row);
}

const entryById = prepared('ecriture', (tx, id: string) =>
  journalTables(tx)
    .selectFrom('journal_entries as e')
    .leftJoin('journal_leaves as l', 'l.entry_id', 'e.id')
    .select(['e.canonical', 'l.position'])
    .where('e.id', '=', id),
);

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

export type LecteurOptions = {
  /** A person, or an organisation. */
  readonly lecteur: string;
  /** Of subjects of this kind. */
  readonly sujet: string;
  readonly type: string;
  /** Only before that one, or only after it: where the neighbouring page ends. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

/** An entry with the key by which pages of entries follow one another. */
export type KeyedEntry = { readonly entry: Entry; readonly seq: number };

/** What happened to all the subjects that concern somebody, newest first, as far as this transaction may see it. */
export async function selectEntriesOfLecteur(tx: Tx, options: LecteurOptions): Promise<KeyedEntry[]> {
  let query = journalTables(tx)
    .selectFrom('journal_lecteurs as c')
    .innerJoin('journal_entries as e', (join) =>
      join.onRef('e.sujet_type', '=', 'c.sujet_type').onRef('e.sujet_id', '=', 'c.sujet_id'),
    )
    .select(['e.canonical', 'e.seq'])
    .where('c.lecteur', '=', options.lecteur)
    .where('c.sujet_type', '=', options.sujet)
    .where('e.type', '=', options.type)
    .orderBy('e.seq', options.after === undefined ? 'desc' : 'asc')
    .limit(options.limit);
  if (options.before !== undefined) query = query.where('e.seq', '<', options.before);
  if (options.after !== undefined) query = query.where('e.seq', '>', options.after);
  const rows = await query.execute();
  const read = rows.map(({ canonical, seq }) => ({ entry: readRow({ canonical, position: null }).entry, seq }));
  return options.after === undefined ? read : read.reverse();
}

/**
 * What was done under a mandate (`contenu.mandat`), on every subject, oldest first, as far as this transaction may see it.
 *
 * @param limit the latest ones, at most that many
 */
export async function selectEntriesOfMandat(tx: Tx, mandat: string, limit: number): Promise<PlacedEntry[]> {
  const rows = await journalTables(tx)
    .selectFrom('journal_entries as e')
    .leftJoin('journal_leaves as l', 'l.entry_id', 'e.id')
    .select(['e.canonical', 'l.position'])
    .where('e.mandat', '=', mandat)
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(readRow).reverse();
}

export type Passage = {
  /** Those of the asked types, in the order of the tree. */
  readonly entries: readonly PlacedEntry[];
  /** Position to go on from: the number of leaves read so far. */
  readonly next: number;
  /** False when the tree had nothing more. */
  readonly more: boolean;
};

/**
 * The entries of some types among the next leaves of the tree. Whoever keeps `next` reads each entry exactly once:
 * leaves follow one another without a gap, in the order in which they were committed, which `seq` does not promise.
 *
 * @param from position of the first leaf to read
 * @param limit how many leaves, whatever their type
 */
export async function selectEntriesFrom(
  tx: Tx,
  { from, limit, types }: { readonly from: number; readonly limit: number; readonly types: readonly string[] },
): Promise<Passage> {
  const size = await treeSize(tx);
  const next = Math.max(from, Math.min(from + limit, size));
  const rows = await journalTables(tx)
    .selectFrom('journal_leaves as l')
    .innerJoin('journal_entries as e', 'e.id', 'l.entry_id')
    .select(['e.canonical', 'l.position'])
    .where('l.position', '>=', from)
    .where('l.position', '<', next)
    .where('e.type', 'in', types)
    .orderBy('l.position')
    .execute();
  return { entries: rows.map(readRow), next, more: next < size };
}

/** How many leaves the tree has. */
export async function treeSize(tx: Tx): Promise<number> {
  const { last } = await journalTables(tx)
    .selectFrom('journal_leaves')
    .select((eb) => eb.fn.max('position').as('last'))
    .executeTakeFirstOrThrow();
  return last === null ? 0 : Number(last) + 1;
}

function readRow(row: { canonical: string; position: number | null }): PlacedEntry {
  const entry = parseEntry(JSON.parse(row.canonical));
  if (!entry.ok) throw new Error(`The journal holds what is not an entry: ${entry.error}`);
  return { entry: entry.value, position: row.position };
}
