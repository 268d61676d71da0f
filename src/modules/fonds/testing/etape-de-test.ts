import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixedClock, fixedClock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { fromPlainDate, type Jour, jour } from '../../../values/jour.ts';
import { euros } from '../../../values/montant.ts';
import { type Entry, entriesFrom, type Journal, openJournal } from '../../journal/index.ts';
import type { GrilleLue } from '../domain/etape-compteurs.ts';
import { keepRuralite } from '../use-cases/keep-ruralite.ts';
import { projeterEtape } from '../use-cases/projeter-etape.ts';
import { type FondsDeTest, openFondsDeTest } from './fonds-de-test.ts';
import { histoireAuHasard } from './histoire-au-hasard.ts';

/** A fund to which a random story happened, through its use cases and its journal. */
export type EtapeDeTest = {
  readonly fonds: FondsDeTest;
  readonly clock: FixedClock;
  readonly journal: Journal;
  readonly debut: Jour;
  readonly fin: Jour;
  /** All that the journal holds, in the order of the tree. */
  entries(): Promise<readonly Entry[]>;
  /** Reads the journal to its end, by lots of so many leaves. */
  readOn(lot: number, db?: Database): Promise<void>;
  close(): Promise<void>;
};

/** @param grille by which its communes are rural or urban from the beginning */
export async function openEtapeDeTest({
  seed,
  etapes,
  grille,
}: {
  readonly seed: number;
  readonly etapes: number;
  readonly grille: GrilleLue;
}): Promise<EtapeDeTest> {
  const clock = fixedClock('2021-03-01T09:00:00+01:00');
  const fonds = await openFondsDeTest(clock);
  const folder = await mkdtemp(join(tmpdir(), 'parvis-etape-'));
  const journal = await openJournal({
    ...fonds.noyau,
    logger: createLogger({ level: 'silent', format: 'json' }),
    origin: 'https://parvis.exemple',
    keyFile: join(folder, 'cle.pem'),
  });
  const readOn = async (lot: number, db: Database = fonds.base.db) => {
    await journal.settle();
    while (await projeterEtape({ db, clock }, { limit: lot, wait: true }));
  };
  const enveloppes = [await fonds.enveloppe(euros(50_000_000)), await fonds.enveloppe(euros(50_000_000))];
  const histoire = histoireAuHasard(fonds, clock, { seed, enveloppes, dispositifs: [randomUUID(), randomUUID()] });
  await keepRuralite(fonds.noyau, grille);
  for (let done = 0; done < etapes; done += 1) {
    await histoire.etape();
    // Read as it goes, in lots that cut the story anywhere.
    if (done % 37 === 0) await readOn(7);
  }
  await readOn(50);
  return {
    fonds,
    clock,
    journal,
    debut: jour('2021-03-01'),
    fin: fromPlainDate(clock.today()),
    readOn,
    entries: () =>
      fonds.base.db.read({ systeme: true }, async (tx) => {
        const { rows } = await fonds.base.owner.query('select distinct type from journal_entries');
        const types = rows.map(({ type }) => String(type));
        return (await entriesFrom(tx, { from: 0, limit: 1_000_000, types })).entries.map(({ entry }) => entry);
      }),
    async close() {
      await journal.close();
      await fonds.close();
      await rm(folder, { recursive: true });
    },
  };
}
