import { stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BEHAVIOURS } from './control/behaviours.ts';
import { startSimulators } from './index.ts';
import { agents, displayName, particuliers } from './people.ts';
import { createBrowser } from './test-support/browser.ts';
import { client, createWorld, relyingParty, requestSignIn, type World } from './test-support/world.ts';

let world: World;
let home: string;

beforeAll(async () => {
  world = await createWorld();
  home = world.simulators.publicUrl;
});

afterEach(() => world.simulators.control.clear());
afterAll(() => world.close());

describe('the control endpoint', () => {
  test('orders, lists and ends misbehaviours', async () => {
    const ordered = await control('POST', { system: 'api-particulier', behaviour: 'slow', delayMs: 10, times: 2 });
    expect(ordered.status).toBe(200);
    expect(await (await control('GET')).json()).toEqual({
      active: [{ system: 'api-particulier', behaviour: 'slow', delayMs: 10, times: 2 }],
    });
    expect(await (await control('DELETE')).json()).toEqual({ active: [] });
    expect(world.simulators.control.active()).toEqual([]);
  });

  test('counts the times left', async () => {
    await control('POST', { system: 'api-particulier', behaviour: '502', times: 2 });
    const statuses = [await qf(), await qf(), await qf()];
    expect(statuses).toEqual([502, 502, 401]);
  });

  test.each([
    [{ system: 'api-particulier', behaviour: 'inconnu' }],
    [{ system: 'inconnu', behaviour: '404' }],
    [{ system: 'api-particulier', behaviour: 'toString' }],
    [{ system: 'api-particulier' }],
    [{ system: 'api-particulier', behaviour: '404', times: 0 }],
    [{ system: 'api-particulier', behaviour: 'slow', delayMs: '9' }],
    [null],
  ])('refuses %o', async (order) => {
    expect((await control('POST', order)).status).toBe(400);
    expect(world.simulators.control.active()).toEqual([]);
  });

  test('refuses what is not JSON, and other methods', async () => {
    expect((await fetch(`${home}/controle`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await fetch(`${home}/controle`, { method: 'PUT' })).status).toBe(405);
  });

  test('refuses the pages of other sites', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const response = await fetch(`${home}/controle`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ ordre: 'api-particulier/404' }),
    });
    expect(response.status).toBe(403);
  });

  test('answers to this machine only, even when the simulators listen on a network', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((candidate) => candidate?.family === 'IPv4' && !candidate.internal)?.address;
    const open = await startSimulators({
      port: 0,
      host: '0.0.0.0',
      publicUrl: 'http://localhost:0',
      stateDir: world.stateDir,
      clients: { franceConnect: client, proConnect: client },
    });
    const { port } = new URL(open.publicUrl);
    if (address !== undefined) {
      expect((await fetch(`http://${address}:${port}/`)).status).toBe(200);
      expect((await fetch(`http://${address}:${port}/controle`)).status).toBe(403);
    }
    expect((await fetch(`http://127.0.0.1:${port}/controle`)).status).toBe(200);
    await open.close();
  });
});

describe('the home page', () => {
  test('lists everybody and every behaviour', async () => {
    const { html } = await createBrowser(home).visit(home);
    for (const person of particuliers) {
      expect(html).toContain(escaped(displayName(person)));
    }
    for (const agent of agents) {
      expect(html).toContain(`${agent.prenom} ${agent.nom}`);
    }
    for (const [system, behaviours] of Object.entries(BEHAVIOURS)) {
      for (const behaviour of Object.keys(behaviours)) {
        expect(html).toContain(`value="${system}/${behaviour}"`);
      }
    }
  });

  test('orders with a button, shows what stands and stops it with another, without a script', async () => {
    const browser = createBrowser(home);
    const after = await browser.submit(await browser.visit(home), { ordre: 'api-particulier/404' });
    expect(world.simulators.control.active()).toEqual([{ system: 'api-particulier', behaviour: '404', times: 1 }]);
    expect(after.html).toContain('Tout arrêter');
    await browser.submit(after, { ordre: 'cesser' });
    expect(world.simulators.control.active()).toEqual([]);
  });
});

describe('every page', () => {
  test.each([
    'home',
    'people',
    'agents',
    'confirmation',
    'refusal',
  ] as const)('%s is valid and honest', async (name) => {
    const { html, status } = await pages[name]();
    const report = await new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      rules: { 'long-title': 'off' },
    }).validateString(html);
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)),
    ).toEqual([]);
    const title = /<title>(.*)<\/title>/.exec(html)?.[1];
    expect(title).toMatch(/^Simulateurs? de (FranceConnect|ProConnect)/);
    expect(html.match(/<h1>(.*)<\/h1>/g)).toEqual([`<h1>${title}</h1>`]);
    expect(html).not.toMatch(/<script|<style| style=| on[a-z]+=/);
    expect(html).not.toMatch(/[a-zà-ü»] [:;?!]/i);
    expect(status).toBe(name === 'refusal' ? 400 : 200);
  });

  test('forbids scripts and frames', async () => {
    const policy = (await fetch(home)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  const pages = {
    home: () => createBrowser(home).visit(home),
    people: async () => createBrowser(home).visit((await franceConnectRequest()).url),
    agents: async () => {
      const configuration = await relyingParty(world.simulators.proConnectIssuer);
      return createBrowser(home).visit(requestSignIn(configuration).url);
    },
    confirmation: async () => {
      const browser = createBrowser(home);
      const people = await browser.visit((await franceConnectRequest()).url);
      return browser.submit(people, { personne: 'marie-francoise' });
    },
    refusal: async () => createBrowser(home).visit((await franceConnectRequest({ max_age: '0' })).url),
  };

  async function franceConnectRequest(params: Record<string, string> = {}) {
    return requestSignIn(await relyingParty(world.simulators.franceConnectIssuer), params);
  }
});

describe('starting and stopping', () => {
  test('keys are kept for their owner alone, and serve again at the next start', async () => {
    for (const file of ['franceconnect-keys.json', 'proconnect-keys.json', 'api-particulier-habilitation.json']) {
      const { mode } = await stat(join(world.stateDir, file));
      expect(mode & 0o777).toBe(0o600);
    }
    const again = await createWorld({}, world.stateDir);
    for (const issuer of ['franceConnectIssuer', 'proConnectIssuer'] as const) {
      const [before, after] = await Promise.all(
        [world, again].map(async ({ simulators }) => (await fetch(`${simulators[issuer]}/jwks`)).json()),
      );
      expect(after).toEqual(before);
    }
    await again.close();
  });

  test('the published keys hold nothing private', async () => {
    const { keys } = await (await fetch(`${world.simulators.franceConnectIssuer}/jwks`)).json();
    expect(keys.map((key: object) => Object.keys(key).sort())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    ]);
  });

  test('a port that is taken is an error, and nothing stays behind', async () => {
    const port = Number(new URL(home).port);
    const options = { port, publicUrl: home, stateDir: world.stateDir };
    await expect(
      startSimulators({ ...options, clients: { franceConnect: client, proConnect: client } }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('closing frees the port', async () => {
    const other = await createWorld();
    const { port } = new URL(other.simulators.publicUrl);
    await other.close();
    const refused = new Promise((resolve) => {
      createConnection(Number(port), '127.0.0.1')
        .once('error', resolve)
        .once('connect', () => resolve(undefined));
    });
    expect(await refused).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('unknown paths do not exist', async () => {
    expect((await fetch(`${home}/franceconnect`)).status).toBe(404);
    expect((await fetch(`${world.simulators.franceConnectIssuer}/inconnu`)).status).toBe(404);
  });
});

function control(method: string, body?: unknown): Promise<Response> {
  return fetch(`${home}/controle`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

async function qf(): Promise<number> {
  return (await fetch(`${world.simulators.apiParticulierUrl}/v3/dss/quotient_familial/france_connect`)).status;
}

function escaped(text: string): string {
  return text.replaceAll("'", '&#39;');
}
