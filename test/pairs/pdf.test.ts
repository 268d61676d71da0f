import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DOCUMENTS } from './support/documents.ts';
import { describePeer, run } from './support/peer.ts';

/** Of PDF/UA-1 (ISO 14289-1), what machines can see; veraPDF, which sees more of it, is not in Debian. */
describePeer('the PDF as qpdf and poppler read it', ['qpdf', 'pdfinfo', 'pdffonts', 'pdftotext'], () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-pdf-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe.each(Object.entries(DOCUMENTS))('%s', (_name, { titre, pdf }) => {
    let file: string;
    beforeAll(async () => {
      file = join(folder, `${titre.length}.pdf`);
      await writeFile(file, await pdf());
    });

    test('is sound, and holds its fonts, whose letters can be copied', () => {
      expect(run('qpdf', ['--check', file])).toContain('No syntax or stream encoding errors found');
      const fonts = run('pdffonts', [file]).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(0);
      // emb sub uni
      for (const font of fonts) expect(font).toMatch(/\byes +yes +yes\b/);
    });

    test('says its title and shows it, its language, that it is tagged, that it is PDF/UA', () => {
      const info = run('pdfinfo', [file]);
      expect(/^Title: +(.*)$/m.exec(info)?.[1]).toBe(titre);
      expect(info).toMatch(/^Tagged: +yes$/m);
      expect(info).toMatch(/^Suspects: +no$/m);
      expect(info).toMatch(/^Page size: .*A4/m);
      expect(run('pdfinfo', ['-meta', file])).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
      const { catalog, objects, pages } = read(file);
      expect(catalog['/Lang']).toBe('u:fr-FR');
      expect(objects.get(String(catalog['/MarkInfo']))).toMatchObject({ '/Marked': true });
      expect(objects.get(String(catalog['/ViewerPreferences']))).toMatchObject({ '/DisplayDocTitle': true });
      for (const page of pages) expect(page).toMatchObject({ '/Tabs': '/S', '/StructParents': expect.any(Number) });
    });

    test('is structured: one title, headings in order, tables whose headers say of what', () => {
      const structure = run('pdfinfo', ['-struct-text', file]);
      const kinds = [...structure.matchAll(/^ +([A-Z]\w*)(?: \(\w+\))?:?$/gm)].map(([, kind = '']) => kind);
      expect(kinds.filter((kind) => kind === 'H1')).toHaveLength(1);
      const levels = kinds.filter((kind) => /^H\d$/.test(kind)).map((kind) => Number(kind.slice(1)));
      expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
      const headers = kinds.filter((kind) => kind === 'TH').length;
      expect(structure.match(/^ +TH:\n +\/Scope \/(Row|Column)$/gm) ?? []).toHaveLength(headers);
      // Ornaments are artifacts: nothing remains that would need an alternative text.
      expect(kinds.filter((kind) => ['Figure', 'Formula', 'Form', 'Link'].includes(kind))).toEqual([]);
    });

    test('leaves nothing out: what is drawn is in the structure, in its order, or is an ornament', () => {
      expect(unmarked(file)).toEqual([]);
      const structure = run('pdfinfo', ['-struct-text', file]);
      const read = words([...structure.matchAll(/^ +"(.*)"$/gm)].map(([, text = '']) => text).join(' '));
      const shown = words(run('pdftotext', ['-raw', file, '-']));
      expect(outOfOrder(read, shown)).toEqual([]);
      // Drawn on each page again: the headers of a table, the mention across a draft, the foot.
      const again = new Set([...read, ...words('Ville de Poitiers · Dossier CAN-2026-00012 · Page sur'), ...'PROJET']);
      expect(shown.filter((word) => !again.has(word) && !/^\d+(?:\/\d+)?$/.test(word))).toEqual([]);
    });
  });

  test('would tell: a content outside of the structure, a file that is cut', async () => {
    const file = join(folder, 'wrong.pdf');
    const pdf = Buffer.from(await (Object.values(DOCUMENTS)[0]?.pdf() ?? new Uint8Array()));
    await writeFile(file, pdf.subarray(0, pdf.length / 2));
    expect(() => run('qpdf', ['--check', file])).toThrow();
    expect(outOfOrder(['a', 'b', 'c'], ['b', 'a', 'c'])).toEqual(['b']);
    expect(outsideOf('/P <</MCID 0>> BDC\n[<01>] TJ\nEMC\n0 0 1 1 re\nf\n[<02>] TJ')).toEqual(['f', '[<02>] TJ']);
  });
});

const words = (text: string) =>
  text
    .normalize('NFC')
    .split(/[\s\u00a0\u202f]+/)
    .filter(Boolean);

/** What is read that is not drawn, or only before what is read before it. */
function outOfOrder(read: readonly string[], shown: readonly string[]): readonly string[] {
  let at = 0;
  return read.filter((word) => {
    const found = shown.indexOf(word, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

const dictionary = z.record(z.string(), z.unknown());
const parsed = z.object({ qpdf: z.tuple([z.unknown(), z.record(z.string(), z.unknown())]) });

function read(file: string) {
  const { qpdf } = parsed.parse(JSON.parse(run('qpdf', ['--json=2', file])));
  const objects = new Map<string, Record<string, unknown>>();
  for (const [name, object] of Object.entries(qpdf[1])) {
    const value = z.object({ value: dictionary }).safeParse(object);
    if (value.success) objects.set(name.replace('obj:', ''), value.data.value);
  }
  const all = [...objects.values()];
  return {
    objects,
    catalog: all.find((object) => object['/Type'] === '/Catalog') ?? {},
    pages: all.filter((object) => object['/Type'] === '/Page'),
  };
}

/** What the pages draw outside of any mark. */
function unmarked(file: string): readonly string[] {
  const plain = run('qpdf', ['--qdf', '--object-streams=disable', '--no-original-object-ids', file, '-']);
  const contents = [...plain.matchAll(/^\/Contents (\d+) 0 R|\/Contents (\d+) 0 R/gm)].map(([, a, b]) => a ?? b);
  expect(contents.length).toBeGreaterThan(0);
  return contents.flatMap((id) => {
    const [, stream = ''] = new RegExp(`^${id} 0 obj\\n[^]*?\\nstream\\n([^]*?)\\nendstream`, 'm').exec(plain) ?? [];
    expect(stream).not.toBe('');
    return outsideOf(stream);
  });
}

function outsideOf(stream: string): readonly string[] {
  let depth = 0;
  return stream.split('\n').flatMap((line) => {
    if (/\b(?:BDC|BMC)$/.test(line)) depth += 1;
    else if (line.trim() === 'EMC') depth -= 1;
    else if (depth === 0 && /(?:^|\s|\])(?:Tj|TJ|f|S|B|Do)$/.test(line)) return [line];
    return [];
  });
}
