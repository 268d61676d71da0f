import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demandes } from '../../../simulators/datapass/demandes.ts';
import { notificationOf } from '../../../simulators/datapass/notification.ts';
import { addMachines } from '../../platform/http/machine.ts';
import { createServer } from '../../platform/http/server.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { orThrow } from '../../values/result.ts';
import { notificationsDataPass } from './pages/notifications.ts';
import { openTerrain, type Terrain } from './testing/organisation.ts';
import { saisie } from './testing/saisie.ts';
import { readHabilitation } from './use-cases/list-habilitations.ts';
import { addHabilitation } from './use-cases/save-habilitation.ts';

const SECRET = 'secret-partage-avec-datapass';
const [demande] = demandes;
const AT = Date.parse('2026-11-20T10:00:00Z');

let terrain: Terrain;
let server: FastifyInstance;
let id: string;

beforeEach(async () => {
  terrain = await openTerrain();
  const { deps, poitiers } = terrain;
  server = await createServer({
    logger: deps.logger,
    metrics: createMetrics(),
    secure: false,
    trustProxy: undefined,
    formTargets: [],
    perMinute: 1000,
    errorPage: () => {
      throw new Error('never a page');
    },
  });
  await addMachines(server, notificationsDataPass(deps, SECRET));
  const declaree = { ...saisie({ etat: 'soumise' }), demarche: poitiers.demarcheId, fournisseur: 'api_particulier' };
  id = orThrow(await addHabilitation(deps, poitiers.administrateur, '218601946', declaree));
});
afterEach(async () => {
  await server.close();
  await terrain.close();
});

function corps(evenement: string, seconds = 0, more: Partial<Parameters<typeof notificationOf>[1]> = {}): string {
  if (!demande) throw new Error('no request');
  const suivie = { demande, etat: 'validated', habilitation: 'active', ...more } as const;
  return notificationOf(evenement, suivie, () => AT + seconds * 1000);
}

function send(body: string, signature: string | undefined = sign(body)) {
  const headers = { 'content-type': 'application/json', ...(signature ? { 'x-hub-signature-256': signature } : {}) };
  return server.inject({ method: 'POST', url: '/datapass/notifications', payload: body, headers });
}
const sign = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const etat = async () => {
  const { habilitation } = await readHabilitation(terrain.deps, terrain.poitiers.administrateur, id);
  return [habilitation.etat, habilitation.enVigueur];
};
const effets = async () =>
  (await terrain.base.owner.query('select effet from datapass_notifications order by recue_at, survenue_at')).rows.map(
    ({ effet }) => effet,
  );

test('an approval grants, a revocation takes back, and administrators are told', async () => {
  expect(await etat()).toEqual(['soumise', false]);
  expect((await send(corps('approve'))).statusCode).toBe(204);
  expect(await etat()).toEqual(['validee', true]);
  expect((await send(corps('revoke', 60, { etat: 'revoked', habilitation: 'revoked' }))).statusCode).toBe(204);
  expect(await etat()).toEqual(['revoquee', false]);
  const { rows } = await terrain.base.owner.query('select count(*)::int as n from graphile_worker._private_jobs');
  expect(rows).toEqual([{ n: 2 }]);
});

test('nobody else is heard: no signature, another secret, another body, another length, another algorithm, twice', async () => {
  const body = corps('approve');
  const good = sign(body);
  for (const signature of [
    '',
    'sha256=',
    good.slice(0, -1),
    `${good}0`,
    good.replace('sha256', 'sha1'),
    good.slice('sha256='.length),
    `${good}, ${good}`,
    sign(body, 'un autre secret'),
    sign(`${body} `),
    `sha256=${'é'.repeat(32)}`,
  ]) {
    expect((await send(body, signature)).statusCode, signature).toBe(401);
  }
  expect(await etat()).toEqual(['soumise', false]);
  expect(await effets()).toEqual([]);
  await send(body, good.toUpperCase().replace('SHA256', 'sha256'));
  expect(await etat()).toEqual(['validee', true]);
});

test('a replay counts once, even at the same instant, even after what followed', async () => {
  const approve = corps('approve');
  await Promise.all(Array.from({ length: 6 }, () => send(approve)));
  await send(corps('revoke', 60, { habilitation: 'revoked' }));
  await Promise.all(Array.from({ length: 6 }, () => send(approve)));
  expect(await etat()).toEqual(['revoquee', false]);
  const { rows } = await terrain.base.owner.query(
    `select type from journal_entries where type = 'habilitation.notifiee'`,
  );
  expect(rows).toHaveLength(2);
});

test('in any order, the state is that of the last event; within a second a revocation wins', async () => {
  await send(corps('revoke', 60, { habilitation: 'revoked' }));
  await send(corps('approve', 0));
  expect(await etat()).toEqual(['revoquee', false]);
  expect(await effets()).toEqual(['ancienne', 'appliquee']);
  await send(corps('approve', 60));
  expect(await etat()).toEqual(['revoquee', false]);
  await send(corps('approve', 61));
  await send(corps('submit', 61));
  expect(await etat()).toEqual(['validee', true]);
});

test('a clock that runs ahead does not make every later word an old one', async () => {
  const tenDays = 10 * 86_400;
  await send(corps('approve', tenDays));
  expect(await etat()).toEqual(['validee', true]);
  terrain.clock.advance({ minutes: 1 });
  await send(corps('revoke', tenDays + 60, { habilitation: 'revoked' }));
  expect(await etat()).toEqual(['revoquee', false]);
  await send(corps('approve', 3 * 86_400)); // of before both
  expect(await etat()).toEqual(['revoquee', false]);
});

test('about somebody else’s request, it changes nothing here', async () => {
  const other = JSON.parse(corps('approve'));
  const bodies = [
    { ...other, model_id: 1234 },
    { ...other, model_type: 'authorization_request/api_entreprise' },
    { ...other, data: { ...other.data, organization: { siret: '21230810000013' } } },
    { ...other, event: 'fanfare' },
    { bonjour: true },
  ];
  for (const body of bodies) expect((await send(JSON.stringify(body))).statusCode).toBe(204);
  expect(await etat()).toEqual(['soumise', false]);
  expect((await send('pas du JSON')).statusCode).toBe(400);
  const closed = notificationsDataPass(terrain.deps, undefined)[0];
  expect(await closed?.POST({ body: Buffer.from('{}'), header: () => undefined })).toMatchObject({ status: 404 });
});

test('given to another organisation, nothing holds any more', async () => {
  await send(corps('approve'));
  const body = JSON.parse(corps('transfer', 5));
  body.data.organization.siret = '21230810000013';
  await send(JSON.stringify(body));
  expect(await etat()).toEqual(['validee', false]);
});

test('given to another organisation, nothing holds any more, whoever else wrote its number down', async () => {
  const { deps, flayat } = terrain;
  const declaree = { ...saisie({ etat: 'soumise' }), demarche: flayat.demarcheId, fournisseur: 'api_particulier' };
  orThrow(await addHabilitation(deps, flayat.administrateur, flayat.organisation.siren, declaree));
  await send(corps('approve'));
  await terrain.base.owner.query('update habilitations set en_vigueur = true');
  const body = JSON.parse(corps('transfer', 5));
  body.data.organization.siret = '21790191700013';
  await send(JSON.stringify(body));
  const { rows } = await terrain.base.owner.query('select distinct en_vigueur from habilitations');
  expect(rows).toEqual([{ en_vigueur: false }]);
});

test('nothing of the applicant is kept, journalled or logged', async () => {
  await send(corps('approve'));
  await send(corps('fanfare', 1));
  const { rows } = await terrain.base.owner.query(
    'select (select json_agg(h) from habilitations h) as h, (select json_agg(n) from datapass_notifications n) as n, (select json_agg(j) from journal_entries j) as j, (select json_agg(q) from graphile_worker._private_jobs q) as q',
  );
  expect(JSON.stringify(rows) + terrain.log()).not.toMatch(/verdier|odile|0600000000|relation usagers/i);
  expect(terrain.log()).toContain('notification of datapass');
});
