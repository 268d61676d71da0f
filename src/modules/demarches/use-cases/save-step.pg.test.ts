import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import { ROOT } from '../../../platform/root.ts';
import { type Demandeur, describeTerritoire, installOrganisations, makeAnnuaire } from '../../comptes/index.ts';
import { registreDesChamps } from '../champs/index.ts';
import type { EtablissementConnu, Pourquoi, ReponseReferentiel } from '../domain/referentiels.ts';
import { makeMoteur } from '../moteur.ts';
import { loadFolder } from '../storage/catalogue.ts';
import { adoptDemarche } from './adopt-demarche.ts';
import { beginDossier } from './begin-dossier.ts';
import { saveStep } from './save-step.ts';

/** What registers find is added after what was typed is kept, and never over what another tab wrote meanwhile. */
const clock = fixedClock('2026-11-24T09:00:00+01:00');
const OUVERT: EtablissementConnu = { nom: 'AMICALE', etat: 'ouvert' };

let base: TestDatabase;
let moteur: Parameters<typeof saveStep>[0];
let usager: Demandeur;
let dossierId: string;
/** What the register answers; replaced by the tests that want it slow. */
let register: (siret: string) => Promise<ReponseReferentiel<EtablissementConnu>>;
const asked: { siret: string; pour: Pourquoi }[] = [];

const connu = (valeur: EtablissementConnu) =>
  ({ type: 'connu', valeur, source: 'le répertoire Sirene', le: clock.now() }) as const;

beforeAll(async () => {
  base = await createTestDatabase();
  const noyau = { db: base.db, clock, random: systemRandom };
  const referentiels = {
    etablissement: (siret: string, pour: Pourquoi) => {
      asked.push({ siret, pour });
      return register(siret);
    },
  };
  const parts = { ...noyau, registre: registreDesChamps, sources: new Map(), communes: () => [], referentiels };
  moteur = { ...makeMoteur(parts as never), annuaire: makeAnnuaire(noyau) };
  const loaded = await loadFolder(join(ROOT, 'catalogue', 'occupation-domaine-public'), {
    registre: registreDesChamps,
    sources: [{ id: 'franceconnect.identite', pour: 'personnes', donnees: [] }],
  });
  if (!loaded.ok) throw new Error('the catalogue is wrong');
  const described = await describeTerritoire(noyau, { organisations: [{ code: '23081' }], communesOf: [] } as never);
  await base.db.transaction({ systeme: true }, async (tx) => {
    await installOrganisations(tx, noyau, described);
  });
  const organisation = await moteur.annuaire.bySlug('flayat');
  await base.db.transaction({ systeme: true }, (tx) =>
    adoptDemarche(tx, noyau, { organisationId: organisation?.id ?? '', slug: 'odp', definition: loaded.definition }),
  );
});
afterAll(() => base.close());

beforeEach(async () => {
  asked.length = 0;
  register = async () => connu(OUVERT);
  usager = await nouvelUsager();
  const organisation = await moteur.annuaire.bySlug('flayat');
  if (!organisation) throw new Error('no organisation');
  dossierId = await beginDossier(moteur, usager, { organisation, demarcheSlug: 'odp', sources: [] });
});

const LE_RESTE = {
  'representant.nom': 'Roy',
  'representant.prenoms': 'Camille',
  'representant.dateNaissance.jour': '3',
  'representant.dateNaissance.mois': '5',
  'representant.dateNaissance.annee': '1980',
  qualite: 'Présidente',
  courriel: 'roy@exemple.test',
  telephone: '06 12 34 56 78',
};

const send = (siret: string, completer = true, reste: Readonly<Record<string, string>> = {}) => {
  const typed: Readonly<Record<string, string>> = { nom_association: 'Les boulistes', siret, ...reste };
  const fields = { all: (name: string) => (typed[name] === undefined ? [] : [typed[name]]) };
  return saveStep(moteur, usager, { dossierId, sectionId: 'association', fields, tour: 0, completer });
};

async function nouvelUsager(): Promise<Demandeur> {
  const personneId = randomUUID();
  await base.owner.query(`insert into personnes (id, type) values ($1, 'usager')`, [personneId]);
  return { personneId, nom: 'Camille Roy', pour: { type: 'personne', personneId } };
}

async function kept(): Promise<Record<string, unknown>> {
  const { rows } = await base.owner.query('select reponses from dossiers where id = $1', [dossierId]);
  return rows[0].reponses;
}

test('what is found is kept with where it comes from, shown once, and asked once', async () => {
  const first = await send('13002526500013');
  expect(first).toMatchObject({
    aConfirmer: true,
    ouvert: { dossier: { reponses: { siret: { organisme: OUVERT } } } },
  });
  expect(first.erreurs).not.toHaveProperty('siret');
  expect(await kept()).toMatchObject({
    nom_association: 'Les boulistes',
    siret: { siret: '13002526500013', organisme: OUVERT, constat: { etat: 'connu', le: '2026-11-24T08:00:00Z' } },
  });
  expect((await send('13002526500013')).aConfirmer).toBe(false);
  expect(asked).toMatchObject([{ siret: '13002526500013', pour: { organisation: { siren: '212308100' }, dossierId } }]);
});

test('a button that stays on the page asks nobody', async () => {
  await send('13002526500013', false);
  expect(asked).toEqual([]);
});

test('closed: refused beside the field, with the others, and kept in the draft', async () => {
  register = async () => connu({ nom: 'COMITÉ', etat: 'ferme', fermeLe: '2024-06-30' });
  const lue = await send('13002526500013');
  expect(lue.erreurs['siret']?.['']).toContain('fermé depuis le 30 juin 2024');
  expect(lue.erreurs).toHaveProperty('qualite');
  expect(await kept()).toMatchObject({ siret: { siret: '13002526500013', organisme: { etat: 'ferme' } } });
  expect((await send('13002526500013')).erreurs).toHaveProperty('siret');
});

test('a step whose answer is refused is not done: whoever comes back is led to it', async () => {
  const faites = async () =>
    (await base.owner.query('select etapes_faites from dossiers where id = $1', [dossierId])).rows[0].etapes_faites;
  const lue = await send('13002526500013', true, LE_RESTE);
  expect(lue.erreurs).toEqual({});
  expect(await faites()).toEqual(['association']);
  register = async () => connu({ nom: 'COMITÉ', etat: 'ferme', fermeLe: '2024-06-30' });
  expect((await send('35600000000048', true, LE_RESTE)).erreurs).toHaveProperty('siret');
  expect(await faites()).toEqual([]);
  register = async () => connu(OUVERT);
  await send('13002526500013', true, LE_RESTE);
  expect((await send('', true, LE_RESTE)).erreurs).toHaveProperty('siret');
  expect(await faites()).toEqual([]);
});

test('silence: as declared, marked, and no waiting page', async () => {
  register = async () => ({ type: 'muet' });
  expect(await send('13002526500013')).toMatchObject({ aConfirmer: false });
  expect(await kept()).toMatchObject({ siret: { siret: '13002526500013', constat: { etat: 'muet' } } });
});

test('while the register thinks, nothing is locked, and what another tab writes stays', async () => {
  const thought = Promise.withResolvers<ReponseReferentiel<EtablissementConnu>>();
  register = async (siret) => (siret === '13002526500013' ? thought.promise : { type: 'muet' });
  const slow = send('13002526500013');
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await kept()).toMatchObject({ siret: { siret: '13002526500013' } });
  await send('35600000000048');
  thought.resolve(connu(OUVERT));
  expect(await slow).toMatchObject({ aConfirmer: false });
  const { siret } = await kept();
  expect(siret).toMatchObject({ siret: '35600000000048' });
  expect(siret).not.toHaveProperty('organisme');
});

test('somebody else’s dossier does not exist', async () => {
  const fields = { all: () => [] };
  const step = { dossierId, sectionId: 'association', fields, tour: 0, completer: true };
  await expect(saveStep(moteur, await nouvelUsager(), step)).rejects.toThrow(/n’existe pas/);
});
