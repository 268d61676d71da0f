import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invisibles } from '../../../values/invisibles.ts';
import { texteOuVide } from './texte-recu.ts';

const read = (text: string) => texteOuVide.parse(text);

test.each([
  ['Zo\u00ebl\r\nSet-Cookie: vol=1', 'Zoël Set-Cookie: vol=1'],
  ['DU\u202eBOIS\u2028\u200f', 'DU BOIS'],
  ['\u200b \u2060\ufeff', ''],
  // What some names are written with, and what would leave one in two words.
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['क्\u200dष', 'क्\u200dष'],
  ['Mar\u00adtin', 'Mar\u00adtin'],
])('%j is read as %j', (sent, kept) => expect(read(sent)).toBe(kept));

test('whatever is sent, a name is on one line, turns nothing round, and keeps its letters and its joiners', () => {
  const gone = invisibles('controls', 'layout', 'lineSeparators', 'turning', 'directionMarks', 'zeroWidth');
  const piece = fc.constantFrom(
    '\u200c',
    '\u200d',
    '\u00ad',
    '\u200b',
    '\u202e',
    '\u2028',
    '\u0000',
    '\t',
    'É',
    'ن',
    ' ',
  );
  const spelt = (text: string) => [...text].filter((one) => /[\p{L}\p{Join_Control}\u00ad]/u.test(one));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 100 }), (pieces) => {
      const sent = pieces.join('');
      expect(read(sent).search(gone)).toBe(-1);
      expect(spelt(read(sent))).toEqual(spelt(sent));
    }),
  );
});
