import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { systemClock } from '../../../platform/clock.ts';
import { type Database, openDatabase } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import type { Referentiels } from '../../demarches/index.ts';
import { type Fournisseur, refuse, repond, silence, startFournisseur } from '../testing/fournisseur.ts';
import {
  adresseBan,
  collectionBan,
  etablissementEntreprise,
  rechercheOuverte,
  SIRET_APE,
} from '../testing/registres.ts';
import { makeRetenueOuverte } from '../use-cases/retenue.ts';
import { BAN_PAR_SECONDE, ban } from './ban.ts';
import { makeReferentiels } from './referentiels.ts';

let base: TestDatabase;
let second: Database;
let entreprise: Fournisseur;
let recherche: Fournisseur;
let autres: Fournisseur;
let journal: string;
let avec: Referentiels;
let sans: Referentiels;

const JETON = 'jeton-d-api-entreprise-de-test';
const POUR = { organisation: { siren: '218601946' }, demarche: 'Occuper le domaine public', dossierId: 'd-1' };
const ECRITE = { numero: '14', voie: 'rue des Feuillants', codePostal: '86000', commune: 'Poitiers' };
const POITIERS = { nom: 'Poitiers', code: '86194', codesPostaux: ['86000'] };

const SIRETS = [
  ...['90000001900019', '90000002700012', '90000003500015', '90000004300019', '90000005000014', '90000006800016'],
  ...['90000007600019', '90000008400013', '90000009200016', '90000010000017', '21860194600013', '13002526500013'],
];

beforeEach(async () => {
  base = await createTestDatabase();
  second = openDatabase({ url: base.appUrl, poolSize: 2 });
  [entreprise, recherche, autres] = await Promise.all([startFournisseur(), startFournisseur(), startFournisseur()]);
  journal = '';
  avec = registres(base.db, { apiEntreprise: { url: entreprise.url, jeton: JETON } });
  sans = registres(second, {});
});
afterEach(async () => {
  await Promise.all([entreprise.close(), recherche.close(), autres.close(), second.close()]);
  await base.close();
});

const logger = () =>
  createLogger({
    level: 'debug',
    format: 'json',
    errorMessages: 'hidden',
    destination: {
      write(line: string) {
        journal += line;
      },
    },
  });

function registres(db: Database, adresses: object): Referentiels {
  return makeReferentiels({
    db,
    clock: systemClock,
    logger: logger(),
    adresses: { rechercheEntreprisesUrl: recherche.url, banUrl: autres.url, geoUrl: autres.url, ...adresses },
    communes: () => [{ ...POITIERS, nom: 'Poitiers (livré)' }],
  });
}

describe('an establishment', () => {
  test('is asked of API Entreprise, with who asks and why, and remembered', async () => {
    entreprise.repondre(repond(200, etablissementEntreprise()));
    const [first, again] = await Promise.all([
      avec.etablissement(SIRET_APE, POUR),
      avec.etablissement(SIRET_APE, POUR),
    ]);
    expect(first).toMatchObject({
      type: 'connu',
      source: 'le répertoire Sirene',
      valeur: { etat: 'ouvert', rna: 'W863000019' },
    });
    expect(again).toEqual(first);
    expect(entreprise.appels).toHaveLength(1);
    const asked = new URL(entreprise.appels[0]?.url ?? '', entreprise.url);
    expect(asked.pathname).toBe(`/v4/insee/sirene/etablissements/${SIRET_APE}`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      recipient: '21860194600013',
      context: 'Occuper le domaine public',
      object: 'Dossier d-1',
    });
    expect(entreprise.appels[0]?.authorization).toBe(`Bearer ${JETON}`);
    expect(recherche.appels).toHaveLength(0);
  });

  test('unknown is an answer; a breakdown is not, and the open register is asked instead', async () => {
    entreprise.repondre(refuse(404, '01003'));
    expect(await avec.etablissement(SIRET_APE, POUR)).toMatchObject({ type: 'inconnu' });
    expect(recherche.appels).toHaveLength(0);
    entreprise.repondre(refuse(502, '01999'));
    recherche.repondre(repond(200, rechercheOuverte({ siege: { siret: '90000002700012', etat_administratif: 'A' } })));
    expect(await avec.etablissement('90000002700012', POUR)).toMatchObject({ type: 'connu' });
    entreprise.repondre(refuse(401, '00103'));
    recherche.repondre(repond(500, {}));
    expect(await avec.etablissement('90000003500015', POUR)).toEqual({ type: 'muet' });
    expect(await avec.etablissement('90000003500015', POUR)).toEqual({ type: 'muet' });
    expect(entreprise.appels).toHaveLength(4);
  });

  test('without a token, is asked of the open register, which needs none', async () => {
    recherche.repondre(repond(200, rechercheOuverte()));
    expect(await sans.etablissement(SIRET_APE, POUR)).toMatchObject({ type: 'connu', valeur: { etat: 'ouvert' } });
    expect(recherche.appels[0]).toMatchObject({ authorization: undefined });
    expect(recherche.appels[0]?.url).toMatch(/^\/search\?q=90000001900019&/);
    expect(await sans.association('W863000019', POUR)).toEqual({ type: 'muet' });
  });
});

describe('a register that must be left alone', () => {
  test('a 429 silences every process for the time given, and that register only', async () => {
    autres.repondre(repond(429, {}, { 'retry-after': '5' }), repond(200, collectionBan(adresseBan())));
    expect(await avec.suggestions('14 rue des')).toEqual([]);
    const after = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? avec : sans).suggestions(`${n} rue des`)),
    );
    expect(after.flat()).toEqual([]);
    expect(autres.appels).toHaveLength(1);
    const { rows } = await base.owner.query(
      `select extract(epoch from repos_jusqua - now())::float as s from source_limites where cle = 'ban:adresse'`,
    );
    expect(rows[0].s).toBeGreaterThan(3);
    expect(rows[0].s).toBeLessThan(6);
    autres.repondre(repond(200, [POITIERS]));
    expect(await sans.communes('86000')).toMatchObject([{ nom: 'Poitiers' }]);
  });

  test('no more than the open register grants a second, all processes together', async () => {
    recherche.repondre(repond(200, { results: [] }));
    const before = performance.now();
    await Promise.all(SIRETS.map((siret, n) => (n % 2 ? sans : registres(base.db, {})).etablissement(siret, POUR)));
    const windows = Math.ceil((performance.now() - before) / 1000);
    expect(recherche.appels.length).toBeLessThanOrEqual(7 * windows);
    expect(recherche.appels.length).toBeLessThan(SIRETS.length);
  });

  test('five breakdowns open the circuit', async () => {
    autres.repondre(repond(502, 'Bad gateway'));
    for (let n = 0; n < 8; n++) await (n % 2 ? avec : sans).adresse(ECRITE);
    expect(autres.appels).toHaveLength(5);
  });
});

describe('bounded', () => {
  test('in time', async () => {
    const quick = ban({
      baseUrl: autres.url,
      clock: systemClock,
      logger: logger(),
      retenue: makeRetenueOuverte(base.db, 'ban', BAN_PAR_SECONDE),
    });
    autres.repondre(silence);
    const before = performance.now();
    const asked = { q: '14 rue des feuillants', autocomplete: true, limit: 5, timeoutMs: 200 };
    expect(await quick.chercher(asked)).toEqual({ type: 'muette', nom: 'hors_delai' });
    expect(performance.now() - before).toBeLessThan(1_500);
  });

  test.each([
    ['a bomb', repond(200, gzipSync(Buffer.alloc(100_000_000, ' ')), { 'content-encoding': 'gzip' })],
    ['garbage', repond(200, Buffer.from([0x7b, 0xff, 0x00]))],
    ['a page of a gateway', repond(200, '<html></html>', { 'content-type': 'text/html' })],
    ['a redirection', repond(302, '', { location: 'https://ailleurs.example/' })],
    ['another shape', repond(200, { data: [] })],
  ])('%s gives nothing', async (_what, reponse) => {
    for (const one of [entreprise, recherche, autres]) one.repondre(reponse);
    const before = process.memoryUsage().rss;
    expect(await avec.etablissement(SIRET_APE, POUR)).toEqual({ type: 'muet' });
    expect(await avec.adresse(ECRITE)).toBeUndefined();
    expect(await avec.suggestions('14 rue des')).toEqual([]);
    expect(await avec.communes('86000')).toMatchObject([{ nom: 'Poitiers (livré)' }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  });
});

test('the addresses around a point: the nearest first, never remembered, and where somebody is never logged', async () => {
  const point = { lat: 46.57834, lon: 0.34621 };
  const street = adresseBan({ type: 'street', id: '86194_2440', housenumber: undefined });
  autres.repondre(repond(200, collectionBan(adresseBan(), street)));
  expect(await avec.autour(point)).toMatchObject([{ id: '86194_2440_00014', numero: '14' }, {}]);
  await avec.autour(point);
  expect(autres.appels.map(({ url }) => url)).toEqual(
    Array.from({ length: 2 }, () => '/reverse?lon=0.34621&lat=46.57834&index=address&limit=5'),
  );
  autres.repondre(repond(500, {}));
  expect(await avec.autour(point)).toBeUndefined();
  expect(journal).toContain('ban.reverse');
  expect(journal).not.toMatch(/46\.57|0\.346|feuillants/i);
});

test('an address is asked with its postcode, never remembered, and never logged', async () => {
  autres.repondre(repond(200, collectionBan(adresseBan())));
  expect(await avec.adresse(ECRITE)).toMatchObject({ id: '86194_2440_00014', position: { lon: 0.346, lat: 46.578 } });
  await avec.adresse(ECRITE);
  expect(autres.appels).toHaveLength(2);
  const asked = new URL(autres.appels[0]?.url ?? '', autres.url).searchParams;
  expect(Object.fromEntries(asked)).toEqual({
    q: '14 rue des Feuillants 86000 Poitiers',
    index: 'address',
    limit: '5',
    autocomplete: '0',
    postcode: '86000',
  });
  autres.repondre(repond(500, {}));
  await avec.adresse(ECRITE);
  expect(journal).toContain('ban.search');
  // Not the bare « 14 » of the street: the time of each line may hold it.
  expect(journal).not.toMatch(/feuillants|86000|14 rue|\b14\+rue/i);
});
