import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { DEFAULT_THEME } from '../html/theme.ts';
import { type Minutes, minutesPdf } from './minutes.ts';

const REPORT: Minutes = {
  titre: 'Procès-verbal',
  organisation: { nom: 'Ville de Poitiers', adresse: [] },
  theme: DEFAULT_THEME,
  reference: 'Séance du 4 octobre 2021',
  createdAt: Temporal.Instant.from('2021-10-04T12:00:00Z'),
  parties: [
    { titre: 'Ouverture', blocs: [{ type: 'paragraphe', texte: [{ texte: 'Le quorum est atteint.', gras: false }] }] },
    {
      titre: 'Décisions',
      tableau: {
        colonnes: [
          { titre: 'Demande', part: 1 },
          { titre: 'Motif', part: 3 },
        ],
        rangees: Array.from({ length: 80 }, (_, index) => [`D-${index + 1}`, index % 7 === 0 ? 'Mot '.repeat(60) : '']),
      },
    },
  ],
  signatures: ['Présidence', 'Secrétariat'],
};

async function pagesOf(report: Minutes): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(await minutesPdf(report)));
  return text.map((page) => page.replaceAll(/\s+/g, ' '));
}

test('every row is there once, under a head on each page, and the signatures close it', async () => {
  const pages = await pagesOf(REPORT);
  expect(pages.length).toBeGreaterThan(2);
  const rows = pages.flatMap((page) => page.match(/D-\d+/g) ?? []);
  expect(rows).toEqual(Array.from({ length: 80 }, (_, index) => `D-${index + 1}`));
  for (const page of pages) expect(page).toContain('Motif');
  expect(pages.at(-1)).toMatch(/Signatures.*Présidence.*Secrétariat/);
  expect(pages.at(0)).toMatch(/Le quorum est atteint/);
});

test('the head of a table never ends a page', async () => {
  for (let rows = 20; rows < 40; rows += 1) {
    const [, second] = REPORT.parties;
    const lignes = Array.from({ length: rows }, (_, index) => [`A-${index}`, '']);
    const first = { titre: 'Avant', tableau: { colonnes: [{ titre: 'Un', part: 1 }], rangees: lignes } };
    const pages = await pagesOf({ ...REPORT, parties: [first, ...(second ? [second] : [])] });
    const opening = pages.find((page) => page.includes('Décisions'));
    expect(opening).toContain('D-1');
  }
});

test('is read in order by a screen reader, its table as a table', async () => {
  const pdf = await getDocumentProxy(await minutesPdf({ ...REPORT, parties: REPORT.parties.slice(0, 1) }));
  const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
  for (const role of ['"H1"', '"H2"', '"P"']) expect(tree).toContain(role);
  const whole = await getDocumentProxy(await minutesPdf(REPORT));
  const table = JSON.stringify(await (await whole.getPage(1)).getStructTree());
  for (const role of ['"Table"', '"TR"', '"TH"', '"TD"']) expect(table).toContain(role);
});

test('is the same bytes when it is asked for again', async () => {
  expect(Buffer.from(await minutesPdf(REPORT)).equals(await minutesPdf(REPORT))).toBe(true);
});
