import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { type Blobs, createBlobs } from '../../../platform/blobs/blobs.ts';
import { createDiskStore } from '../../../platform/blobs/disk-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { Noyau } from '../../../platform/services.ts';
import type { IdTypeImport } from '../domain/type-import.ts';
import { beginImport, type ImportCommence } from '../use-cases/begin-import.ts';

/** A fresh database with two organisations, and a store of files. */
export type OpendataDeTest = {
  readonly base: TestDatabase;
  readonly deps: Noyau & { readonly blobs: Blobs };
  readonly organisation: string;
  readonly autre: string;
  /** Keeps a file and opens its import. */
  begin(type: IdTypeImport, contenu: Readable | string | Uint8Array, organisation?: string): Promise<ImportCommence>;
  close(): Promise<void>;
};

export async function openOpendataDeTest(): Promise<OpendataDeTest> {
  const base = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'parvis-opendata-'));
  const blobs = await createBlobs({
    store: createDiskStore(join(folder, 'fichiers')),
    quarantine: join(folder, 'quarantine'),
    random: systemRandom,
    clock: systemClock,
    logger: createLogger({ level: 'silent', format: 'json' }),
  });
  const deps = { db: base.db, clock: systemClock, random: systemRandom, blobs };
  const [organisation, autre] = [randomUUID(), randomUUID()];
  await base.owner.query(
    `insert into organisations (id, siren, nom, slug, type)
     values ($1, '130026032', 'Fonds', 'fonds', 'etat'), ($2, '218601946', 'Ailleurs', 'ailleurs', 'commune')`,
    [organisation, autre],
  );
  return {
    base,
    deps,
    organisation,
    autre,
    async begin(type, contenu, organisationId = organisation) {
      const source = contenu instanceof Readable ? contenu : Readable.from([Buffer.from(contenu)]);
      const { sha256, size: taille } = await blobs.keep(source);
      return base.db.transaction({ organisation: organisationId }, (tx) =>
        beginImport(tx, deps, { organisationId, personneId: null }, { type, nom: 'essai.csv', sha256, taille }),
      );
    },
    async close() {
      await base.close();
      await rm(folder, { recursive: true });
    },
  };
}
