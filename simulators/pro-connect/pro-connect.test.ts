import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisations } from '../people.ts';
import { createBrowser } from '../test-support/browser.ts';
import {
  AFTER_LOGOUT,
  arrival,
  CALLBACK,
  client,
  createWorld,
  relyingParty,
  requestSignIn,
  signIn,
  VILLAGE,
  type World,
} from '../test-support/world.ts';

let world: World;
let issuer: string;
let configuration: openid.Configuration;

beforeAll(async () => {
  world = await createWorld();
  issuer = world.simulators.proConnectIssuer;
  configuration = await relyingParty(issuer);
});

afterAll(() => world.close());

const WITH_MFA = JSON.stringify({
  id_token: { acr: { essential: true, values: ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'] } },
});

describe('signing in with ProConnect', () => {
  test('gives six token members and the agent’s organisation and roles, signed', async () => {
    const { tokens } = await signIn(configuration, 'fatou-sow', { acr_values: 'eidas1' });
    expect(Object.keys(tokens).sort()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'refresh_token',
      'scope',
      'token_type',
    ]);
    expect(tokens.expires_in).toBe(3_600);
    expect(tokens.claims()).toMatchObject({ acr: 'eidas1' });

    const response = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(response.headers.get('content-type')).toMatch(/^application\/jwt/);
    const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(userinfo).toMatchObject({
      given_name: 'Fatou',
      usual_name: 'Sow',
      email: 'fatou.sow@poitiers.exemple.test',
      siret: organisations.poitiers.siret,
      roles: ['agent_public', 'agent_public_territorial'],
      aud: client.clientId,
      iss: issuer,
    });
    expect(userinfo).not.toHaveProperty('organizational_unit');
  });

  test('lets in somebody who is no public agent: the service must refuse by itself', async () => {
    const { tokens } = await signIn(configuration, 'paul-renard');
    const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(userinfo).toMatchObject({ roles: [], siret: organisations.agence.siret });
  });

  describe('as an agent who is not in the list', () => {
    const TYPED = {
      action: 'autre',
      prenom: 'Odette',
      nom: 'Lavaud',
      courriel: 'Mairie@Saint-Silvain.fr',
      secondFacteur: 'oui',
    };

    /** The option of the page, as a person chooses it. */
    async function play(typed: Readonly<Record<string, string>> = {}, params: Readonly<Record<string, string>> = {}) {
      const attempt = requestSignIn(configuration, params);
      const browser = createBrowser(issuer);
      const page = await browser.visit(attempt.url);
      const organisation = new RegExp(`value="(${VILLAGE.siren}\\d{5})"`).exec(page.html)?.[1] ?? '';
      return { ...attempt, visit: await browser.submit(page, { ...TYPED, organisation, ...typed }) };
    }

    async function claims(played: Awaited<ReturnType<typeof play>>) {
      const checks = { expectedState: played.state, expectedNonce: played.nonce };
      const tokens = await openid.authorizationCodeGrant(configuration, arrival(played.visit), checks);
      return openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    }

    test('of an organisation of the installation: what the real one would say, under one subject for one address', async () => {
      const first = await claims(await play());
      expect(first).toMatchObject({
        given_name: 'Odette',
        usual_name: 'Lavaud',
        email: 'mairie@saint-silvain.fr',
        siret: expect.stringMatching(`^${VILLAGE.siren}\\d{5}$`),
        roles: ['agent_public', 'agent_public_territorial'],
      });
      const again = await claims(await play({ prenom: 'Colette', courriel: 'mairie@saint-silvain.fr' }));
      expect([again.sub === first.sub, again['given_name']]).toEqual([true, 'Colette']);
      const other = await claims(await play({ courriel: 'adjoint@saint-silvain.fr' }));
      expect(other.sub).not.toBe(first.sub);
    });

    test('of a company: let in as ProConnect does, and no public agent', async () => {
      expect(await claims(await play({ siret: '900 000 050 00014' }))).toMatchObject({ roles: [] });
    });

    test('without a second factor: refused where the service wants one', async () => {
      const { visit } = await play({ secondFacteur: '' }, { claims: WITH_MFA });
      expect(arrival(visit).searchParams.get('error')).toBe('access_denied');
    });

    test.each([
      ['no address', { courriel: 'mairie' }, 'Indiquez une adresse'],
      [
        'the address of somebody in the list',
        { courriel: 'fatou.sow@poitiers.exemple.test' },
        'choisissez cette personne',
      ],
      ['a SIRET whose key is wrong', { siret: '21232400800010' }, 'n’existe pas'],
      ['one that Sirene does not know', { siret: '35600000000048' }, 'ne connaît pas'],
      ['one that has closed', { siret: '90000003500015' }, 'est fermé'],
      ['no organisation', { organisation: '' }, 'Choisissez une organisation'],
      ['no name', { nom: ' ' }, 'Indiquez un nom'],
    ])('%s: refused beside the field, and nothing typed is lost', async (_what, typed, said) => {
      const { visit } = await play(typed);
      expect([visit.status, visit.html.includes(said), visit.html.includes('value="Odette"')]).toEqual([
        422,
        true,
        true,
      ]);
    });

    test('nobody comes in under a name that was never given here', async () => {
      const browser = createBrowser(issuer);
      const page = await browser.visit(requestSignIn(configuration).url);
      expect((await browser.submit(page, { personne: 'autre-0123456789abcdef-0123456789abcdef' })).status).toBe(400);
    });
  });

  test('asks for no consent', async () => {
    const browser = createBrowser(issuer);
    const people = await browser.visit(requestSignIn(configuration).url);
    expect(people.html).toContain('<title>Simulateur de ProConnect');
    expect((await browser.submit(people, { personne: 'fatou-sow' })).leftFor?.searchParams.get('code')).toBeTruthy();
  });

  test('a second sign-in is silent while the session lasts, and prompt none too', async () => {
    const { browser } = await signIn(configuration, 'fatou-sow');
    expect(arrival(await browser.visit(requestSignIn(configuration).url)).searchParams.get('code')).toBeTruthy();
    const quiet = await browser.visit(requestSignIn(configuration, { prompt: 'none' }).url);
    expect(arrival(quiet).searchParams.get('code')).toBeTruthy();
  });

  test('prompt none without a session', async () => {
    const callback = arrival(await createBrowser(issuer).visit(requestSignIn(configuration, { prompt: 'none' }).url));
    expect(callback.searchParams.get('error')).toBe('login_required');
  });

  test('puts first the agent announced by login_hint', async () => {
    const { url } = requestSignIn(configuration, { login_hint: 'nadia.khelifi@fonds.exemple.test' });
    const { html } = await createBrowser(issuer).visit(url);
    expect(/value="([^"]+)"/.exec(html)?.[1]).toBe('nadia-khelifi');
  });

  test('accepts PKCE', async () => {
    const verifier = openid.randomPKCECodeVerifier();
    const { url, state, nonce } = requestSignIn(configuration, {
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const browser = createBrowser(issuer);
    const callback = arrival(await browser.submit(await browser.visit(url), { personne: 'fatou-sow' }));
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    await expect(openid.authorizationCodeGrant(configuration, callback, checks)).resolves.toBeDefined();
  });

  test('refreshes', async () => {
    const { tokens } = await signIn(configuration, 'fatou-sow');
    world.elapse(3_601);
    const fresh = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    await expect(
      openid.fetchUserInfo(configuration, fresh.access_token, tokens.claims()?.sub ?? ''),
    ).resolves.toMatchObject({ given_name: 'Fatou' });
  });
});

describe('the second factor', () => {
  test('is used when the service insists on it', async () => {
    const { tokens } = await signIn(configuration, 'fatou-sow', { claims: WITH_MFA });
    expect(tokens.claims()).toMatchObject({ acr: 'eidas1-mfa' });
  });

  test('is asked again of somebody who is signed in without it', async () => {
    const { browser } = await signIn(configuration, 'fatou-sow');
    const again = await browser.visit(requestSignIn(configuration, { claims: WITH_MFA }).url);
    expect(again.html).toContain('name="personne"');
    const callback = arrival(await browser.submit(again, { personne: 'fatou-sow' }));
    expect(callback.searchParams.get('code')).toBeTruthy();
  });

  test('sends back, with an error, an agent who has none', async () => {
    const { url } = requestSignIn(configuration, { claims: WITH_MFA });
    const browser = createBrowser(issuer);
    const callback = arrival(await browser.submit(await browser.visit(url), { personne: 'gerard-petit' }));
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'none of the requested ACRs could be obtained',
    });
  });

  test('is only a wish in acr_values: who has none comes in with less', async () => {
    const { tokens } = await signIn(configuration, 'gerard-petit', { acr_values: 'eidas1-mfa' });
    expect(tokens.claims()).toMatchObject({ acr: 'eidas1' });
    const eager = await signIn(configuration, 'fatou-sow', { acr_values: 'eidas1-mfa' });
    expect(eager.tokens.claims()).toMatchObject({ acr: 'eidas1-mfa' });
  });

  test('levels that disappeared in June 2026 cannot be had', async () => {
    const claims = JSON.stringify({
      id_token: { acr: { essential: true, values: ['https://proconnect.gouv.fr/assurance/self-asserted-2fa'] } },
    });
    const browser = createBrowser(issuer);
    const people = await browser.visit(requestSignIn(configuration, { claims }).url);
    const callback = arrival(await browser.submit(people, { personne: 'fatou-sow' }));
    expect(callback.searchParams.get('error')).toBe('access_denied');
  });
});

describe('refusals on a page of its own', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['max_age', { max_age: '0' }, 'Y000400'],
    ['display', { display: 'page' }, 'Y000400'],
    ['no state', { state: undefined }, 'Y000400'],
    ['a siret_hint that is no SIRET', { siret_hint: '123' }, 'Y000400'],
    ['a login_hint that is no address', { login_hint: 'fatou' }, 'Y000400'],
    ['a nonce of 513 characters', { nonce: 'n'.repeat(513) }, 'Y000400'],
    ['a return address that is not registered', { redirect_uri: `${CALLBACK}?x` }, 'Y030031'],
  ])('%s', async (_what, params, code) => {
    const visit = await createBrowser(issuer).visit(requestSignIn(configuration, params).url);
    expect(visit.status).toBe(400);
    expect(visit.html).toContain(code);
  });

  test('but a sign-in without nonce is accepted', async () => {
    const visit = await createBrowser(issuer).visit(requestSignIn(configuration, { nonce: undefined }).url);
    expect(visit.status).toBe(200);
  });
});

describe('signing out of ProConnect', () => {
  test('goes back with the state', async () => {
    const { tokens, browser } = await signIn(configuration, 'fatou-sow');
    const url = openid.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: AFTER_LOGOUT,
      state: 'etat',
    });
    expect(arrival(await browser.visit(url)).href).toBe(`${AFTER_LOGOUT}?state=etat`);
    expect((await browser.visit(requestSignIn(configuration).url)).html).toContain('name="personne"');
  });

  test('wants a state', async () => {
    const { tokens, browser } = await signIn(configuration, 'fatou-sow');
    const query = new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: AFTER_LOGOUT });
    expect((await browser.visit(`${issuer}/session/end?${query}`)).html).toContain('Y000400');
  });
});

test('both providers know the same browser without mixing up its sessions', async () => {
  const browser = createBrowser(issuer);
  await signIn(configuration, 'fatou-sow', {}, browser);
  const citizens = await relyingParty(world.simulators.franceConnectIssuer);
  const { tokens } = await signIn(citizens, 'camille-moreau', {}, browser);
  expect(tokens.claims()?.iss).toBe(world.simulators.franceConnectIssuer);
  // Still signed in at ProConnect.
  expect(arrival(await browser.visit(requestSignIn(configuration).url)).searchParams.get('iss')).toBe(issuer);
});

test('a service registered under RS256 on two hosts is served in RS256', async () => {
  const other = await createWorld({
    proConnect: { ...client, signingAlg: 'RS256', redirectUris: [CALLBACK, 'http://autre.localhost:3000/retour'] },
  });
  const { tokens } = await signIn(await relyingParty(other.simulators.proConnectIssuer, 'RS256'), 'fatou-sow');
  expect(tokens.claims()?.sub).toMatch(/^[0-9a-f]{64}$/);
  await other.close();
});
