import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditCommand } from './audit-command.ts';
import { receiptFile } from './domain/receipt.ts';
import { publishedHeads } from './publication.ts';
import { openTestJournal, type TestJournal } from './testing/test-journal.ts';

let the: TestJournal;
let kept: string;
let forged: string;
beforeAll(async () => {
  the = await openTestJournal();
  for (let i = 0; i < 3; i++) {
    await the.write();
    await the.journal.settle();
  }
  const heads = await the.base.db.transaction({ public: true }, (tx) => publishedHeads(tx));
  kept = join(the.folder, 'tetes.json');
  forged = join(the.folder, 'autres.json');
  await writeFile(kept, JSON.stringify(heads));
  await writeFile(forged, JSON.stringify({ ...heads[1], root: '00'.repeat(32) }));
});
afterAll(() => the.close());

async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const io = {
    stdout: (text: string) => {
      out += text;
    },
    stderr: (text: string) => {
      err += text;
    },
  };
  return { code: await auditCommand(args, io, the.base.db), out, err };
}

test('an intact journal: 0, and what the verdict cannot tell', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(out).toMatch(/^INTACT\./);
  expect(out).toContain('Écritures    3, et 0 en attente');
  expect(out).toContain('Sans têtes gardées ailleurs');
});

test('with the heads kept elsewhere and the key: no reservation left', async () => {
  const { code, out } = await run('--tetes', kept, '--cle', the.journal.keyId.toUpperCase());
  expect(code).toBe(0);
  expect(out).not.toContain('Sans têtes gardées ailleurs');
});

test('a receipt given before is as good as a head kept elsewhere', async () => {
  const entry = await the.write();
  await the.journal.settle();
  const receipt = await the.base.db.transaction({ systeme: true }, (tx) => the.journal.receiptFor(tx, entry, []));
  const file = join(the.folder, 'accuse.json');
  await writeFile(file, receiptFile(receipt));
  expect(await run('--tetes', kept, '--tetes', file)).toMatchObject({ code: 0 });
  await writeFile(file, receiptFile({ ...receipt, head: { ...receipt.head, root: '00'.repeat(32) } }));
  expect(await run('--tetes', kept, '--tetes', file)).toMatchObject({ code: 1 });
});

test('an altered journal: 1, with the place and the hashes', async () => {
  const { code, out } = await run('--tetes', forged);
  expect(code).toBe(1);
  expect(out).toMatch(/^ALTÉRÉ\. La tête publiée à 2 écritures/);
  expect(out).toContain(`Attendu    ${'00'.repeat(32)}`);
  expect(await run('--cle', '00'.repeat(16))).toMatchObject({ code: 1 });
});

test.each([
  ['an unknown option', ['--vite']],
  ['something that is no option', ['tout']],
  ['a fingerprint that is none', ['--cle', 'abc']],
  ['a file that does not exist', ['--tetes', '/nulle/part']],
  ['a certificate that does not exist', ['--certificat', '/nulle/part']],
])('%s: 2, with the usage', async (_, args) => {
  const { code, out, err } = await run(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('parvis journal audit');
});

test('a file that holds no heads: 2', async () => {
  for (const content of ['[]', '{}', '[1]', 'bonjour', JSON.stringify([{ size: 1, root: 'x' }])]) {
    const file = join(the.folder, 'faux.json');
    await writeFile(file, content);
    expect(await run('--tetes', file)).toMatchObject({ code: 2 });
  }
});
