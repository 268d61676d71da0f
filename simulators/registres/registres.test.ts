import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../test-support/world.ts';
import { points } from './adresses.ts';
import { communes } from './communes.ts';
import { inscrites } from './organisations.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.simulators.control.clear());
afterAll(() => world.close());

const CONTEXT = 'recipient=21860194600013&context=Subvention&object=Dossier';

function entreprise(path: string, query = CONTEXT, token = world.simulators.registres.apiEntreprise.token) {
  const headers = { authorization: `Bearer ${token}` };
  return answerOf(fetch(`${world.simulators.registres.apiEntreprise.url}${path}?${query}`, { headers }));
}

async function answerOf(asked: Promise<Response>) {
  const response = await asked;
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  };
}

describe('API Entreprise', () => {
  const codeOf = (answer: { body: { errors?: { code: string }[] } }) => answer.body.errors?.[0]?.code;

  test('wants its token, and who asks, in which context and for what', async () => {
    const path = '/v4/insee/sirene/etablissements/90000001900019';
    expect(codeOf(await entreprise(path, CONTEXT, 'autre'))).toBe('00101');
    expect(codeOf(await entreprise(path, 'context=a&object=b'))).toBe('00203');
    expect(codeOf(await entreprise(path, 'recipient=21860194600013&object=b'))).toBe('00201');
    expect(codeOf(await entreprise(path, 'recipient=21860194600013&context=a'))).toBe('00202');
    expect(codeOf(await entreprise('/v4/insee/sirene/etablissements/9'))).toBe('00302');
    expect(codeOf(await entreprise('/v4/insee/sirene/unites_legales/9'))).toBe('00301');
    expect(codeOf(await entreprise('/v4/djepva/api-association/associations/open_data/9'))).toBe('00333');
  });

  test('knows establishments, redirections, ceased units and associations', async () => {
    const closed = await entreprise('/v4/insee/sirene/etablissements/90000003500015');
    expect(closed.body.data).toMatchObject({ etat_administratif: 'F', unite_legale: { etat_administratif: 'C' } });
    const moved = await entreprise('/v4/insee/sirene/etablissements/90000006800016');
    expect(moved.body).toMatchObject({
      data: { siret: '90000005000014' },
      meta: { redirect_from_siret: '90000006800016' },
    });
    const unit = await entreprise('/v4/insee/sirene/unites_legales/900000027');
    expect(unit.body.data.date_creation).toBeLessThan(0);
    const association = await entreprise('/v4/djepva/api-association/associations/open_data/W863000019');
    expect(association.body.data).toMatchObject({ siret_siege: '90000001900019', active: true });
    expect(codeOf(await entreprise('/v4/insee/sirene/etablissements/90000010000017'))).toBe('01003');
    expect(codeOf(await entreprise('/v4/djepva/api-association/associations/open_data/900000050'))).toBe('29003');
  });
});

test('Recherche d’entreprises is open, and does not have what is kept from publication', async () => {
  const search = (q: string) => answerOf(fetch(`${world.simulators.registres.rechercheEntreprisesUrl}/search?q=${q}`));
  expect((await search('90000001900019')).body.results[0]).toMatchObject({ siege: { siret: '90000001900019' } });
  expect((await search('90000004300019')).body.results).toEqual([]);
  expect((await search('boulistes')).status).toBe(200);
  expect((await search('')).status).toBe(400);
});

describe('the Base adresse nationale', () => {
  const search = (query: string) => answerOf(fetch(`${world.simulators.registres.banUrl}/search?${query}`));

  test('finds a whole address surely, and an unfinished one', async () => {
    const { body } = await search('q=14%20rue%20des%20Feuillants%2086000%20Poitiers&postcode=86000&autocomplete=0');
    expect(body.features[0]).toMatchObject({
      properties: { id: '86194_2440_00014', housenumber: '14', citycode: '86194' },
    });
    expect(body.features[0].properties.score).toBeGreaterThan(0.9);
    const [lon, lat] = body.features[0].geometry.coordinates;
    expect(lon).toBeLessThan(lat);
    const typing = await search('q=14%20rue%20des%20feui');
    expect(typing.body.features.map((each: { properties: { label: string } }) => each.properties.label)).toContain(
      '14 Rue des Feuillants 86000 Poitiers',
    );
    expect((await search('q=rue%20introuvable%20zzz&autocomplete=0')).body.features).toEqual([]);
  });

  test('refuses what it cannot read, and finds what is near a point', async () => {
    for (const query of ['', 'q=ab', `q=${'a'.repeat(201)}`, 'q=%2Drue', 'q=rue&limit=0']) {
      expect((await search(query)).status).toBe(400);
    }
    const near = await answerOf(fetch(`${world.simulators.registres.banUrl}/reverse?lon=0.3463&lat=46.5783&limit=2`));
    expect(near.body.features[0].properties.citycode).toBe('86194');
  });

  test('lets fifty questions pass a second, then asks for five seconds', async () => {
    world.elapse(2);
    world.freeze(true);
    const statuses = [];
    for (let n = 0; n < 51; n++) statuses.push(await search('q=rue'));
    world.freeze(false);
    expect(statuses.slice(0, 50).every(({ status }) => status === 200)).toBe(true);
    expect(statuses[50]).toMatchObject({ status: 429 });
    expect(statuses[50]?.headers.get('retry-after')).toBe('5');
  });
});

test('API Géo', async () => {
  const geo = (path: string) => answerOf(fetch(`${world.simulators.registres.geoUrl}${path}`));
  expect((await geo('/communes?codePostal=86170&fields=nom,code')).body).toEqual([
    { nom: 'Saint-Martin-la-Pallu', code: '86281' },
  ]);
  expect((await geo('/communes/86194')).body).toMatchObject({ nom: 'Poitiers', codesPostaux: ['86000'] });
  expect(await geo('/communes/00000')).toMatchObject({ status: 404, body: 'Not Found' });
});

test.each(['api-entreprise', 'recherche-entreprises', 'ban', 'geo'])('%s misbehaves on command', async (system) => {
  const url = `${world.simulators.publicUrl}/${system}/search?q=rue`;
  await world.simulators.control.set({ system, behaviour: '429', times: 1 });
  const tooMany = await fetch(url);
  expect(tooMany.status).toBe(429);
  expect(Number(tooMany.headers.get('retry-after'))).toBeGreaterThan(0);
  await world.simulators.control.set({ system, behaviour: 'panne', times: 1 });
  expect((await fetch(url)).status).toBeGreaterThanOrEqual(500);
  await world.simulators.control.set({ system, behaviour: 'html', times: 1 });
  expect(await (await fetch(url)).text()).toContain('<html>');
});

test('what the registers hold is well formed', () => {
  for (const { siret, rna } of inscrites) {
    expect(siret).toMatch(/^\d{14}$/);
    if (rna) expect(rna).toMatch(/^W\d{9}$/);
  }
  expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
  const known = new Map(communes.map((commune) => [commune.code, commune]));
  for (const { codeCommune, codePostal, commune } of points) {
    expect(known.get(codeCommune)).toMatchObject({ nom: commune });
    expect(known.get(codeCommune)?.codesPostaux).toContain(codePostal);
  }
});
