import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Entry, entriesFrom } from '../../journal/index.ts';
import { cumuler } from '../domain/etape-compteurs.ts';
import { FAITS_DE_L_ETAPE, sujetOf } from '../domain/etape-etat.ts';
import type { CelluleMue } from '../domain/mouvements-etape.ts';
import {
  cleOf,
  lignesToChange,
  lockLectureEtape,
  openPeriodes,
  saveCumuls,
  saveLectureEtape,
  savePeriodes,
} from '../storage/etape-projection.ts';
import { listGrillesLues } from '../storage/etape-ruralite.ts';
import { type CollectiviteDuFonds, idsOfCollectivite, LotDEtape } from './lot-etape.ts';

/**
 * Reads what the journal received since the last time into the tables of the point d’étape. What was read and how far
 * are one transaction: killed anywhere, each fact counts once; two servers take turns.
 *
 * @param limit leaves of the journal, whatever they are
 * @param wait for whoever is reading it already; else there is nothing to do
 * @returns whether the journal has more to read
 */
export async function projeterEtape(
  { db, clock }: Pick<Noyau, 'db' | 'clock'>,
  { limit, wait }: { readonly limit: number; readonly wait: boolean },
): Promise<boolean> {
  // It sees every organisation: each of them has its own point d’étape.
  return db.transaction({ systeme: true }, async (tx) => {
    const from = await lockLectureEtape(tx, { now: clock.now(), wait });
    if (from === undefined) return false;
    const { entries, next, more } = await entriesFrom(tx, { from, limit, types: FAITS_DE_L_ETAPE });
    await project(
      tx,
      entries.map(({ entry }) => entry),
    );
    await saveLectureEtape(tx, next, clock.now());
    return more;
  });
}

/** Adds what groups received to their running totals. Whoever asks holds the reading of the journal. */
export async function cumulerMouvements(tx: Tx, changed: readonly CelluleMue[]): Promise<void> {
  const read = await lignesToChange(tx, changed);
  await saveCumuls(
    tx,
    read.flatMap(({ lignes, ...cellule }, rang) =>
      cumuler(lignes, changed[rang]?.mouvements ?? new Map()).map((ligne) => ({ ...cellule, ...ligne })),
    ),
  );
}

async function project(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const sujets = new Map(entries.map((entry) => [cleOf(sujetOf(entry).genre, sujetOf(entry).id), sujetOf(entry)]));
  const known = await openPeriodes(tx, [...sujets.values()]);
  const collectivites = [...[...known.values()].map(({ etat }) => etat), ...entries.flatMap(collectiviteOf)];
  const ids = new Set(collectivites.flatMap(idsOfCollectivite));
  const [openCollectivites, grilles] = await Promise.all([
    openPeriodes(
      tx,
      [...ids].map((id) => ({ genre: 'collectivite', id })),
    ),
    listGrillesLues(tx, [...new Set(collectivites.flatMap(({ siren }) => siren ?? []))]),
  ]);
  const lot = new LotDEtape(grilles, [known, openCollectivites]);
  for (const entry of entries) lot.apply(entry);
  await savePeriodes(tx, lot.periodes());
  await cumulerMouvements(tx, lot.changed());
}

/** Whom a fact begins with, or hands over to. */
function collectiviteOf({ type, organisation, contenu }: Entry): readonly CollectiviteDuFonds[] {
  if (organisation === null) return [];
  const { siren, apres } = contenu;
  if (typeof siren === 'string') return [{ organisationId: organisation, siren }];
  // Of a SIRET that was corrected before its SIREN was told beside it.
  return type === 'subvention.siret_corrige'
    ? [{ organisationId: organisation, siren: String(apres).slice(0, 9) }]
    : [];
}
