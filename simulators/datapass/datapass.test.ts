import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulators, startSimulators } from '../index.ts';
import { client } from '../test-support/world.ts';

const SECRET = 'secret-partage';
type Received = {
  readonly body: string;
  readonly signature: string | undefined;
  readonly environment: string | undefined;
};

let simulators: Simulators;
let receiver: Server;
let stateDir: string;
const received: Received[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const header = (name: string) => request.headers[name]?.toString();
      received.push({
        body: Buffer.concat(chunks).toString('utf8'),
        signature: header('x-hub-signature-256'),
        environment: header('x-app-environment'),
      });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  stateDir = await mkdtemp(join(tmpdir(), 'datapass-'));
});
beforeEach(async () => {
  received.length = 0;
  simulators = await startSimulators({
    port: 0,
    publicUrl: 'http://localhost:0',
    stateDir,
    clients: { franceConnect: client, proConnect: client },
    datapass: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notifications`, secret: SECRET },
  });
});
afterEach(() => simulators.close());
afterAll(async () => {
  receiver.close();
  await rm(stateDir, { recursive: true });
});

const order = (ordre: string, headers: Record<string, string> = {}) =>
  fetch(`${simulators.publicUrl}/datapass`, {
    method: 'POST',
    body: new URLSearchParams({ ordre }),
    headers,
    redirect: 'manual',
  });
const sign = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('a notification', () => {
  test('is signed, in the shape of the real one', async () => {
    expect((await order('revoke/9001')).status).toBe(303);
    const [only] = received;
    expect(received).toHaveLength(1);
    expect(only?.signature).toBe(sign(only?.body ?? ''));
    expect(only?.environment).toBe('sandbox');
    expect(JSON.parse(only?.body ?? '')).toMatchObject({
      event: 'revoke',
      fired_at: expect.any(Number),
      model_type: 'authorization_request/api_particulier',
      model_id: 9001,
      data: {
        state: 'revoked',
        organization: { siret: '21860194600013' },
        applicant: { email: expect.any(String) },
        authorizations: [{ state: 'revoked', revoked: true, definition_id: 'api_particulier' }],
      },
    });
  });

  test('misbehaves on command, once', async () => {
    const { control } = simulators;
    for (const behaviour of ['bad_signature', 'no_signature', 'replay', 'out_of_order']) {
      await control.set({ system: 'datapass', behaviour, times: 1 });
      await order('submit/9001');
    }
    const [bad, none, first, again, late] = received;
    expect(received).toHaveLength(5);
    expect(bad?.signature).not.toBe(sign(bad?.body ?? ''));
    expect(none?.signature).toBeUndefined();
    expect(again).toEqual(first);
    expect(JSON.parse(late?.body ?? '').fired_at).toBeLessThan(Date.now() / 1000 - 86_000);
    expect(late?.signature).toBe(sign(late?.body ?? ''));
  });

  test('is ordered by its own page only', async () => {
    expect((await order('revoke/9001', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const ordre of ['', 'fanfare/9001', 'revoke/1', 'toString/9001'])
      expect((await order(ordre)).status).toBe(400);
    expect(received).toEqual([]);
    const html = await (await fetch(`${simulators.publicUrl}/datapass`)).text();
    expect(html).toContain('Demande 9001');
    expect(html).not.toContain(SECRET);
  });
});

describe('a token', () => {
  const introspect = async (token: string) => {
    const response = await fetch(`${simulators.apiParticulierUrl}/api/introspect?token=${token}`);
    return response.ok ? (await response.json()).scopes : response.status;
  };
  const ask = async (token: string) => {
    const query = new URLSearchParams({
      recipient: '21860194600013',
      nomNaissance: 'MOREAU',
      'prenoms[]': 'Camille',
      anneeDateNaissance: '1989',
      sexeEtatCivil: 'F',
      codeCogInseePaysNaissance: '99100',
      codeCogInseeCommuneNaissance: '86194',
    });
    const url = `${simulators.apiParticulierUrl}/v3/dss/quotient_familial/identite?${query}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return [response.status, (await response.json()).errors?.[0]?.code];
  };

  test('opens what its request was granted, and nothing once it is revoked, until it is approved again', async () => {
    const token = simulators.tokensByDemande.get(9001) ?? '';
    const other = simulators.tokensByDemande.get(9002) ?? '';
    expect(await introspect(token)).toEqual([
      'cnaf_quotient_familial',
      'cnaf_allocataires',
      'cnaf_enfants',
      'cnaf_adresse',
    ]);
    expect((await ask(token))[0]).not.toBe(401);
    expect(await ask(other)).toEqual([403, '00100']);
    await order('revoke/9001');
    expect(await introspect(token)).toBe(401);
    expect(await ask(token)).toEqual([401, '00105']);
    await order('reopen/9002');
    expect(await introspect(other)).toHaveLength(2);
    await order('approve/9001');
    expect(await introspect(token)).toHaveLength(4);
  });

  test('changed by one letter, opens nothing', async () => {
    const token = simulators.tokensByDemande.get(9001) ?? '';
    const [header = '', payload = '', signature = ''] = token.split('.');
    const wider = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...wider, scopes: ['dgfip_rfr'] })).toString('base64url');
    expect(await introspect(`${header}.${forged}.${signature}`)).toBe(401);
  });
});
