import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import { ROOT } from '../../../platform/root.ts';
import { type Demandeur, describeTerritoire, installOrganisations, makeAnnuaire } from '../../comptes/index.ts';
import { registreDesChamps } from '../champs/index.ts';
import type { ContexteChamp } from '../domain/champ.ts';
import { findSection, type Section } from '../domain/definition.ts';
import { empreintesOf } from '../domain/divergences.ts';
import { tourOf } from '../domain/enregistrements.ts';
import type { EtablissementConnu, Pourquoi, ReponseReferentiel } from '../domain/referentiels.ts';
import { saisieOfValeur } from '../domain/registre.ts';
import { makeMoteur } from '../moteur.ts';
import { loadFolder } from '../storage/catalogue.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { adoptDemarche } from './adopt-demarche.ts';
import { beginDossier } from './begin-dossier.ts';
import type { Version } from './reconcile-step.ts';
import { type Etape, saveStep } from './save-step.ts';

/** What registers find is added after what was typed is kept, and never over what another tab wrote meanwhile. */
const clock = fixedClock('2026-11-24T09:00:00+01:00');
const OUVERT: EtablissementConnu = { nom: 'AMICALE', etat: 'ouvert' };

let base: TestDatabase;
let moteur: Parameters<typeof saveStep>[0];
let usager: Demandeur;
let dossierId: string;
let association: Section;
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
  const section = loaded.ok && findSection(loaded.definition, 'association');
  if (!loaded.ok || !section) throw new Error('the catalogue is wrong');
  association = section;
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
  return (await row()).reponses;
}

async function row(): Promise<Pick<Dossier, 'reponses' | 'enregistrements'>> {
  const { rows } = await base.owner.query('select reponses, enregistrements from dossiers where id = $1', [dossierId]);
  return rows[0];
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

/** A tab: the form of a step as it was shown, then sent with what was typed in it. */
async function openTab() {
  const { reponses, enregistrements } = await row();
  const contexte = { registre: registreDesChamps } as ContexteChamp;
  const [shownDigests, formulaire] = [empreintesOf(association, { reponses, origines: {} }, contexte), randomUUID()];
  const shown = Object.fromEntries(
    association.champs.map((champ) => [champ.id, saisieOfValeur(champ, reponses[champ.id], contexte).get()]),
  );
  const tour = tourOf(enregistrements, 'association');
  return (typed: Readonly<Record<string, string>>, { choix, completer = true }: Partial<Etape> = {}) => {
    const form: Readonly<Record<string, string>> = { ...shown, ...typed };
    const fields = { all: (name: string) => (form[name] ? [form[name]] : []) };
    const envoi = { tour, formulaire, base: shownDigests, noms: Object.keys(form), ...(choix ? { choix } : {}) };
    return saveStep(moteur, usager, { dossierId, sectionId: 'association', fields, ...envoi, completer });
  };
}

describe('two tabs of one person on one step', () => {
  const divergences = (lue: Awaited<ReturnType<typeof saveStep>>) =>
    lue.conflit?.divergences.map(({ champ, enregistree, ecrite, intacte }) => [champ.id, enregistree, ecrite, intacte]);

  test('both changed one answer: nothing is written, both are told, and the choice is kept', async () => {
    const [one, other] = [await openTab(), await openTab()];
    await one({ nom_association: 'Les boulistes' });
    const late = await other({ nom_association: 'Les pétanqueurs' });
    expect([late.conflit?.par, divergences(late)]).toEqual([
      undefined,
      [['nom_association', 'Les boulistes', 'Les pétanqueurs', false]],
    ]);
    expect(await kept()).toMatchObject({ nom_association: 'Les boulistes' });
    const choose = (version: Version, vu: number) =>
      other({ nom_association: 'Les pétanqueurs' }, { choix: { vu, champs: new Map([['nom_association', version]]) } });
    // Chosen between answers that have changed since: asked again.
    expect(divergences(await choose('ecrite', 0))).toHaveLength(1);
    expect((await choose('enregistree', 1)).conflit).toBeUndefined();
    expect(await kept()).toMatchObject({ nom_association: 'Les boulistes' });
    // A double click on the choice changes nothing.
    await choose('enregistree', 1);
    expect(await kept()).toMatchObject({ nom_association: 'Les boulistes' });
    // The first tab is now the late one.
    expect(divergences(await one({ nom_association: 'Le club' }))).toHaveLength(1);
  });

  test('each changed another answer: both are kept, and the one that was not seen is named', async () => {
    await (await openTab())({ nom_association: 'Les boulistes' });
    const [one, other] = [await openTab(), await openTab()];
    await one({ telephone: '05 36 49 00 12' });
    const lue = await other({ nom_association: 'Les pétanqueurs' });
    expect([lue.conflit, lue.reprises]).toEqual([undefined, [expect.stringContaining('éléphone')]]);
    expect(await kept()).toMatchObject({ nom_association: 'Les pétanqueurs', telephone: '+33536490012' });
    // Sent again by the Back button, the same form still does not erase what it never showed.
    await other({ nom_association: 'Les pétanqueurs' });
    expect(await kept()).toMatchObject({ telephone: '+33536490012' });
  });

  test('a value computed as one types never completes unseen the form that stays on screen', async () => {
    const [one, other] = [await openTab(), await openTab()];
    await one({ telephone: '05 36 49 00 12' });
    const stays = await other({ nom_association: 'Les boulistes' }, { completer: false });
    expect(divergences(stays)).toMatchObject([['telephone', '+33536490012', undefined, true]]);
    expect(await kept()).not.toHaveProperty('nom_association');
  });

  test('what cannot be understood is kept as it was typed, and the same answer twice is no conflict', async () => {
    const [one, other, same] = [await openTab(), await openTab(), await openTab()];
    await one({ telephone: '05 36 49 00 12' });
    expect((await same({ telephone: '0536490012' })).conflit).toBeUndefined();
    const late = await other({ telephone: 'demander à Paul' });
    expect(late.conflit?.divergences).toMatchObject([{ brute: ['demander à Paul'], ecrite: undefined }]);
  });

  test('at the same instant, one is written and the other asked', async () => {
    const [one, other] = [await openTab(), await openTab()];
    const both = await Promise.all([one({ nom_association: 'A' }), other({ nom_association: 'B' })]);
    expect(both.filter(({ conflit }) => conflit)).toHaveLength(1);
  });
});

test('somebody else’s dossier does not exist', async () => {
  const fields = { all: () => [] };
  const step = { dossierId, sectionId: 'association', fields, tour: 0, completer: true };
  await expect(saveStep(moteur, await nouvelUsager(), step)).rejects.toThrow(/n’existe pas/);
});
