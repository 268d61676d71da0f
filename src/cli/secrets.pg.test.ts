import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.ts';
import { makeSeal } from '../platform/seal.ts';
import { sealedColumns } from './commands/secrets.ts';
import { run } from './run.ts';

let base: TestDatabase;
let dataDir: string;
const OLD = 'ancien-secret-de-trente-deux-caracteres';
const NEW = 'nouveau-secret-de-trente-deux-caracteres';

beforeAll(async () => {
  base = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'parvis-secrets-'));
});
afterAll(async () => {
  await base.close();
  await rm(dataDir, { recursive: true });
});

async function rotate(env: Record<string, string>) {
  let out = '';
  const code = await run(['secrets', 'rotate'], {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      out += text;
    },
    env: { DATABASE_URL: base.appUrl, DATABASE_OWNER_URL: base.ownerUrl, DATA_DIR: dataDir, ...env },
  });
  return { code, out: out.replaceAll('\u00a0', ' ') };
}

/** Bytes that are sealed by nobody. A new column goes here with its reason, or in the list of the command. */
const NOT_SEALED: Readonly<Record<string, string>> = {
  'demarche_versions.empreinte': 'digest of a public definition',
  'depots.sel': 'a salt: what opens the proof to its own usager',
  'personnes.email_sel': 'a salt: what opens the proof of an address to who gave it',
};

test('every column of bytes is a digest, a hash of the journal, or among those that are sealed again', async () => {
  const { rows } = await base.owner.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' order by 1`,
  );
  const known = new Set([
    ...Object.keys(NOT_SEALED),
    ...sealedColumns.map(({ table, column }) => `${table}.${column}`),
  ]);
  const unknown = rows.map(({ name }) => name).filter((name) => !/empreinte$|^journal_/.test(name) && !known.has(name));
  expect(unknown).toEqual([]);
});

test('seals everything again, more than a batch, and says when the old secret may go', async () => {
  const personne = crypto.randomUUID();
  await base.owner.query(`insert into personnes (id, type) values ($1, 'agent')`, [personne]);
  const seal = makeSeal(OLD, 'comptes');
  const sealed = Array.from({ length: 450 }, (_, n) => seal.seal(`jeton ${n}`));
  await base.owner.query(
    `insert into sessions (empreinte, id, personne_id, created_at, last_seen_at, expires_at, appareil, fournisseur, refresh_token)
     select sha256(n::text::bytea), gen_random_uuid(), $1, now(), now(), now(), 'Firefox', 'proconnect', token
     from unnest($2::bytea[]) with ordinality as t(token, n)`,
    [personne, sealed],
  );
  const tokens = async () =>
    (await base.owner.query('select refresh_token as t from sessions')).rows.map(({ t }) => t as Buffer);

  const without = await rotate({ SECRET: NEW });
  expect([without.code, without.out]).toEqual([1, expect.stringContaining('450 illisibles')]);
  const turned = await rotate({ SECRET: NEW, SECRET_PRECEDENT: OLD });
  expect(turned.code).toBe(0);
  expect(turned.out).toMatch(
    /450 scellés de nouveau, 0 déjà à jour, 0 illisibles[\s\S]*SECRET_PRECEDENT peut être retiré/,
  );
  const alone = makeSeal(NEW, 'comptes');
  expect(new Set((await tokens()).map((token) => alone.open(token))).size).toBe(450);
  expect((await rotate({ SECRET: NEW })).out).toContain('0 scellés de nouveau, 450 déjà à jour');
});

test('says how, when it is not understood', async () => {
  let err = '';
  const around = {
    stdout: () => undefined,
    stderr: (text: string) => {
      err += text;
    },
    env: {},
  };
  expect(await run(['secrets'], around)).toBe(2);
  expect(err).toContain('SECRET_PRECEDENT');
});
