import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBrowser } from '../test-support/browser.ts';
import {
  arrival,
  CALLBACK,
  client,
  createWorld,
  passThrough,
  relyingParty,
  requestSignIn,
  signIn,
  type World,
} from '../test-support/world.ts';

let world: World;
let issuer: string;
let configuration: openid.Configuration;

beforeAll(async () => {
  world = await createWorld();
  issuer = world.simulators.franceConnectIssuer;
  configuration = await relyingParty(issuer);
});

afterAll(() => world.close());

describe('requests that FranceConnect refuses on a page of its own', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['PKCE', { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }, 'Y030007'],
    ['max_age', { max_age: '0' }, 'Y030007'],
    ['login_hint', { login_hint: 'camille@exemple.test' }, 'Y030007'],
    ['display', { display: 'popup' }, 'Y030007'],
    ['response_mode', { response_mode: 'query' }, 'Y030007'],
    ['a nonce shorter than 22 characters', { nonce: 'n'.repeat(21) }, 'Y030007'],
    ['no nonce', { nonce: undefined }, 'Y030007'],
    ['no state', { state: undefined }, 'Y030007'],
    ['no acr_values', { acr_values: undefined }, 'Y030007'],
    ['prompt none', { prompt: 'none' }, 'Y030007'],
    ['an empty prompt', { prompt: '' }, 'Y030007'],
    ['prompt select_account', { prompt: 'login select_account' }, 'Y030007'],
    ['claims other than amr', { claims: '{"userinfo":{"email":null}}' }, 'Y100009'],
    ['an unknown client', { client_id: 'inconnu' }, 'Y04EA6EF'],
    ['a return address that is not registered', { redirect_uri: `${CALLBACK}/` }, 'Y04C013C'],
  ])('%s', async (_what, params, code) => {
    const visit = await createBrowser(issuer).visit(requestSignIn(configuration, params).url);
    expect(visit).toMatchObject({ status: 400, leftFor: undefined });
    expect(visit.html).toContain(code);
    expect(visit.html).toContain('<title>Simulateur de FranceConnect');
  });

  test('a parameter given twice', async () => {
    const { url } = requestSignIn(configuration);
    url.searchParams.append('state', 'un-autre-etat-assez-long');
    expect((await createBrowser(issuer).visit(url)).html).toContain('Y030007');
  });

  test('but a nonce of 22 characters and the documented prompts are accepted', async () => {
    const { url } = requestSignIn(configuration, { nonce: 'n'.repeat(22), prompt: 'consent login' });
    expect((await createBrowser(issuer).visit(url)).status).toBe(200);
  });
});

describe('refusals that go back to the service', () => {
  test('giving up on the first page', async () => {
    const { url, state } = requestSignIn(configuration);
    const browser = createBrowser(issuer);
    const callback = arrival(await browser.submit(await browser.visit(url), { action: 'annuler' }));
    expect(Object.fromEntries(callback.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'User auth aborted',
      state,
      iss: issuer,
    });
  });

  test('giving up on the confirmation', async () => {
    const browser = createBrowser(issuer);
    const people = await browser.visit(requestSignIn(configuration).url);
    const confirmation = await browser.submit(people, { personne: 'camille-moreau' });
    const callback = arrival(await browser.submit(confirmation, { action: 'annuler' }));
    expect(callback.searchParams.get('error')).toBe('access_denied');
  });

  test.each([
    [{ scope: 'openid dgfip_rfr' }, 'invalid_scope', 'requested scope is not allowed'],
    [
      { scope: 'identite_pivot' },
      'invalid_request',
      'openid scope must be requested when using the acr_values parameter',
    ],
    [{ response_type: 'id_token' }, 'unsupported_response_type', 'unsupported response_type requested'],
  ])('%o', async (params, error, description) => {
    const { url, state } = requestSignIn(configuration, params);
    const callback = arrival(await createBrowser(issuer).visit(url));
    // An implicit answer would travel in the fragment.
    const answer = new URLSearchParams(callback.search || callback.hash.slice(1));
    expect(Object.fromEntries(answer)).toMatchObject({ error, error_description: description, state, iss: issuer });
  });

  test('a page left open longer than its life says that the session is over', async () => {
    const browser = createBrowser(issuer);
    const people = await browser.visit(requestSignIn(configuration).url);
    world.elapse(1_801);
    const visit = await browser.submit(people, { personne: 'camille-moreau' });
    expect(visit.status).toBe(400);
    expect(visit.html).toContain('Y190001');
  });

  test('somebody whom nobody knows', async () => {
    const browser = createBrowser(issuer);
    const people = await browser.visit(requestSignIn(configuration).url);
    expect((await browser.submit(people, { personne: 'personne' })).status).toBe(400);
  });
});

describe('the token endpoint', () => {
  test.each<[string, Record<string, string | undefined>, number, string, string, string]>([
    [
      'a wrong secret',
      { client_secret: 'faux' },
      401,
      'invalid_client',
      'client authentication failed (invalid secret provided)',
      'Y0434A7B',
    ],
    [
      'no code',
      { code: undefined },
      400,
      'invalid_request',
      "missing required parameter 'code' (undefined)",
      'Y048017B',
    ],
    [
      'an unknown code',
      { code: 'x'.repeat(43) },
      400,
      'invalid_grant',
      'grant request is invalid (authorization code not found)',
      'Y049E20B',
    ],
    [
      'another return address',
      { redirect_uri: 'http://localhost:3000/' },
      400,
      'invalid_grant',
      'grant request is invalid (authorization code redirect_uri mismatch)',
      'Y0',
    ],
  ])('refuses %s', async (_what, params, status, error, description, code) => {
    const callback = await passThrough(createBrowser(issuer), requestSignIn(configuration).url, 'camille-moreau');
    const response = await redeem({ code: callback.searchParams.get('code') ?? '', ...params });
    expect(response.status).toBe(status);
    const body = await response.json();
    expect(body).toMatchObject({ error, error_description: description });
    expect(body.error_uri).toMatch(
      new RegExp(
        `^https://docs\\.partenaires\\.franceconnect\\.gouv\\.fr/.*\\?code=${code}[0-9A-F]*&id=[0-9a-f-]{36}$`,
      ),
    );
  });

  test('refuses a code that was already used', async () => {
    const callback = await passThrough(createBrowser(issuer), requestSignIn(configuration).url, 'camille-moreau');
    const code = callback.searchParams.get('code') ?? '';
    expect((await redeem({ code })).status).toBe(200);
    const again = await redeem({ code });
    expect(again.status).toBe(400);
    expect((await again.json()).error_description).toBe(
      'grant request is invalid (authorization code already consumed)',
    );
  });

  test('refuses a code after thirty seconds, and not after twenty-nine', async () => {
    const browser = createBrowser(issuer);
    const first = await passThrough(browser, requestSignIn(configuration).url, 'camille-moreau');
    const second = await passThrough(browser, requestSignIn(configuration).url, 'camille-moreau');
    world.elapse(28);
    expect((await redeem({ code: first.searchParams.get('code') ?? '' })).status).toBe(200);
    world.elapse(3);
    expect((await redeem({ code: second.searchParams.get('code') ?? '' })).status).toBe(400);
  });

  test('offers no refresh', async () => {
    const response = await redeem({ grant_type: 'refresh_token', refresh_token: 'x', code: undefined });
    expect(await response.json()).toMatchObject({ error: 'unsupported_grant_type' });
  });
});

describe('the userinfo endpoint', () => {
  test('answers until the access token is sixty seconds old', async () => {
    const { tokens } = await signIn(configuration, 'camille-moreau');
    world.elapse(58);
    expect((await userinfo(`Bearer ${tokens.access_token}`)).status).toBe(200);
    world.elapse(3);
    const late = await userinfo(`Bearer ${tokens.access_token}`);
    expect(late.status).toBe(401);
    expect(await late.json()).toMatchObject({
      error: 'invalid_token',
      error_description: 'invalid token provided (access token not found)',
      error_uri: expect.stringContaining('Y040001'),
    });
  });

  test('wants a token', async () => {
    const response = await userinfo(undefined);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error_uri: expect.stringContaining('Y04146A2') });
  });

  test('refuses a revoked token', async () => {
    const { tokens } = await signIn(configuration, 'camille-moreau');
    await openid.tokenRevocation(configuration, tokens.access_token);
    expect((await userinfo(`Bearer ${tokens.access_token}`)).status).toBe(401);
  });
});

test('discovery and keys may be cached for ten minutes', async () => {
  for (const path of ['/.well-known/openid-configuration', '/jwks']) {
    const response = await fetch(`${issuer}${path}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=600');
  }
});

test('a forged Host changes none of the addresses', async () => {
  const { url } = requestSignIn(configuration);
  const response = await fetch(url, { redirect: 'manual', headers: { 'x-forwarded-host': 'pirate.test' } });
  expect(new URL(response.headers.get('location') ?? '', issuer).origin).toBe(world.simulators.publicUrl);
});

function redeem(params: Record<string, string | undefined>): Promise<Response> {
  const all = {
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...params,
  };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(kept) });
}

function userinfo(authorization: string | undefined): Promise<Response> {
  return fetch(`${issuer}/userinfo`, authorization ? { headers: { authorization } } : {});
}
