import { afterAll, beforeAll, expect, test } from 'vitest';
import { particuliers } from '../../../simulators/people.ts';
import { type Service, signInWith, startService } from './testing/service.tsx';

/** The evening when the school registrations open. */
const SIGN_INS = 1000;

let service: Service;

beforeAll(async () => {
  // One process is here the provider, the service and a thousand browsers: nobody is refused for being slow.
  service = await startService({ providers: { franceconnect: { timeoutSeconds: 60 } } });
});
afterAll(() => service?.close());

test('a thousand sign-ins at the same time: everyone is who they are, once', async () => {
  // A hundred browsers a person, on their first sign-in ever.
  const people = particuliers.slice(0, 10);
  const pages = await Promise.all(
    Array.from({ length: SIGN_INS }, (_, index) =>
      signInWith(service, service.visitor(), 'franceconnect', people[index % people.length]?.id ?? ''),
    ),
  );

  expect(new Set(pages.map(({ status, url }) => `${status} ${url.pathname}`))).toEqual(new Set(['200 /compte']));
  expect([await service.sessions(), await service.personnes()]).toEqual([SIGN_INS, people.length]);
  expect(service.events()).toEqual([]);
  const { rows } = await service.base.owner.query(
    'select count(*)::int as sessions from sessions group by personne_id',
  );
  expect(new Set(rows.map(({ sessions }) => sessions))).toEqual(new Set([SIGN_INS / people.length]));
}, 120_000);
