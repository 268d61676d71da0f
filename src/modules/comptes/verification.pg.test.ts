import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Visitor } from '../../../test/support/visitor.ts';
import { type Service, signInWith, startService } from './testing/service.tsx';
import { verifySessions } from './use-cases/verify-sessions.ts';

/** Agents who stay signed in: ProConnect is asked again whether they still are agents. */
let service: Service;
let visitor: Visitor;

const HOUR = 3600;

beforeAll(async () => {
  service = await startService();
  await service.base.owner.query(`
    insert into organisations (id, siren, nom, slug, type) values
      ('00000000-0000-7000-8000-000000000001', '218601946', 'Poitiers', 'poitiers', 'commune');
    insert into membres (id, organisation_id, email, roles) values
      (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'fatou.sow@poitiers.exemple.test', '{administrateur}')`);
});
beforeEach(async () => {
  await service.base.owner.query('delete from sessions');
  visitor = service.visitor();
  const page = await signInWith(service, visitor, 'proconnect', 'fatou-sow');
  expect(page.url.pathname).toBe('/compte');
  service.events();
});
afterEach(() => service.simulators.control.clear());
afterAll(() => service?.close());

/** Time passes for the sessions, and for nobody else: the simulator's clock and ours must stay one. */
async function later(seconds: number): Promise<void> {
  const columns = ['created_at', 'last_seen_at', 'expires_at', 'verifie_at', 'renewal_tried_at'];
  const sets = columns.map((column) => `${column} = ${column} - make_interval(secs => ${seconds})`);
  await service.base.owner.query(`update sessions set ${sets.join(', ')}`);
}

const verify = () => verifySessions(service.deps);
const isSignedIn = async () => (await visitor.visit('/compte')).url.pathname === '/compte';
const order = (behaviour: 'refresh_refused' | 'token_500') =>
  service.simulators.control.set({ system: 'proconnect', behaviour });
const session = async () => {
  const { rows } = await service.base.owner.query<{ refresh_token: Buffer | null; verifie: number }>(
    'select refresh_token, extract(epoch from verifie_at)::float as verifie from sessions',
  );
  return rows[0];
};

test('the token is kept sealed, and only after an hour is it used', async () => {
  const begun = (await session())?.verifie ?? 0;
  const before = await session();
  expect(before?.refresh_token).toBeInstanceOf(Buffer);
  expect(service.deps.sceau.open(before?.refresh_token ?? Buffer.alloc(0))).toMatch(/^[\w-]{20,}$/);
  expect(await verify()).toEqual({ verifiees: 0, fermees: 0, sansReponse: 0 });
  await later(HOUR + 60);
  expect(await verify()).toEqual({ verifiees: 1, fermees: 0, sansReponse: 0 });
  expect((await session())?.verifie).toBeGreaterThan(begun - 1);
  expect(await verify()).toMatchObject({ verifiees: 0 });
  expect([await isSignedIn(), service.events()]).toEqual([true, []]);
});

test('an usager’s session keeps no token, and is never asked about', async () => {
  await service.base.owner.query('delete from sessions');
  await service.simulators.control.set({ system: 'franceconnect', behaviour: 'unexpected_refresh_token' });
  await signInWith(service, service.visitor(), 'franceconnect', 'camille-moreau');
  expect((await session())?.refresh_token).toBeNull();
  await later(HOUR + 60);
  expect(await verify()).toMatchObject({ verifiees: 0, fermees: 0 });
});

test('refused: the agent is signed out, and it is a security event', async () => {
  await later(HOUR + 60);
  await order('refresh_refused');
  expect(await verify()).toEqual({ verifiees: 0, fermees: 1, sansReponse: 0 });
  expect(service.events()).toEqual(['agent_revoque']);
  expect([await service.sessions(), await isSignedIn()]).toEqual([0, false]);
});

test('a provider that is down changes nothing, and is asked again a little later', async () => {
  await later(HOUR + 60);
  await order('token_500');
  expect(await verify()).toEqual({ verifiees: 0, fermees: 0, sansReponse: 1 });
  expect(await isSignedIn()).toBe(true);
  // Its turn is over for five minutes.
  expect(await verify()).toMatchObject({ sansReponse: 0 });
  await later(6 * 60);
  await service.simulators.control.clear();
  expect(await verify()).toMatchObject({ verifiees: 1 });
  expect(await isSignedIn()).toBe(true);
});

test('down for twelve hours: nobody vouches for the agent any more, however busy they were', async () => {
  await order('token_500');
  for (let hour = 1; hour < 12; hour += 1) {
    await later(HOUR);
    await verify();
    expect(await isSignedIn()).toBe(true);
  }
  service.events();
  await later(HOUR + 60);
  expect(await isSignedIn()).toBe(false);
  // Its end was set while it was used: nothing is left to close, but what nobody used.
  await service.base.owner.query(`update sessions set expires_at = expires_at + interval '1 day'`);
  expect(await verify()).toMatchObject({ fermees: 1 });
  expect(service.events()).toContain('agent_non_verifie');
  expect(await service.sessions()).toBe(0);
});

test('a token sealed under another secret says nothing of the agent', async () => {
  await later(HOUR + 60);
  await service.base.owner.query(`update sessions set refresh_token = '\\x00'`);
  expect(await verify()).toMatchObject({ fermees: 0 });
  expect([(await session())?.refresh_token, await isSignedIn()]).toEqual([null, true]);
});

test('two processes never ask for the same session, and each session is asked about once', async () => {
  const others = Array.from({ length: 6 }, () => service.visitor());
  for (const other of others) await signInWith(service, other, 'proconnect', 'fatou-sow');
  await later(HOUR + 60);
  const done = await Promise.all([verify(), verify(), verify()]);
  expect(done.reduce((sum, { verifiees }) => sum + verifiees, 0)).toBe(7);
});
