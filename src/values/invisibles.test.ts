import { describe, expect, test } from 'vitest';
import { type Invisibles, invisibles } from './invisibles.ts';

const ALL: readonly Invisibles[] = [
  'controls',
  'layout',
  'lineSeparators',
  'turning',
  'directionMarks',
  'joiners',
  'softHyphen',
  'zeroWidth',
];

/** No set goes beyond. */
const CHARACTERS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

const charactersOf = (...sets: readonly Invisibles[]) =>
  CHARACTERS.filter((character) => character.search(invisibles(...sets)) === 0);

describe('of all characters', () => {
  test.each<[string, readonly Invisibles[], RegExp]>([
    ['every control', ['controls', 'layout'], /\p{Cc}/u],
    ['every separator that is no space', ['lineSeparators'], /[\p{Zl}\p{Zp}]/u],
    ['all that changes the direction', ['turning', 'directionMarks'], /\p{Bidi_Control}/u],
    ['all that joins', ['joiners'], /\p{Join_Control}/u],
    ['all that has no width and does nothing else', ['softHyphen', 'zeroWidth'], /[\u00ad\u200b\u2060-\u2065\ufeff]/u],
  ])('%s is in its sets, and nothing else', (_what, sets, pattern) => {
    expect(charactersOf(...sets)).toEqual(CHARACTERS.filter((character) => pattern.test(character)));
  });

  test('none is in two sets, and none is seen or is a space', () => {
    const all = charactersOf(...ALL);
    expect(ALL.flatMap((set) => charactersOf(set))).toHaveLength(all.length);
    expect(all.filter((character) => /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/u.test(character))).toEqual([]);
  });
});
