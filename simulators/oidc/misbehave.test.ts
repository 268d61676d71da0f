import * as openid from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProviderBehaviour } from '../control/behaviours.ts';
import { createBrowser } from '../test-support/browser.ts';
import {
  arrival,
  createWorld,
  passThrough,
  relyingParty,
  requestSignIn,
  signIn,
  type World,
} from '../test-support/world.ts';

let world: World;
let issuer: string;

beforeAll(async () => {
  world = await createWorld();
  issuer = world.simulators.franceConnectIssuer;
});

afterEach(() => world.simulators.control.clear());
afterAll(() => world.close());

function order(behaviour: ProviderBehaviour, more: { times?: number; delayMs?: number } = {}): Promise<void> {
  return world.simulators.control.set({ system: 'franceconnect', behaviour, ...more });
}

describe('errors brought back to the service', () => {
  test.each(['access_denied', 'server_error', 'temporarily_unavailable'] as const)('%s', async (behaviour) => {
    const configuration = await relyingParty(issuer);
    await order(behaviour, { times: 1 });
    const { url, state } = requestSignIn(configuration);
    const callback = arrival(await createBrowser(issuer).visit(url));
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({ error: behaviour, state, iss: issuer });
    // Once was ordered: the next sign-in goes well.
    await expect(signIn(configuration, 'camille-moreau')).resolves.toBeDefined();
  });
});

describe('id_tokens that openid-client refuses', () => {
  test.each([
    'bad_signature',
    'alg_none',
    'wrong_audience',
    'wrong_nonce',
    'no_nonce',
    'expired_id_token',
  ] as const)('%s', async (behaviour) => {
    const configuration = await relyingParty(issuer);
    await order(behaviour);
    await expect(signIn(configuration, 'camille-moreau')).rejects.toThrow();
    world.simulators.control.clear();
    await expect(signIn(configuration, 'camille-moreau')).resolves.toBeDefined();
  });
});

describe('id_tokens that openid-client accepts: the service must look by itself', () => {
  test.each([
    ['no_acr', undefined],
    ['lower_acr', 'eidas0'],
  ] as const)('%s', async (behaviour, acr) => {
    const configuration = await relyingParty(issuer);
    await order(behaviour);
    const { tokens } = await signIn(configuration, 'camille-moreau');
    expect(tokens.claims()?.['acr']).toBe(acr);
  });

  test('future_id_token', async () => {
    await order('future_id_token');
    const { tokens } = await signIn(await relyingParty(issuer), 'camille-moreau');
    expect(tokens.claims()?.iat).toBeGreaterThan(Date.now() / 1000 + 3_000);
  });
});

describe('the userinfo', () => {
  test.each([
    'userinfo_other_sub',
    'userinfo_bad_signature',
    'userinfo_json',
  ] as const)('%s is refused by openid-client', async (behaviour) => {
    const configuration = await relyingParty(issuer);
    await order(behaviour);
    const { tokens } = await signIn(configuration, 'camille-moreau');
    await expect(
      openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? ''),
    ).rejects.toThrow();
  });

  test('userinfo_bare is accepted by it, without aud, iss nor exp', async () => {
    const configuration = await relyingParty(issuer);
    await order('userinfo_bare');
    const { tokens } = await signIn(configuration, 'camille-moreau');
    const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(Object.keys(userinfo)).not.toEqual(expect.arrayContaining(['aud']));
    expect(userinfo).not.toHaveProperty('exp');
  });
});

describe('the token endpoint', () => {
  test('slow_token outlasts the timeout of the service', async () => {
    const configuration = await relyingParty(issuer);
    configuration.timeout = 0.2;
    await order('slow_token', { delayMs: 600 });
    await expect(signIn(configuration, 'camille-moreau')).rejects.toMatchObject({ code: 'OAUTH_TIMEOUT' });
  });

  test('token_html', async () => {
    await order('token_html');
    await expect(signIn(await relyingParty(issuer), 'camille-moreau')).rejects.toThrow();
  });
});

test('key_rotation changes the keys at once under the same identifiers, and for good', async () => {
  const { stateDir } = world;
  const before = await jwks(issuer);
  const configuration = await relyingParty(issuer);
  await signIn(configuration, 'camille-moreau');

  await order('key_rotation');
  const after = await jwks(issuer);
  expect(after.map(({ kid }) => kid)).toEqual(before.map(({ kid }) => kid));
  expect(after).not.toEqual(before);
  // The service still holds the old key under that identifier.
  await expect(signIn(configuration, 'camille-moreau')).rejects.toThrow();
  await expect(signIn(await relyingParty(issuer), 'camille-moreau')).resolves.toBeDefined();

  const restarted = await createWorld({}, stateDir);
  expect(await jwks(restarted.simulators.franceConnectIssuer)).toEqual(after);
  await restarted.close();
});

test('an order to one provider leaves the other alone', async () => {
  await order('bad_signature');
  const proConnect = await relyingParty(world.simulators.proConnectIssuer);
  await expect(signIn(proConnect, 'fatou-sow')).resolves.toBeDefined();
});

test('closing cuts short what is slow', async () => {
  const other = await createWorld();
  const configuration = await relyingParty(other.simulators.franceConnectIssuer);
  const { url, state, nonce } = requestSignIn(configuration);
  const callback = await passThrough(createBrowser(configuration.serverMetadata().issuer), url, 'camille-moreau');
  await other.simulators.control.set({ system: 'franceconnect', behaviour: 'slow_token', delayMs: 60_000 });
  const grant = openid.authorizationCodeGrant(configuration, callback, { expectedState: state, expectedNonce: nonce });
  const refused = expect(grant).rejects.toThrow();
  await other.close();
  await refused;
});

async function jwks(of: string): Promise<{ kid: string }[]> {
  const { keys } = await (await fetch(`${of}/jwks`)).json();
  return keys;
}
