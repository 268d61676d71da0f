import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeJwt } from '../oidc/jwt.ts';
import { findParticulier } from '../people.ts';
import { createBrowser } from '../test-support/browser.ts';
import {
  AFTER_LOGOUT,
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
import { franceConnectSub } from './identity.ts';

let world: World;
let issuer: string;
let configuration: openid.Configuration;

beforeAll(async () => {
  world = await createWorld();
  issuer = world.simulators.franceConnectIssuer;
  configuration = await relyingParty(issuer);
});

afterAll(() => world.close());

describe('signing in with FranceConnect', () => {
  test('gives exactly five token members and an id_token as FranceConnect writes it', async () => {
    const { url, nonce } = requestSignIn(configuration);
    const callback = await passThrough(createBrowser(issuer), url, 'camille-moreau');
    expect(callback.searchParams.get('iss')).toBe(issuer);
    const response = await redeem(callback);
    const tokens = await response.json();

    expect(Object.keys(tokens).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
    expect(tokens).toMatchObject({ expires_in: 60, scope: 'openid identite_pivot email', token_type: 'Bearer' });
    expect(tokens.access_token).toHaveLength(43);

    const { header, payload } = decodeJwt(tokens.id_token);
    expect(header).toEqual({ alg: 'ES256', kid: 'pkcs11:ES256:hsm' });
    expect(Object.keys(payload).sort()).toEqual(['acr', 'aud', 'exp', 'iat', 'iss', 'nonce', 'sub']);
    expect(payload).toMatchObject({ acr: 'eidas1', aud: client.clientId, iss: issuer, nonce });
    expect(Number(payload['exp']) - Number(payload['iat'])).toBe(60);
    expect(payload['sub']).toMatch(/^[0-9a-f]{64}v1$/);
  });

  test('delivers the pivot identity in a userinfo that is signed and addressed', async () => {
    const { tokens } = await signIn(configuration, 'camille-moreau');
    const response = await fetch(`${issuer}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/jwt/);
    const { payload } = decodeJwt(await response.text());
    expect(payload).toEqual({
      sub: tokens.claims()?.sub,
      given_name: 'Camille Jeanne',
      given_name_array: ['Camille', 'Jeanne'],
      family_name: 'MOREAU',
      birthdate: '1989-04-17',
      gender: 'female',
      birthplace: '86194',
      birthcountry: '99100',
      email: 'famille.benali@exemple.test',
      aud: client.clientId,
      iss: issuer,
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
  });

  test('openid-client accepts the whole with every check on', async () => {
    const { tokens } = await signIn(configuration, 'thi-mai-nguyen', { scope: 'openid profile' });
    const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(userinfo).toMatchObject({ given_name: 'Thi Mai Hélène', given_name_array: ['Thi Mai', 'Hélène'] });
    expect(userinfo).not.toHaveProperty('birthplace');
    expect(userinfo).not.toHaveProperty('email');
  });

  test('leaves out what it does not know: place of birth abroad, missing e-mail', async () => {
    const abroad = await userinfoOf('aicha-diallo');
    expect(abroad).toMatchObject({ birthcountry: '99330' });
    expect(abroad).not.toHaveProperty('birthplace');
    expect(await userinfoOf('bernard-taillandier')).not.toHaveProperty('email');
  });

  test('shows the presumed birth date of the identity provider only when asked', async () => {
    const { tokens } = await signIn(configuration, 'ousmane-traore', { scope: 'openid birthdate idp_birthdate' });
    const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(userinfo).toMatchObject({ birthdate: '1987-01-01', idp_birthdate: '1987-00-00' });
  });

  test('never shows data scopes in the userinfo, and ignores scopes that nobody knows', async () => {
    const scope = 'openid identite_pivot cnaf_quotient_familial rnipp_profile inconnu';
    const { tokens } = await signIn(configuration, 'camille-moreau', { scope });
    expect(tokens.scope).toBe('openid identite_pivot cnaf_quotient_familial');
    const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    // The port and the instants may hold any digits.
    const told = Object.entries(userinfo).filter(([claim]) => !['iss', 'iat', 'exp'].includes(claim));
    expect(JSON.stringify(told)).not.toMatch(/cnaf|845/);
  });

  test('gives the same person the same subject, and another service another one', async () => {
    const camille = findParticulier('camille-moreau');
    const { tokens } = await signIn(configuration, 'camille-moreau');
    expect(camille && franceConnectSub(camille, client.clientId)).toBe(tokens.claims()?.sub);
    expect(camille && franceConnectSub(camille, 'un-autre')).not.toBe(tokens.claims()?.sub);
  });

  test('gives a new subject to somebody whose civil status changed', () => {
    const camille = findParticulier('camille-moreau');
    const changed = camille && { ...camille, etatCivil: { ...camille.etatCivil, sexe: 'M' as const } };
    expect(changed && franceConnectSub(changed, 'x')).not.toBe(camille && franceConnectSub(camille, 'x'));
  });

  test('adds amr to the id_token only when it is asked for', async () => {
    const claims = JSON.stringify({ id_token: { amr: { essential: true } } });
    const { tokens } = await signIn(configuration, 'camille-moreau', { claims });
    expect(tokens.claims()?.['amr']).toEqual(['fc', 'pwd']);
  });

  test('accepts a POST at /authorize', async () => {
    const { url } = requestSignIn(configuration);
    const response = await fetch(`${issuer}/authorize`, {
      method: 'POST',
      body: url.searchParams,
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toContain('/interaction/');
  });

  test('reads an unknown level of assurance as eidas1', async () => {
    const { tokens } = await signIn(configuration, 'camille-moreau', { acr_values: 'eidas9' });
    expect(tokens.claims()?.['acr']).toBe('eidas1');
  });
});

describe('a second sign-in in the same browser', () => {
  test('shows only the confirmation, with the name of who is signed in', async () => {
    const { browser } = await signIn(configuration, 'camille-moreau');
    const second = await browser.visit(requestSignIn(configuration).url);
    expect(second.html).not.toContain('name="personne"');
    expect(second.html).toContain('Camille MOREAU');
  });

  test('lets another person take over, without a script', async () => {
    const { browser } = await signIn(configuration, 'camille-moreau');
    const confirmation = await browser.visit(requestSignIn(configuration).url);
    const choice = await browser.submit(confirmation, { action: 'changer' });
    const other = await browser.submit(choice, { personne: 'mehdi-benali' });
    expect(other.html).toContain('Mehdi BENALI');
    expect(arrival(await browser.submit(other, { action: 'continuer' })).searchParams.get('code')).toBeTruthy();
  });

  test('asks again after thirty minutes', async () => {
    const browser = createBrowser(issuer);
    await signIn(configuration, 'camille-moreau', {}, browser);
    world.elapse(1_801);
    const later = await browser.visit(requestSignIn(configuration).url);
    expect(later.html).toContain('name="personne"');
  });
});

describe('signing out of FranceConnect', () => {
  test('goes straight back with the state, and the next sign-in asks who is there', async () => {
    const { tokens, browser } = await signIn(configuration, 'camille-moreau');
    const url = openid.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: AFTER_LOGOUT,
      state: 'etat-de-deconnexion',
    });
    expect(arrival(await browser.visit(url)).href).toBe(`${AFTER_LOGOUT}?state=etat-de-deconnexion`);

    const next = await browser.visit(requestSignIn(configuration).url);
    expect(next.html).toContain('name="personne"');
    await expect(
      openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? ''),
    ).rejects.toThrow();
  });

  test('ends the session itself, and not only this browser’s memory of it', async () => {
    const { tokens, browser } = await signIn(configuration, 'camille-moreau');
    const twin = browser.twin();
    await browser.visit(`${issuer}/session/end?id_token_hint=${tokens.id_token}`);
    expect((await twin.visit(requestSignIn(configuration).url)).html).toContain('name="personne"');
  });

  test('accepts an expired hint, and works when the session is over', async () => {
    const { tokens, browser } = await signIn(configuration, 'camille-moreau');
    world.elapse(3_600);
    const url = `${issuer}/session/end?id_token_hint=${tokens.id_token}&post_logout_redirect_uri=${AFTER_LOGOUT}&state=s`;
    expect(arrival(await browser.visit(url)).href).toBe(`${AFTER_LOGOUT}?state=s`);
  });

  test('without a return address, ends on a page of its own', async () => {
    const { tokens, browser } = await signIn(configuration, 'camille-moreau');
    const visit = await browser.visit(`${issuer}/session/end?id_token_hint=${tokens.id_token}`);
    expect(visit).toMatchObject({ status: 200, leftFor: undefined });
    expect(visit.html).toContain('vous êtes déconnecté');
  });

  test.each([
    ['no hint', `post_logout_redirect_uri=${AFTER_LOGOUT}`, 'Y030007'],
    ['a parameter that it does not know', 'id_token_hint=HINT&autre=1', 'Y030007'],
    [
      'an address that is not registered',
      'id_token_hint=HINT&post_logout_redirect_uri=http://ailleurs.test/',
      'not registered',
    ],
    [
      'a hint that it did not sign',
      `id_token_hint=e30.e30.AAAA&post_logout_redirect_uri=${AFTER_LOGOUT}`,
      'id_token_hint',
    ],
  ])('refuses %s', async (_what, query, said) => {
    const { tokens, browser } = await signIn(configuration, 'camille-moreau');
    const visit = await browser.visit(`${issuer}/session/end?${query.replace('HINT', tokens.id_token ?? '')}`);
    expect(visit.status).toBe(400);
    expect(visit.html).toContain(said);
  });
});

async function userinfoOf(personne: string): Promise<openid.UserInfoResponse> {
  const { tokens } = await signIn(configuration, personne);
  return openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
}

function redeem(callback: URL): Promise<Response> {
  return fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }),
  });
}
