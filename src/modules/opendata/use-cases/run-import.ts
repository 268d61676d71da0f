import type { Blobs } from '../../../platform/blobs/blobs.ts';
import { textAt } from '../../../platform/db/arrays.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import type { Defaut } from '../domain/defaut.ts';
import { type Cles, clesOf, type LigneDuLot, trier } from '../domain/lot.ts';
import { type MemoireDeCles, memoireDeCles } from '../domain/memoire-de-cles.ts';
import { typeImportOf } from '../domain/types-import.ts';
import { lireLots } from '../fichiers/lecteur.ts';
import { type LotLu, lignesDuLot } from '../fichiers/lots.ts';
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
 * is read, and no more than three are in memory.
 *
 * @returns the import, ended
 * @throws NotFound when the organisation has no such import, Conflict when another process writes it at this moment
 */
export async function runImport(
  deps: Noyau & { readonly blobs: Pick<Blobs, 'open'> },
  organisationId: string,
  importId: string,
  { onProgress, signal, lot: taille }: RunOptions = {},
): Promise<Import> {
  const start = await read(deps, organisationId, importId);
  const type = typeImportOf(start.type)?.id;
  if (!type) throw new Error(`Nobody knows how to read ${start.type}`);
  if (start.statut !== 'en_cours') return start;

  const context: Context = {
    organisationId,
    importId,
    type,
    cles: clesOf(organisationId, type),
    retenues: memoireDeCles(),
  };
  let [written, lues] = [start.ligne, start.lues];
  let refus: string | null = null;
  let entete: readonly Defaut[] = [];
  let writing: Promise<void> = Promise.resolve();
  for await (const lu of lireLots({ organisationId, type, taille }, () => deps.blobs.open(start.sha256))) {
    refus ??= lu.refus;
    if (start.ligne === 0) entete = [...entete, ...lu.entete];
    const lignes = lignesDuLot(lu).filter(({ cle, ligne }) => {
      if (ligne > start.ligne) return true;
      // Written by the run before, which remembers nothing any more.
      context.retenues.retenir(cle, ligne);
      return false;
    });
    const last = lignes.at(-1);
    if (!last) continue;
    await writing;
    signal?.throwIfAborted();
    const lot = { lignes, bruts: lu.bruts, valeurs: lu.valeurs, entete, attendue: written };
    [written, lues, entete] = [last.ligne, lues + lignes.length, []];
    const now = { ligne: written, lues };
    writing = writeBatch(deps, context, lot).then(() => onProgress?.(now));
    writing.catch(() => undefined); // Awaited at the next batch: until then it must not be an unhandled failure.
  }
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
  readonly cles: Cles;
  readonly retenues: MemoireDeCles;
};

/** Rows that are written together. */
type Lot = Pick<LotLu, 'bruts' | 'valeurs' | 'entete'> & {
  readonly lignes: readonly LigneDuLot[];
  /** Where the import must stand: at the line that ends the batch before. */
  readonly attendue: number;
};

async function writeBatch({ db }: Noyau, context: Context, lot: Lot): Promise<void> {
  const { lignes, entete, attendue } = lot;
  const last = lignes.at(-1);
  if (!last) return;
  const aRetenir = await db.transaction({ organisation: context.organisationId }, async (tx) => {
    // Asked for in one round trip. Locked first: what the keys hold is read once nobody else writes them.
    const [, position, connues] = await Promise.all([
      lockLignes(tx, context.organisationId, context.type),
      lockImport(tx, context.importId),
      findLignes(
        tx,
        lignes.map(({ cle }) => cle),
      ),
      commitWithoutWaiting(tx),
      sortInMemory(tx),
    ]);
    if (position !== attendue) throw new Conflict('Cet import avance déjà ailleurs. Attendez qu’il finisse.');
    const tri = trier({ ...context, connues, brutOf: (rang) => textAt(lot.bruts, rang) }, lignes);
    const told = entete.length > 0 ? [{ ligne: 1, defauts: entete }, ...tri.defauts] : tri.defauts;
    await Promise.all([
      insertLignes(tx, context, lot, tri.aAjouter),
      writeLignes(tx, context, lot, tri.aReecrire),
      insertDefauts(tx, context, told),
      advanceImport(tx, context.importId, last.ligne, { ...tri.comptes, defauts: tri.comptes.defauts + entete.length }),
    ]);
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
