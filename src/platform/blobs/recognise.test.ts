import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoMedia, sampleFiles, sampleZip } from '../../../test/support/sample-files.ts';
import { describeType, type FileType } from './file-types.ts';
import { recogniseType } from './recognise.ts';

const types = Object.keys(sampleFiles) as FileType[];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-types-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function recognise(content: Buffer, fileName: string, declaredType: string, accept: readonly FileType[]) {
  const path = join(folder, 'draft');
  await writeFile(path, content);
  const result = await recogniseType(path, { fileName, declaredType, accept });
  return result.ok ? result.value : result.error.motif;
}

describe('a file that is what it says', () => {
  test.each(types)('is recognised: %s', async (type) => {
    const [mediaType] = describeType(type).mediaTypes;
    expect(await recognise(sampleFiles[type], `piece.${type}`, mediaType, types)).toBe(type);
    expect(await recognise(sampleFiles[type], `piece.${type}`, '', types)).toBe(type);
    expect(await recognise(sampleFiles[type], 'piece', 'application/octet-stream', [type])).toBe(type);
  });

  test.each(types)('is refused where another is expected: %s', async (type) => {
    const others = types.filter((other) => describeType(other).family !== describeType(type).family);
    const [mediaType] = describeType(type).mediaTypes;
    expect(await recognise(sampleFiles[type], `piece.${type}`, mediaType, others)).toBe('type_refuse');
  });
});

describe('a file that is not what it says', () => {
  test.each<[string, Buffer, string, string]>([
    ['a PDF called PNG', sampleFiles.pdf, 'plan.png', 'image/png'],
    ['a PNG called PDF', sampleFiles.png, 'plan.pdf', 'application/pdf'],
    ['a PNG declared a PDF', sampleFiles.png, 'plan.png', 'application/pdf'],
    ['a text called PDF', sampleFiles.txt, 'plan.pdf', 'application/pdf'],
    ['a program called PDF', Buffer.from('MZ\x90\0\x03\0\0\0'), 'plan.pdf', 'application/pdf'],
    ['a zip called DOCX', sampleFiles.zip, 'note.docx', 'application/zip'],
    ['a DOCX called ODT', sampleFiles.docx, 'note.odt', ''],
    ['a page that hides a PDF', Buffer.from('<script>x</script>%PDF-1.7'), 'plan.pdf', 'application/pdf'],
    ['a zip cut short', sampleFiles.docx.subarray(0, -30), 'note.docx', ''],
    ['a video called HEIC', isoMedia('isom', ['mp42']), 'photo.heic', 'image/heic'],
    ['an AVIF called HEIC', isoMedia('avif', ['mif1', 'miaf']), 'photo.heic', 'image/heic'],
  ])('is refused: %s', async (_what, content, name, declared) => {
    expect(await recognise(content, name, declared, types)).toBe('contenu_different');
  });

  test.each<[string, Buffer]>([
    ['Word', sampleZip({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': '' })],
    [
      'Writer',
      sampleZip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '', 'Basic/x.xml': '' }),
    ],
  ])('is refused when it carries programs: %s', async (_what, content) => {
    expect(await recognise(content, 'note', '', types)).toBe('macros');
  });

  test.each<[string, Buffer]>([
    ['Latin-1', Buffer.from('Sèvres;1', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffSèvres;1', 'utf16le')],
    ['binary', Buffer.from('a;b\0\x01')],
    ['cut inside a letter', Buffer.from('Sè').subarray(0, 2)],
  ])('tells how to save a text in %s', async (_what, content) => {
    expect(await recognise(content, 'liste.csv', 'text/csv', ['csv'])).toBe('texte_illisible');
  });
});

test('a text of an older encoding is taken by who asks for it, and nothing else with it', async () => {
  const path = join(folder, 'ancien');
  const taken = async (content: Buffer) => {
    await writeFile(path, content);
    const claims = {
      fileName: 'liste.csv',
      declaredType: 'text/csv',
      accept: ['csv', 'json'],
      anciensTextes: true,
    } as const;
    const result = await recogniseType(path, claims);
    return result.ok ? result.value : result.error.motif;
  };
  expect(await taken(Buffer.from('Sèvres;1', 'latin1'))).toBe('csv');
  expect(await taken(Buffer.from('S\xe8vres;\0', 'latin1'))).toBe('texte_illisible');
  expect(await taken(sampleFiles.png)).toBe('contenu_different');
});

describe('the usual inaccuracies of browsers and phones are taken for what they are', () => {
  test.each<[string, Buffer, string, string, FileType]>([
    ['a JPEG that a phone calls PNG', sampleFiles.jpeg, 'IMG_1.png', 'image/png', 'jpeg'],
    ['a HEIC declared as HEIF', isoMedia('mif1', ['mif1', 'heic']), 'IMG_1.HEIC', 'image/heif', 'heic'],
    ['a CSV that Windows calls Excel', sampleFiles.csv, 'liste.csv', 'application/vnd.ms-excel', 'csv'],
    ['a CSV called text', sampleFiles.csv, 'liste.txt', 'text/plain', 'txt'],
    ['a DOCX declared as a zip', sampleFiles.docx, 'note.docx', 'application/x-zip-compressed', 'docx'],
    ['a PDF after a byte order mark', Buffer.concat([Buffer.from('\ufeff\r\n'), sampleFiles.pdf]), 'x.pdf', '', 'pdf'],
    ['a type with parameters', sampleFiles.txt, 'x.txt', 'TEXT/PLAIN; charset=utf-8', 'txt'],
  ])('%s', async (_what, content, name, declared, expected) => {
    expect(await recognise(content, name, declared, types)).toBe(expected);
  });
});

test('a text is read to its end, however long', async () => {
  const long = Buffer.concat([Buffer.from('é'.repeat(200_000)), Buffer.from([0xff])]);
  expect(await recognise(long, 'long.txt', 'text/plain', types)).toBe('texte_illisible');
  expect(await recognise(long.subarray(0, -1), 'long.txt', 'text/plain', types)).toBe('txt');
});
