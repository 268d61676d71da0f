// Writes docs/schema.sql from a fresh database with every migration: « node scripts/dump-schema.ts ».
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrationFolders } from '../src/migrations.ts';
import { startEmbeddedPostgres } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { migrateJobs } from '../src/platform/jobs/migrate.ts';
import { dumpSchema } from './schema-dump.ts';

const folder = await mkdtemp(join(tmpdir(), 'parvis-schema-'));
const server = await startEmbeddedPostgres({ folder, settings: { fsync: 'off' } });
try {
  await migrate(server.ownerUrl, migrationFolders, migrateJobs);
  await writeFile(join(import.meta.dirname, '..', 'docs', 'schema.sql'), await dumpAt(server.ownerUrl));
  console.log('Écrit : docs/schema.sql');
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function dumpAt(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await dumpSchema(client);
  } finally {
    await client.end();
  }
}
