import type { Blobs } from '../../../platform/blobs/blobs.ts';
import { untilSent } from '../../../platform/db/wire.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import { type Defaut, defaut } from '../domain/defaut.ts';
import { preparer, trier } from '../domain/lot.ts';
import { type MemoireDeCles, memoireDeCles } from '../domain/memoire-de-cles.ts';
import { typeImportOf } from '../domain/types-import.ts';
import { lignesOf } from '../fichiers/lignes.ts';
import { insertDefauts } from '../storage/defauts.ts';
import {
  advanceImport,
  commitWithoutWaiting,
  endImport,
  findImport,
  type Import,
  lockImport,
} from '../storage/imports.ts';
import { findLignes, insertLignes, lockLignes, sortInMemory, writeLignes } from '../storage/lignes.ts';
import { type Lot, openLot } from '../storage/lot.ts';

/** Rows of one transaction: enough to pay for its commit, few enough to be lost and read again. */
const LOT = 6_000;

/** Rows of the first one, each of the next ones being twice as large: PostgreSQL has something to write from early on. */
const PREMIER_LOT = 1_000;

/** Characters of one transaction: long rows are fewer, so that memory does not depend on what they hold. */
const LONGEST_LOT = 8_000_000;

export type RunOptions = {
  /** Told after each batch that is written. */
  readonly onProgress?: (now: { readonly ligne: number; readonly lues: number }) => void;
  /** Between two batches: what is written stays, and the import goes on from there next time. */
  readonly signal?: AbortSignal;
  readonly lot?: number;
};

/**
 * Imports a file to its end, from where it stands. Each batch is one transaction, which also moves the line from which
 * to go on: killed anywhere, the next run loses nothing and writes nothing twice. A batch is written while the next one
 * is read, and no more than two are in memory.
 *
 * @returns the import, ended
 * @throws NotFound when the organisation has no such import, Conflict when another process writes it at this moment
 */
export async function runImport(
  deps: Noyau & { readonly blobs: Pick<Blobs, 'open'> },
  organisationId: string,
  importId: string,
  { onProgress, signal, lot: taille = LOT }: RunOptions = {},
): Promise<Import> {
  const start = await read(deps, organisationId, importId);
  const type = typeImportOf(start.type);
  if (!type) throw new Error(`Nobody knows how to read ${start.type}`);
  if (start.statut !== 'en_cours') return start;

  const context: Context = {
    organisationId,
    importId,
    type: type.id,
    retenues: memoireDeCles(),
    sending: Promise.resolve(),
  };
  let [written, lues] = [start.ligne, start.lues];
  let writing: Promise<void> = Promise.resolve();
  let [lot, next] = [openLot(), openLot()];
  let entete: Defaut[] = [];
  let refus: string | null = null;
  let enough = Math.min(taille, PREMIER_LOT);
  const flush = async (): Promise<void> => {
    enough = Math.min(taille, 2 * enough);
    await writing;
    signal?.throwIfAborted();
    const [batch, ignorees, expected] = [lot, written === 0 ? entete : [], written];
    next.vider(); // Just written.
    [lot, next, entete] = [next, lot, []];
    written = batch.lignes.at(-1)?.ligne ?? written;
    lues += batch.lignes.length;
    const now = { ligne: written, lues };
    writing = writeBatch(deps, context, batch, ignorees, expected).then(() => onProgress?.(now));
    writing.catch(() => undefined); // Awaited at the next batch: until then it must not be an unhandled failure.
  };

  for await (const lus of lignesOf(type, () => deps.blobs.open(start.sha256))) {
    await context.sending;
    for (const lu of lus) {
      if (lu.type === 'refus') refus = lu.raison;
      else if (lu.type === 'ignoree') entete.push(defaut(lu.colonne, 'colonne_ignoree', lu.colonne));
      else {
        const preparee = preparer(organisationId, type, lu);
        // Written by the run before, which remembers nothing any more.
        if (lu.numero <= start.ligne) context.retenues.retenir(preparee.cle, lu.numero);
        else lot.ajouter(preparee);
        if (lot.lignes.length >= enough || lot.length >= LONGEST_LOT) await flush();
      }
    }
  }
  if (lot.lignes.length > 0) await flush();
  await writing;
  await end(deps, organisationId, importId, refus);
  return read(deps, organisationId, importId);
}

async function read(deps: Noyau, organisationId: string, importId: string): Promise<Import> {
  const found = await deps.db.read({ organisation: organisationId }, (tx) => findImport(tx, organisationId, importId));
  if (!found) throw new NotFound('Cet import n’existe pas.');
  return found;
}

type Context = {
  readonly organisationId: string;
  readonly importId: string;
  readonly type: string;
  readonly retenues: MemoireDeCles;
  /** While a batch leaves, nothing more is read: PostgreSQL would wait for its end. */
  sending: Promise<void>;
};

async function writeBatch(
  { db }: Noyau,
  context: Context,
  lot: Lot,
  entete: readonly Defaut[],
  expected: number,
): Promise<void> {
  const last = lot.lignes.at(-1);
  if (!last) return;
  const aRetenir = await db.transaction({ organisation: context.organisationId }, async (tx) => {
    // Asked for in one round trip. Locked first: what the keys hold is read once nobody else writes them.
    const [, position, connues] = await Promise.all([
      lockLignes(tx, context.organisationId, context.type),
      lockImport(tx, context.importId),
      findLignes(
        tx,
        lot.lignes.map(({ cle }) => cle),
      ),
      commitWithoutWaiting(tx),
      sortInMemory(tx),
    ]);
    if (position !== expected) throw new Conflict('Cet import avance déjà ailleurs. Attendez qu’il finisse.');
    const tri = trier({ ...context, connues, brutOf: lot.bruts.at }, lot.lignes);
    const told = entete.length > 0 ? [{ ligne: 1, defauts: entete }, ...tri.defauts] : tri.defauts;
    const writing = Promise.all([
      insertLignes(tx, context, lot, tri.aAjouter),
      writeLignes(tx, context, lot, tri.aReecrire),
      insertDefauts(tx, context, told),
      advanceImport(tx, context.importId, last.ligne, { ...tri.comptes, defauts: tri.comptes.defauts + entete.length }),
    ]);
    context.sending = untilSent(tx);
    await writing;
    return tri.aRetenir;
  });
  for (const { cle, ligne } of aRetenir) context.retenues.retenir(cle, ligne);
}

async function end(noyau: Noyau, organisationId: string, importId: string, refus: string | null): Promise<void> {
  await noyau.db.transaction({ organisation: organisationId }, async (tx) => {
    if (!(await endImport(tx, importId, refus, noyau.clock.now()))) return;
    const done = await findImport(tx, organisationId, importId);
    if (!done) throw new Error('An import disappeared while it ended');
    const { lues, nouvelles, modifiees, inchangees, en_double, rejetees, defauts, statut } = done;
    await append(tx, noyau, {
      acteur: { type: 'systeme', id: 'opendata' },
      organisation: organisationId,
      sujet: { type: 'import', id: importId },
      type: `import.${statut}`,
      contenu: { lues, nouvelles, modifiees, inchangees, en_double, rejetees, defauts },
    });
  });
}
