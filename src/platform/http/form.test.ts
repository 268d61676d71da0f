import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invisibles } from '../../values/invisibles.ts';
import { formData } from './form.ts';

const read = (text: string) => formData(new URLSearchParams({ nom: text })).get('nom');

test('an answer keeps what is read, and nothing that hides or turns it', () => {
  expect(read('facture\u202efdp.exe')).toBe('facturefdp.exe');
  expect(read('\u2066Zoé\u2069 Mar\u00adtin\ufeff')).toBe('Zoé Martin');
  expect(read('\u200b \u2060')).toBe(' ');
  expect(read('a\u0000\u0007b\u0090c')).toBe('abc');
  expect(read('un\r\ndeux\ttrois')).toBe('un\ndeux\ttrois');
  for (const kept of ['👩\u200d👧', 'می\u200cخواهم', 'שלום\u200f!', 'D’Œuf\u00a0: 1\u202f500 €'])
    expect(read(kept)).toBe(kept);
});

test('a field is named by a text too', () => {
  const form = formData(new URLSearchParams([['no\u0000m', 'Zoé']]));
  expect([form.entries(), form.names()]).toEqual([[['nom', 'Zoé']], ['nom']]);
});

test('whatever is sent, a character is kept or taken away by itself, and what is kept is kept again', () => {
  const gone = invisibles('controls', 'turning', 'softHyphen', 'zeroWidth');
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...PIECES))), (pieces) => {
      const sent = pieces.join('');
      const kept = read(sent);
      expect(kept.search(gone)).toBe(-1);
      expect(read(kept)).toBe(kept);
      expect([...kept].filter(isAboutWriting)).toEqual([...sent].filter(isAboutWriting));
    }),
  );
});

/** Joiners, marks of direction and pictures, whole words, and what goes. */
const PIECES = [
  '\u200c',
  '\u200d',
  '\u200f',
  '\u061c',
  '👩\u200d👧',
  '❤\ufe0f',
  'É',
  '\u200b',
  '\u202e',
  '\u0000',
  '\r\n',
];

const isAboutWriting = (character: string) =>
  /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Join_Control}\u200e\u200f\u061c]/u.test(character);
