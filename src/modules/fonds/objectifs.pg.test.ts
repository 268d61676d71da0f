import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../../platform/clock.ts';
import { type Jour, jour } from '../../values/jour.ts';
import { orThrow } from '../../values/result.ts';
import { parseSiren } from '../../values/siren.ts';
import type { Objectif } from './domain/trajectoire.ts';
import { listRaccordements, objectifsAu } from './storage/objectifs.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { declareObjectif } from './use-cases/declare-objectif.ts';
import { declareRaccordements } from './use-cases/declare-raccordements.ts';

const clock = fixedClock('2022-03-08T09:00:00+01:00');
let fonds: FondsDeTest;

beforeAll(async () => {
  fonds = await openFondsDeTest(clock);
});
afterAll(() => fonds?.close());

const OBJECTIF: Objectif = {
  libelle: '1 000 collectivités à la fin de 2022',
  technologies: ['franceconnect', 'api_particulier'],
  depart: 280,
  departLe: jour('2022-03-07'),
  cible: 1000,
  echeance: jour('2022-12-31'),
  source: 'Communiqué du 7 mars 2022',
};
const [POITIERS, FLAYAT, CREUSE] = ['218601946', '212308100', '222309627'].map((siren) => orThrow(parseSiren(siren)));
const sirens = (...all: (typeof POITIERS)[]) => all.flatMap((siren) => siren ?? []);
const SOURCE = 'Relevé du 1er juin 2022';

const organisation = () => fonds.gestionnaire.organisation.id;
const at = (day: Jour, id = organisation()) => fonds.base.db.read({ public: true }, (tx) => objectifsAu(tx, id, day));
const factsOf = async (type: string) =>
  Number(
    (await fonds.base.owner.query('select count(*) as n from journal_entries where type = $1', [type])).rows[0]?.n,
  );

test('a goal is declared once, by who manages, and is known from that day on', async () => {
  const { noyau, gestionnaire } = fonds;
  const cle = randomUUID();
  const lecteur = { ...gestionnaire, roles: ['lecteur'] };
  await expect(declareObjectif(noyau, lecteur, { ...OBJECTIF, cle })).rejects.toThrow('Votre rôle');
  orThrow(await declareObjectif(noyau, gestionnaire, { ...OBJECTIF, cle }));
  orThrow(await declareObjectif(noyau, gestionnaire, { ...OBJECTIF, cle }));
  expect(await at(jour('2022-03-07'))).toEqual([]);
  expect(await at(jour('2022-03-08'))).toMatchObject([{ ...OBJECTIF, compte: 280 }]);
  expect(await factsOf('objectif.declare')).toBe(1);
});

test('a goal that is behind its beginning, or before it, is refused beside its field', async () => {
  const { noyau, gestionnaire } = fonds;
  const declare = (change: Partial<Objectif>) =>
    declareObjectif(noyau, gestionnaire, { ...OBJECTIF, ...change, cle: randomUUID() });
  expect(await declare({ cible: 280 })).toMatchObject({ ok: false, error: { cible: expect.any(String) } });
  expect(await declare({ echeance: OBJECTIF.departLe })).toMatchObject({
    ok: false,
    error: { echeance: expect.any(String) },
  });
});

test('a collectivité counts once, when it came after the beginning, from the day on which it was declared', async () => {
  const { noyau, gestionnaire } = fonds;
  clock.advance({ days: 90 });
  const declare = (technologie: 'franceconnect' | 'api_particulier', depuis: string, ...all: (typeof POITIERS)[]) =>
    declareRaccordements(noyau, gestionnaire, {
      sirens: sirens(...all),
      technologie,
      depuis: jour(depuis),
      source: SOURCE,
    });
  // Creuse was there before: it is one of the 280.
  expect(await declare('franceconnect', '2022-02-01', CREUSE)).toEqual({ ok: true, value: 1 });
  expect(await declare('franceconnect', '2022-04-01', POITIERS, FLAYAT, FLAYAT)).toEqual({ ok: true, value: 2 });
  expect(await declare('api_particulier', '2022-05-01', POITIERS, CREUSE)).toEqual({ ok: true, value: 2 });
  expect(await declare('api_particulier', '2022-05-02', POITIERS)).toEqual({ ok: true, value: 0 });
  expect(await declare('franceconnect', '2022-12-31', POITIERS)).toMatchObject({ ok: false });
  expect(await at(jour('2022-06-06'))).toMatchObject([{ compte: 282, arrivees: [{ jour: '2022-04-01', nombre: 2 }] }]);
  expect(await at(jour('2022-06-05'))).toMatchObject([{ compte: 280, arrivees: [] }]);
  expect(await factsOf('raccordement.declare')).toBe(5);
});

test('the list goes by key, and belongs to its fund', async () => {
  const list = (organisationId: string, apres?: string) =>
    fonds.base.db.read({ public: true }, (tx) =>
      listRaccordements(tx, { organisationId, jour: jour('2022-06-06'), apres, taille: 2 }),
    );
  const [first, second, third] = await list(organisation());
  expect([first?.siren, second?.siren]).toEqual([FLAYAT, POITIERS]);
  expect(await list(organisation(), `${second?.siren}_${second?.technologie}`)).toMatchObject([third, {}, {}]);
  expect(await list(fonds.etranger.organisation.id)).toEqual([]);
  expect(await at(jour('2022-06-06'), fonds.etranger.organisation.id)).toEqual([]);
});
