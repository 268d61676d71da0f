import { expect, test } from 'vitest';
import { attendre, estAttendue, nonArrivees, sansReponse } from './attente.ts';

const le = Temporal.Instant.from('2026-11-24T08:00:00.25Z');
const jusqua = le.add({ seconds: 5 });
const attente = attendre('la CAF ou la MSA', { le, jusqua });

test('an awaited source already has the end that it has if nothing comes', () => {
  const { attendueJusqua, ...fin } = attente;
  expect(attendueJusqua).toBe('2026-11-24T08:00:05.25Z');
  expect(fin).toEqual(sansReponse('la CAF ou la MSA', le));
  expect(fin).toMatchObject({ etat: 'indisponible', cause: 'hors_delai', le: '2026-11-24T08:00:00Z' });
  expect(fin.phrase).toMatch(/^La CAF ou la MSA ne répond pas pour le moment\. Indiquez vous-même/);
});

test.each([
  ['at once', 0, true],
  ['just before its limit', 4999, true],
  ['at its limit', 5000, false],
  ['the next day', 86_400_000, false],
])('%s', (_, milliseconds, expected) => {
  expect(estAttendue(attente, le.add({ milliseconds }))).toBe(expected);
});

test('one that answered, whatever it said, is not awaited', () => {
  const { attendueJusqua: _, ...fin } = attente;
  expect(estAttendue(fin, le)).toBe(false);
  expect(nonArrivees({ caf: attente, ecole: fin })).toEqual(['caf']);
});
