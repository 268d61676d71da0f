import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { textOfPage } from '../../../test/support/visitor.ts';
import { publicKeySet } from './oidc/client-keys.ts';
import { answerOf, leaveFor, type Service, type ServiceOptions, signInWith, startService } from './testing/service.tsx';

/** The providers as they may be configured, and as they change while people sign in. */
let stateDir: string;
let service: Service | undefined;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'comptes-'));
});
afterEach(async () => {
  await service?.close();
  service = undefined;
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

async function start(options?: ServiceOptions): Promise<Service> {
  service = await startService({ stateDir, ...options });
  return service;
}

async function expectSignIn(running: Service): Promise<void> {
  const page = await signInWith(running, running.visitor(), 'franceconnect', 'camille-moreau');
  expect(running.events()).toEqual([]);
  expect([page.status, page.url.pathname]).toEqual([200, '/compte']);
}

const ec = () => pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const rsa = () => pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

function pem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

describe('as configured', () => {
  test('RS256', async () => {
    await expectSignIn(
      await start({
        providers: { franceconnect: { alg: 'RS256' } },
        clients: { franceConnect: { signingAlg: 'RS256' } },
      }),
    );
  });

  test('registered in RS256, and we expect ES256', async () => {
    const running = await start({ clients: { franceConnect: { signingAlg: 'RS256' } } });
    const visitor = running.visitor();
    const page = await signInWith(running, visitor, 'franceconnect', 'camille-moreau');
    expect([page.status, visitor.cookies.has('session')]).toEqual([403, false]);
    expect(running.events()).toEqual(['jeton_algorithme']);
  });

  test.each([
    ['ES256', ec],
    ['RS256', rsa],
  ])('a private key instead of a secret, %s', async (_alg, make) => {
    const cles = { signature: make() };
    const running = await start({
      providers: { franceconnect: { cles } },
      clients: { franceConnect: { jwks: publicKeySet(cles) } },
    });
    await expectSignIn(running);
    const served = await (await fetch(`${running.url}/connexion/franceconnect/cles`)).json();
    expect(served).toEqual(publicKeySet(cles));
    expect(JSON.stringify(served)).not.toContain('"d":');
  });

  test('another private key than the one registered', async () => {
    const running = await start({
      providers: { franceconnect: { cles: { signature: ec() } } },
      clients: { franceConnect: { jwks: publicKeySet({ signature: ec() }) } },
    });
    const page = await signInWith(running, running.visitor(), 'franceconnect', 'camille-moreau');
    expect([page.status, running.events()]).toEqual([403, ['jeton_refuse']]);
  });

  test('a wrong secret', async () => {
    const running = await start({ providers: { proconnect: { clientSecret: 'x'.repeat(40) } } });
    const page = await signInWith(running, running.visitor(), 'proconnect', 'fatou-sow');
    expect([page.status, running.events()]).toEqual([403, ['jeton_refuse']]);
    expect(running.log()).not.toContain('x'.repeat(40));
  });

  test.each([
    ['ECDH-ES', ec],
    ['RSA-OAEP-256', rsa],
  ])('FranceConnect+, encrypted with %s', async (alg, make) => {
    const cles = { dechiffrement: make() };
    const [jwk] = publicKeySet(cles).keys;
    expect(jwk).toMatchObject({ use: 'enc', alg });
    const running = await start({
      providers: { franceconnect: { cles, niveau: 'eidas2' } },
      clients: { franceConnect: { plus: true, encryption: { jwk: jwk ?? {} } } },
    });
    const departure = await leaveFor(running, running.visitor(), 'franceconnect');
    expect(departure.searchParams.get('acr_values')).toBe('eidas2');
    await expectSignIn(running);
    expect(textOfPage(await running.visitor().visit('/connexion'))).toContain('S’identifier avec FranceConnect+');
  });

  test('FranceConnect+ asked for more than it proved', async () => {
    const running = await start({
      providers: { franceconnect: { niveau: 'eidas3' } },
      clients: { franceConnect: { plus: true } },
    });
    await running.simulators.control.set({ system: 'franceconnect', behaviour: 'lower_acr' });
    const page = await signInWith(running, running.visitor(), 'franceconnect', 'camille-moreau');
    expect([page.status, running.events()]).toEqual([403, ['jeton_niveau']]);
  });

  test('encrypted for another key', async () => {
    const running = await start({
      providers: { franceconnect: { cles: { dechiffrement: ec() }, niveau: 'eidas2' } },
      clients: {
        franceConnect: { plus: true, encryption: { jwk: publicKeySet({ dechiffrement: ec() }).keys[0] ?? {} } },
      },
    });
    const page = await signInWith(running, running.visitor(), 'franceconnect', 'camille-moreau');
    expect([page.status, running.events(), await running.sessions()]).toEqual([403, ['jeton_indechiffrable'], 0]);
  });
});

describe('keys that change', () => {
  const rotate = (running: Service) =>
    running.simulators.control.set({ system: 'franceconnect', behaviour: 'key_rotation' });

  test('under the same name, between two sign-ins', async () => {
    const running = await start();
    await expectSignIn(running);
    await rotate(running);
    await expectSignIn(running);
    await rotate(running);
    await expectSignIn(running);
  });

  test('in the middle of a sign-in', async () => {
    const running = await start();
    await expectSignIn(running);
    const visitor = running.visitor();
    const answer = await answerOf(running, visitor, 'franceconnect', 'mehdi-benali');
    await rotate(running);
    const page = await visitor.visit(answer);
    expect([page.status, page.url.pathname, running.events()]).toEqual([200, '/compte', []]);
  });

  test('between the id_token and the userinfo', async () => {
    const running = await start();
    await expectSignIn(running);
    const visitor = running.visitor();
    const answer = await answerOf(running, visitor, 'franceconnect', 'mehdi-benali');
    await running.simulators.control.set({
      system: 'franceconnect',
      behaviour: 'slow_userinfo',
      times: 1,
      delayMs: 500,
    });
    const arriving = visitor.visit(answer);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await rotate(running);
    const page = await arriving;
    expect([page.status, page.url.pathname, running.events()]).toEqual([200, '/compte', []]);
  });

  test('many sign-ins at once after a change: all open, and the keys are read again once', async () => {
    const running = await start();
    await expectSignIn(running);
    const arrivals = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const visitor = running.visitor();
        return { visitor, answer: await answerOf(running, visitor, 'franceconnect', 'aicha-diallo') };
      }),
    );
    await rotate(running);
    const pages = await Promise.all(arrivals.map(({ visitor, answer }) => visitor.visit(answer)));
    expect(pages.map(({ url }) => url.pathname)).toEqual(Array.from({ length: 10 }, () => '/compte'));
    expect(running.events()).toEqual([]);
  });

  test.each([
    'jwks_503',
    'jwks_html',
    'jwks_empty',
  ] as const)('%s just after: refused, then it recovers', async (down) => {
    const running = await start();
    await expectSignIn(running);
    await rotate(running);
    await running.simulators.control.set({ system: 'franceconnect', behaviour: down });
    const visitor = running.visitor();
    const page = await signInWith(running, visitor, 'franceconnect', 'camille-moreau');
    expect([page.status, textOfPage(page).includes('momentanément indisponible')]).toEqual([503, true]);
    expect(running.events()).toEqual([down === 'jwks_empty' ? 'jeton_cle_inconnue' : 'jeton_muet']);
    expect(visitor.cookies.has('session')).toBe(false);
    running.simulators.control.clear();
    await expectSignIn(running);
  });
});

describe('clocks that differ', () => {
  test.each([-20, 20])('%i s: accepted', async (seconds) => {
    const running = await start();
    if (seconds > 0) running.advance(seconds);
    else running.advanceSimulators(-seconds);
    await expectSignIn(running);
  });

  test.each([
    ['ours 95 s ahead', 95, 'jeton_perime'],
    ['the provider’s 90 s ahead', -90, 'jeton_futur'],
  ])('%s: refused, and the log says why', async (_what, seconds, event) => {
    const running = await start();
    if (seconds > 0) running.advance(seconds);
    else running.advanceSimulators(-seconds);
    const visitor = running.visitor();
    const page = await signInWith(running, visitor, 'franceconnect', 'camille-moreau');
    expect([page.status, running.events(), visitor.cookies.has('session')]).toEqual([403, [event], false]);
  });
});

test('a refresh token that FranceConnect has no reason to give is not kept', async () => {
  const running = await start();
  await running.simulators.control.set({ system: 'franceconnect', behaviour: 'unexpected_refresh_token' });
  await expectSignIn(running);
  const { rows } = await running.base.owner.query('select refresh_token from sessions');
  expect(rows).toEqual([{ refresh_token: null }]);
});
