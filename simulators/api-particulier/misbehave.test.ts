import type * as openid from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Behaviour } from '../control/behaviours.ts';
import { createWorld, relyingParty, signIn, type World } from '../test-support/world.ts';

const RECIPIENT = '21860194600013';
const QF_SCOPES = 'openid identite_pivot cnaf_quotient_familial cnaf_allocataires cnaf_enfants cnaf_adresse';
const QF = '/v3/dss/quotient_familial/france_connect';

let world: World;
let base: string;
let franceConnect: openid.Configuration;

beforeAll(async () => {
  world = await createWorld();
  base = world.simulators.apiParticulierUrl;
  franceConnect = await relyingParty(world.simulators.franceConnectIssuer);
});

afterEach(() => world.simulators.control.clear());
afterAll(() => world.close());

describe('misbehaviours', () => {
  test.each<[Behaviour<'api-particulier'>, number, string]>([
    ['401', 401, '00101'],
    ['403', 403, '00100'],
    ['404', 404, '37003'],
    ['409', 409, '00015'],
    ['429', 429, '00429'],
    ['502', 502, '37999'],
    ['504', 504, '37002'],
    ['technical_404', 404, '35003'],
    ['errors_in_200', 200, '35003'],
  ])('%s', async (behaviour, status, code) => {
    const token = await tokenOf('camille-moreau');
    await order(behaviour);
    expect(await refusal(await call(QF, token))).toEqual([status, code]);
  });

  test('429 with and without the time to come back', async () => {
    await order('429', { times: 1 });
    expect((await call(QF, undefined)).headers.get('retry-after')).toBe('30');
    await order('429_bare', { times: 1 });
    expect((await call(QF, undefined)).headers.get('retry-after')).toBeNull();
  });

  test.each<[Behaviour<'api-particulier'>, string]>([
    ['garbage', 'application/json'],
    ['html', 'text/html'],
    ['truncated', 'application/json'],
    ['empty', 'application/json'],
  ])('%s is a 200 that cannot be read', async (behaviour, type) => {
    const token = await tokenOf('camille-moreau');
    await order(behaviour);
    const response = await call(QF, token);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    await expect(response.json()).rejects.toThrow();
  });

  test('slow outlasts a patient client', async () => {
    const token = await tokenOf('camille-moreau');
    await order('slow', { delayMs: 500 });
    const headers = { authorization: `Bearer ${token}` };
    const impatient = fetch(`${base}${QF}?recipient=${RECIPIENT}`, { headers, signal: AbortSignal.timeout(100) });
    await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('silence never answers', async () => {
    await order('silence');
    const call = fetch(`${base}${QF}`, { signal: AbortSignal.timeout(150) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('wrong_person tells another family, once, and does not stay in the cache', async () => {
    const scope = `${QF_SCOPES} email`;
    await order('wrong_person', { times: 1 });
    const lie = await (await quotientOf('camille-moreau', { scope })).json();
    expect(lie.data.allocataires[0].nom_naissance).not.toBe('MOREAU');
    const truth = await (await quotientOf('camille-moreau', { scope })).json();
    expect(truth.data.allocataires[0].nom_naissance).toBe('MOREAU');
  });

  test('masked_keys and strange_values', async () => {
    await order('masked_keys', { times: 1 });
    expect(await dataOf('maelle-delattre')).not.toHaveProperty('quotient_familial');
    await order('strange_values', { times: 1 });
    expect((await dataOf('maelle-delattre')).quotient_familial).toMatchObject({ valeur: '-780', fournisseur: 'AUTRE' });
  });

  test('legacy_error speaks like the second version', async () => {
    await order('legacy_error');
    const response = await call(QF, undefined);
    expect(response.status).toBe(503);
    expect(Object.keys(await response.json()).sort()).toEqual(['error', 'message', 'reason']);
  });
});

function order(behaviour: Behaviour<'api-particulier'>, more: { times?: number; delayMs?: number } = {}) {
  return world.simulators.control.set({ system: 'api-particulier', behaviour, ...more });
}

async function tokenOf(person: string, scope = QF_SCOPES): Promise<string> {
  return (await signIn(franceConnect, person, { scope })).tokens.access_token;
}

async function quotientOf(person: string, { scope = QF_SCOPES }: { scope?: string } = {}): Promise<Response> {
  return call(QF, await tokenOf(person, scope));
}

async function dataOf(person: string) {
  return (await (await quotientOf(person)).json()).data;
}

/** Adds the recipient when the path carries no query. */
function call(path: string, token: string | undefined, headers: Record<string, string> = {}): Promise<Response> {
  const full = path.includes('?') || !path.startsWith('/v3/') ? path : `${path}?recipient=${RECIPIENT}`;
  return fetch(`${base}${full}`, { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } });
}

async function refusal(response: Response): Promise<[number, string]> {
  const { errors } = await response.json();
  return [response.status, errors[0].code];
}
