import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { type FixedClock, fixedClock } from '../../../platform/clock.ts';
import type { Portee } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { type Random, systemRandom } from '../../../platform/random.ts';
import { type Journal, type JournalOptions, openJournal } from '../journal.ts';
import { append, type EntryId, type Fact } from '../use-cases/append.ts';

export const ORGANISATION = '018f0000-0000-7000-8000-00000000000a';
export const AUTRE_ORGANISATION = '018f0000-0000-7000-8000-00000000000b';
export const USAGER = '018f0000-0000-7000-8000-0000000000c1';
export const AUTRE_USAGER = '018f0000-0000-7000-8000-0000000000c2';

export type TestJournal = {
  readonly base: TestDatabase;
  readonly clock: FixedClock;
  readonly journal: Journal;
  /** Another process on the same database; with another key file, as after a change of key. */
  open(options?: Partial<JournalOptions>): Promise<Journal>;
  readonly random: Random;
  readonly folder: string;
  readonly keyFile: string;
  /** Appends one fact in a transaction of its own. */
  write(fact?: Partial<Fact>, portee?: Portee): Promise<EntryId>;
  close(): Promise<void>;
};

/** A journal on a fresh database. Nothing runs by itself: tests settle when they want to. */
export async function openTestJournal(): Promise<TestJournal> {
  const base = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'parvis-journal-'));
  const keyFile = join(folder, 'journal.pem');
  const clock = fixedClock('2026-11-24T09:00:00.000Z');
  const defaults: JournalOptions = {
    db: base.db,
    clock,
    random: systemRandom,
    logger: createLogger({ level: 'silent', format: 'json' }),
    origin: 'https://parvis.exemple',
    keyFile,
  };
  const open = (options: Partial<JournalOptions> = {}) => openJournal({ ...defaults, ...options });
  return {
    base,
    clock,
    random: systemRandom,
    folder,
    keyFile,
    open,
    journal: await open(),
    write: (fact = {}, portee = { systeme: true }) =>
      base.db.transaction(portee, (tx) => append(tx, { clock, random: systemRandom }, { ...sampleFact, ...fact })),
    async close() {
      await base.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const sampleFact: Fact = {
  acteur: { type: 'usager', id: USAGER },
  organisation: ORGANISATION,
  sujet: { type: 'dossier', id: 'POI-1' },
  type: 'dossier.depose',
  contenu: { numero: 'POI-2026-000001', organisation: 'Ville de Poitiers' },
};
