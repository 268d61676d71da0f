import type { Tx } from '../../../platform/db/database.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Entry, entriesFrom, entriesOfSujet } from '../../journal/index.ts';
import { additionner, mesurer } from '../domain/compteurs.ts';
import { addEffet, lockLecture, saveLecture } from '../storage/effets.ts';

/** Leaves of the journal a transaction. */
const BATCH = 500;

/**
 * Every hour: reads what the journal received since the last time, and adds up the effect of « dites-le-nous une fois ».
 * What was read and how far are one transaction: killed anywhere, each deposit counts once.
 */
export function mesurerEffet({ db, clock }: Pick<Noyau, 'db' | 'clock'>, batch = BATCH): Task<null> {
  return {
    name: 'mesurer-effet',
    parse: () => null,
    async run(_payload, { signal }) {
      // It sees every organisation: what it writes is only counts.
      for (let more = true; more && !signal.aborted; ) {
        more = await db.transaction({ systeme: true }, (tx) => mesurerLot(tx, clock.now(), batch));
      }
    },
  };
}

/** @returns whether the journal has more to read */
async function mesurerLot(tx: Tx, now: Temporal.Instant, limit: number): Promise<boolean> {
  const from = await lockLecture(tx, now);
  const { entries, next, more } = await entriesFrom(tx, { from, limit, types: ['dossier.depose'] });
  const depots = await Promise.all(
    entries.map(async ({ entry }) => mesurer(entry, (await commencementOf(tx, entry))?.at) ?? []),
  );
  const groups = Map.groupBy(depots.flat(), ({ versionId, mois }) => `${versionId} ${mois}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first) await addEffet(tx, first, additionner(group.map(({ compteurs }) => compteurs)));
  }
  await saveLecture(tx, next, now);
  return more;
}

/** The entry that began the draft of a dossier. */
async function commencementOf(tx: Tx, { sujet }: Entry): Promise<Entry | undefined> {
  const [first] = await entriesOfSujet(tx, sujet, { types: ['dossier.commence'], limit: 1 });
  return first?.entry;
}
