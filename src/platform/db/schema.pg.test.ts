import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { dumpSchema } from '../../../scripts/schema-dump.ts';
import { createTestDatabase } from '../../../test/support/postgres.ts';
import { ROOT } from '../root.ts';

const HOW_TO_MEND =
  'docs/schema.sql is not what the migrations make. Run « node scripts/dump-schema.ts », read the difference, commit it.';

test('docs/schema.sql is what the migrations make', async () => {
  const base = await createTestDatabase();
  const client = new pg.Client({ connectionString: base.ownerUrl });
  await client.connect();
  try {
    const committed = await readFile(join(ROOT, 'docs', 'schema.sql'), 'utf8');
    expect(await dumpSchema(client), HOW_TO_MEND).toBe(committed);
    expect(await dumpSchema(client)).toBe(committed);
  } finally {
    await client.end();
    await base.close();
  }
});
