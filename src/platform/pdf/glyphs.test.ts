import { getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { DEFAULT_THEME } from '../html/theme.ts';
import { createDocument, documentBytes } from './document.ts';
import { DRAWN, printable } from './glyphs.ts';
import { BODY, LETTER } from './measures.ts';
import { section, write } from './text.ts';

test.each([
  ['Éléonore Œuvrard, l’été\u00a0: 2,35\u00a0€', 'Éléonore Œuvrard, l’été\u00a0: 2,35\u00a0€'],
  ['Şükrü Łoś Ștefan', 'Şükrü Łoś Ștefan'],
  ['e\u0301te\u0301', 'été'],
  ['1\u202f234', '1\u00a0234'],
  ['Nguyễn', 'Nguyen'],
  ['漢\u0000字', '??'],
  ['👩‍👧', '??'],
  ['a\tb\nc', 'a b\nc'],
])('%s is drawn as %s', (text, drawn) => {
  expect(printable(text)).toBe(drawn);
});

test('every character said to be drawn is in the typeface', async () => {
  const all = Array.from({ length: 0x2700 }, (_, code) => String.fromCodePoint(code)).filter(
    (character) => DRAWN.test(character) && character.trim() !== '',
  );
  const doc = createDocument({
    titre: 'T',
    organisation: { nom: 'T' },
    theme: DEFAULT_THEME,
    createdAt: Temporal.Instant.fromEpochMilliseconds(0),
  });
  for (const bold of [false, true]) {
    section(doc, 'P', () => write(doc, all.join(' '), { ...BODY, bold, x: LETTER.left, width: LETTER.width }));
  }
  const pdf = await getDocumentProxy(await documentBytes(doc));
  const { items } = await (await pdf.getPage(1)).getTextContent({ disableNormalization: true });
  const read = items
    .map((item) => ('str' in item ? item.str : ''))
    .join(' ')
    .split(/\s+/u)
    .filter(Boolean);
  expect(all.length).toBeGreaterThan(300);
  expect(read.join(' ')).toBe([...all, ...all].join(' '));
});
