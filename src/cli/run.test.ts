import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../platform/root.ts';
import { run } from './run.ts';

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parvis-cli-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

async function parvis(argv: readonly string[], env: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const code = await run(argv, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: { DATA_DIR: dataDir, ...env },
  });
  return { code, out: out.replaceAll('\u00a0', ' '), err: err.replaceAll('\u00a0', ' ') };
}

test.each([[[]], [['--aide']], [['--help']], [['-h']], [['aide']]])('%j lists the commands', async (argv) => {
  const { code, out, err } = await parvis(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const name of ['organisation', 'membre', 'verify', 'journal', 'migrate', 'doctor'])
    expect(out).toContain(`  ${name} `);
});

test.each(['organisation', 'membre', 'verify', 'journal', 'migrate', 'doctor'])('%s explains itself', async (name) => {
  const { code, out, err } = await parvis([name, '--aide']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Usage : parvis ${name}`);
});

test.each([
  ['nimporte'],
  ['toString'],
  ['organisation'],
  ['organisation', 'add'],
  ['organisation', 'add', '86194', '86041'],
  ['organisation', 'list', '--type', 'royaume'],
  ['organisation', 'remove', '86194'],
  ['membre'],
  ['membre', 'invite', 'poitiers', 'a@exemple.fr'],
  ['membre', 'invite', 'poitiers', 'a@exemple.fr', 'maire'],
  ['membre', 'retire', 'poitiers', 'a@exemple.fr', 'lecteur'],
  ['journal'],
  ['journal', 'effacer'],
  ['migrate', 'maintenant'],
  ['doctor', '--vite'],
  ['verify'],
])('%s %s is refused with the usage, before anything is touched', async (...argv) => {
  const { code, out, err } = await parvis(argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('Usage : parvis');
});

test('a wrong configuration is said whole, and nothing is tried', async () => {
  const { code, err } = await parvis(['migrate'], { PORT: 'porte', DATABASE_POOL: '0' });
  expect(code).toBe(2);
  expect(err).toContain('PORT : attendu');
  expect(err).toContain('DATABASE_POOL : attendu');
});

test('a database that does not answer is said in words', async () => {
  const nobody = 'postgres://parvis:secret@127.0.0.1:1/parvis';
  const { code, err } = await parvis(['organisation', 'list'], { DATABASE_URL: nobody, DATABASE_OWNER_URL: nobody });
  expect(code).toBe(1);
  expect(err).toBe('La base de données ne répond pas. Vérifiez DATABASE_URL, et que PostgreSQL est démarré.\n');
});

describe('doctor', () => {
  test('names every wrong variable', async () => {
    const { code, out } = await parvis(['doctor'], { PORT: 'porte' });
    expect(code).toBe(1);
    expect(out).toMatch(/À CORRIGER PORT : attendu un port/);
    expect(out).toContain('Un point est à corriger.');
  });

  test('says when the folder of the data cannot be written', async () => {
    const file = join(dataDir, 'fichier');
    await writeFile(file, '');
    const { code, out } = await parvis(['doctor'], { DATA_DIR: join(file, 'var') });
    expect(code).toBe(1);
    expect(out).toMatch(/À CORRIGER DATA_DIR ne peut pas servir/);
  });

  test('is content with an installation that has not started yet', async () => {
    const { code, out } = await parvis(['doctor']);
    expect(code).toBe(0);
    expect(out).toContain('Pas encore de base de données');
  });
});

test('the command line loads nothing of the platform before it knows the command', async () => {
  const built = await build({
    entryPoints: [join(ROOT, 'src/cli/main.ts')],
    absWorkingDir: ROOT,
    outdir: dataDir,
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const first = Object.entries(built.metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'src/cli/main.ts');
  const [, output] = first ?? [];
  const chunks = [
    output,
    ...(output?.imports ?? [])
      .filter(({ kind }) => kind === 'import-statement')
      .map(({ path }) => built.metafile.outputs[path]),
  ];
  const inputs = chunks.flatMap((chunk) => Object.keys(chunk?.inputs ?? {}));
  expect(inputs).toContain('src/cli/run.ts');
  expect(inputs.filter((input) => !input.startsWith('src/cli/'))).toEqual([]);
});
