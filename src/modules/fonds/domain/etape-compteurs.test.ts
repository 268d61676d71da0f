import { expect, test } from 'vitest';
import { addDays, type Jour, jour } from '../../../values/jour.ts';
import { mulberry32 } from '../../../values/seeded-random.ts';
import { additionner, type Compteurs, cumuler, type LigneCumul, medianeOf } from './etape-compteurs.ts';

const day = (n: number): Jour => addDays(jour('2021-03-01'), n);

/** As the database keeps them: a line written replaces that of its day. */
function write(lignes: readonly LigneCumul[], lot: readonly LigneCumul[]): readonly LigneCumul[] {
  const mouvements = new Map<Jour, Compteurs>();
  for (const { jour: on, compteurs } of lot) mouvements.set(on, additionner(mouvements.get(on) ?? {}, compteurs));
  const first = [...mouvements.keys()].toSorted()[0] ?? day(0);
  const before = lignes.filter((ligne) => ligne.jour < first).slice(-1);
  const after = lignes.filter((ligne) => ligne.jour >= first);
  const kept = new Map(lignes.map((ligne) => [ligne.jour, ligne]));
  for (const ligne of cumuler([...before, ...after], mouvements)) kept.set(ligne.jour, ligne);
  return [...kept.values()].toSorted((a, b) => (a.jour < b.jour ? -1 : 1));
}

test('running totals are the sum of all that came before, in whatever order and lots it was read', () => {
  const random = mulberry32(8);
  const below = (n: number) => Math.floor(random() * n);
  for (let round = 0; round < 200; round += 1) {
    const movements = Array.from({ length: 14 }, () => ({
      jour: day(below(8)),
      compteurs: { a: below(5) - 2, b: below(3) },
    }));
    let lignes: readonly LigneCumul[] = [];
    for (let start = 0; start < movements.length; ) {
      const size = 1 + below(4);
      lignes = write(lignes, movements.slice(start, start + size));
      start += size;
    }
    for (let n = -1; n < 9; n += 1) {
      const expected = movements
        .filter((one) => one.jour <= day(n))
        .reduce<Compteurs>((sum, { compteurs }) => additionner(sum, compteurs), {});
      expect(lignes.findLast((ligne) => ligne.jour <= day(n))?.compteurs ?? {}, `round ${round}, day ${n}`).toEqual(
        expected,
      );
    }
  }
});

test('what is zero is absent', () => {
  expect(additionner({ a: 2, b: 1 }, { a: 2 }, -1)).toEqual({ b: 1 });
});

test('a median is that of those who waited to the end, the lower of two in the middle', () => {
  const compteurs = { 'instruction.3': 1, 'instruction.20': 2, 'instruction.100': 1, 'paiement.7': 5, demande: 9 };
  expect(medianeOf(compteurs, 'instruction')).toBe(20);
  expect(medianeOf(compteurs, 'paiement')).toBe(7);
  expect(medianeOf({ 'instruction.3': 1, 'instruction.9': 1 }, 'instruction')).toBe(3);
  expect(medianeOf({ demande: 9 }, 'instruction')).toBe(null);
});
