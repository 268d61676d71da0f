import fc from 'fast-check';
import { expect, test } from 'vitest';
import { texte } from './lecture.ts';

test('a text that could make ours say something else is not believed', () => {
  const suspect = fc.constantFrom(
    '\u0000',
    '\u001b',
    '\n',
    '\t',
    '\u0085',
    '\u009b',
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 20 }), suspect, (text, character) => {
      expect(texte.safeParse(`a${text}${character}b`).success).toBe(false);
    }),
  );
});

test('what is only unseen is no reason to lose an answer, and is part of how some names are written', () => {
  for (const character of ['\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u2060'])
    expect(texte.parse(`12 rue${character}Neuve`)).toBe(`12 rue${character}Neuve`);
});
