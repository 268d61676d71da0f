import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, jour } from '../../../values/jour.ts';
import { timePosition, timeTicks } from './time-axis.ts';

const words = (from: string, to: string) =>
  timeTicks(jour(from), jour(to)).map(({ label, under }) => (under ? `${label} ${under}` : label));

test.each([
  ['2021-01-22', '2021-10-08', ['mars 2021', 'mai', 'juil.', 'sept.']],
  ['2020-12-01', '2021-03-31', ['déc. 2020', 'janv. 2021', 'févr.', 'mars']],
  ['2018-06-01', '2024-06-01', ['janv. 2020', 'janv. 2022', 'janv. 2024']],
  ['2021-10-03', '2021-10-20', ['3 oct. 2021', '20 oct. 2021']],
  ['2021-10-03', '2021-10-03', ['3 oct. 2021']],
])('from %s to %s', (from, to, labels) => {
  expect(words(from, to)).toEqual(labels);
});

test('writes five dates at most, all inside, in order', () => {
  const anyDay = fc.integer({ min: 0, max: 200_000 });
  fc.assert(
    fc.property(anyDay, anyDay, (start, length) => {
      const from = addDays(jour('1600-01-01'), start);
      const to = addDays(from, length);
      const jours = timeTicks(from, to).map((tick) => tick.jour);
      expect(jours.length).toBeGreaterThanOrEqual(1);
      expect(jours.length).toBeLessThanOrEqual(5);
      expect(jours).toEqual([...new Set(jours)].toSorted());
      expect(jours.every((one) => from <= one && one <= to)).toBe(true);
    }),
  );
});

test('places a date between two others, and alone in the middle', () => {
  const [from, to] = [jour('2021-01-01'), jour('2021-01-11')];
  expect([from, jour('2021-01-06'), to].map((one) => timePosition(one, from, to))).toEqual([0, 50, 100]);
  expect(timePosition(from, from, from)).toBe(50);
});
