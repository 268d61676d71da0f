import { expect, test } from 'vitest';
import { lireJeton } from './jeton.ts';

const NOW = Temporal.Instant.from('2026-11-24T08:00:00Z');
const jwt = (payload: unknown) =>
  `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;

test('a JWT says when it is over; anything else that is opaque is kept as it is', () => {
  const token = jwt({ exp: 1_830_000_000 });
  expect(lireJeton(` Bearer ${token.slice(0, 30)}\n${token.slice(30)} `, NOW)).toEqual({
    ok: true,
    value: { jeton: token, expireLe: '2027-12-28' },
  });
  expect(lireJeton('a1b2-c3.d4', NOW)).toEqual({ ok: true, value: { jeton: 'a1b2-c3.d4', expireLe: null } });
});

test.each([
  ['nothing', ''],
  ['a sentence', 'voici le jeton !'],
  ['too long a text', 'a'.repeat(5001)],
  ['a token that is over', jwt({ exp: 1_700_000_000 })],
])('%s is refused', (_what, text) => {
  expect(lireJeton(text, NOW).ok).toBe(false);
});

test.each([
  [{}],
  [{ exp: '9' }],
  [{ exp: 1e300 }],
  [{ exp: -1 }],
  [null],
  [[]],
])('%j says nothing of its end', (payload) => {
  expect(lireJeton(jwt(payload), NOW)).toMatchObject({ ok: true, value: { expireLe: null } });
});
