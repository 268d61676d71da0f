import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { memoireDeCles } from './memoire-de-cles.ts';

const cleOf = (rang: number) => hash('sha256', String(rang), 'hex').slice(0, 32);

test('gives the first line of each key, however many there are, and of no other', () => {
  const memoire = memoireDeCles();
  for (let rang = 1; rang <= 5_000; rang += 1) memoire.retenir(cleOf(rang), rang);
  memoire.retenir(cleOf(7), 9_999);
  const wrong = Array.from({ length: 6_000 }, (_, index) => index + 1).filter(
    (rang) => memoire.ligneOf(cleOf(rang)) !== (rang <= 5_000 ? rang : undefined),
  );
  expect(wrong).toEqual([]);
});

test('tells apart keys that begin alike, as those of one organisation do', () => {
  const memoire = memoireDeCles();
  memoire.retenir('0'.repeat(32), 2);
  expect(memoire.ligneOf(`${'0'.repeat(16)}0000000${'1'.repeat(9)}`)).toBeUndefined();
  expect(memoire.ligneOf(`${'0'.repeat(8)}00000001${'0'.repeat(16)}`)).toBeUndefined();
});
