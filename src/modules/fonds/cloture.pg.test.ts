import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../platform/clock.ts';
import type { Agent, Demandeur } from '../comptes/index.ts';
import {
  type OrganisationDEssai,
  openTestMoteur,
  petiteDemarche,
  type TestMoteur,
} from '../demarches/testing/moteur.ts';
import { makeEligibilites } from './eligibilites.ts';
import { readCatalogueFonds } from './storage/catalogue.ts';
import { listDispositifs } from './storage/sessions.ts';
import { demarcheDuFonds, reponsesDuFonds } from './testing/demarche-du-fonds.ts';
import { adoptFonds } from './use-cases/adopt-fonds.ts';
import { attachDemarche } from './use-cases/attach-demarche.ts';
import { extensionDuFonds } from './use-cases/extension-du-fonds.ts';

/** Deposits around the closing of the call of 2021: 22 November, 23 h 59. */
let essai: TestMoteur;
let fonds: OrganisationDEssai;
let gestionnaire: Agent;
let demarcheId: string;
const eligibilites = makeEligibilites();
const GRACE = 5;

beforeAll(async () => {
  essai = await openTestMoteur();
  fonds = await essai.organisation('fonds', '130026032');
  const { agent } = await essai.membre(fonds, 'Nadia', ['gestionnaire']);
  gestionnaire = agent;
  for (const slug of ['appel', 'autre'])
    await essai.publier(fonds, slug, slug === 'autre' ? petiteDemarche('personnes') : demarcheDuFonds());
  const catalogue = await readCatalogueFonds();
  await essai.moteur.db.transaction({ systeme: true }, (tx) =>
    adoptFonds(tx, essai.moteur, { organisationId: fonds.id, catalogue }),
  );
  await essai.base.owner.query('update sessions_fonds set grace_minutes = $1', [GRACE]);
  demarcheId = await idOf('appel');
  await attachDemarche(essai.moteur, gestionnaire, { dispositifId: await dispositif(), demarcheId });
});
afterAll(() => essai?.close());

async function idOf(slug: string): Promise<string> {
  const { rows } = await essai.base.owner.query<{ id: string }>(`select id from demarches where slug = $1`, [slug]);
  return rows[0]?.id ?? '';
}

async function dispositif(): Promise<string> {
  const all = await essai.moteur.db.read({ public: true }, (tx) => listDispositifs(tx));
  return all.find(({ slug }) => slug === 'projets-structurants')?.id ?? '';
}

const brouillon = (usager: Demandeur, slug = 'appel') =>
  essai.remplir(usager, fonds, slug, slug === 'autre' ? undefined : reponsesDuFonds());

function deposer(usager: Demandeur, dossierId: string, at: string) {
  return essai.deposer(usager, dossierId, {
    clock: fixedClock(at),
    extensions: [extensionDuFonds({ ...essai.moteur, eligibilites })],
  });
}

async function kept(dossierId: string) {
  const { rows } = await essai.base.owner.query(
    `select dossiers.statut, version, deposited_at from dossiers
       left join candidatures on dossier_id = dossiers.id left join regles_session on regles_session.id = regles_id
     where dossiers.id = $1`,
    [dossierId],
  );
  return rows[0];
}

describe('a deposit', () => {
  test.each([
    ['2021-03-01T09:00:00+01:00', 1],
    ['2021-09-30T23:59:59+02:00', 1],
    ['2021-10-01T00:00:00+02:00', 2],
    ['2021-11-22T23:59:00+01:00', 2],
    ['2021-11-23T00:04:00+01:00', 2],
  ])('at %s is taken, under version %i of the rules', async (at, version) => {
    const usager = await essai.usager('Sophie');
    const id = await brouillon(usager);
    expect(await deposer(usager, id, at)).toMatchObject({ type: 'depose' });
    expect(await kept(id)).toMatchObject({ statut: 'en_construction', version });
  });

  test.each([
    ['2021-03-01T08:59:59+01:00', 'à partir du 1er mars 2021 à 9 h 00'],
    ['2021-11-23T00:04:01+01:00', 'close depuis le 22 novembre 2021 à 23 h 59'],
  ])('at %s is refused, and the draft is kept', async (at, why) => {
    const usager = await essai.usager('Mehdi');
    const id = await brouillon(usager);
    const refused = await deposer(usager, id, at);
    expect(refused.type === 'refuse' && refused.raison.replaceAll('\u00a0', ' ')).toContain(why);
    expect(await kept(id)).toEqual({ statut: 'brouillon', version: null, deposited_at: null });
    // What was written is there, for a next session.
    expect(await deposer(usager, id, '2021-06-01T12:00:00Z')).toMatchObject({ type: 'depose' });
  });

  test('made twice at once is one, with one version', async () => {
    const usager = await essai.usager('Aïcha');
    const id = await brouillon(usager);
    const at = '2021-11-22T23:59:00+01:00';
    const done = await Promise.all([deposer(usager, id, at), deposer(usager, id, at)]);
    expect(done.map(({ type }) => type).toSorted()).toEqual(['deja', 'depose']);
    expect(await kept(id)).toMatchObject({ version: 2 });
  });

  test('of another démarche does not know the fund', async () => {
    const usager = await essai.usager('Camille');
    const id = await brouillon(usager, 'autre');
    expect(await deposer(usager, id, '2049-01-01T00:00:00Z')).toMatchObject({ type: 'depose' });
    expect(await kept(id)).toMatchObject({ version: null });
  });
});

describe('the démarche of a dispositif', () => {
  test('is one of the organisation, chosen by who manages the fund', async () => {
    const ailleurs = await essai.organisation('ailleurs', '218601946');
    await essai.publier(ailleurs, 'leur', demarcheDuFonds());
    const dispositifId = await dispositif();
    const theirs = { dispositifId, demarcheId: await idOf('leur') };
    await expect(attachDemarche(essai.moteur, gestionnaire, theirs)).rejects.toThrow('démarche n’existe pas');
    const { agent: etranger } = await essai.membre(ailleurs, 'Paul', ['gestionnaire']);
    await expect(attachDemarche(essai.moteur, etranger, theirs)).rejects.toThrow('dispositif n’existe pas');
    const lecteur = { ...gestionnaire, roles: ['lecteur'] };
    await expect(attachDemarche(essai.moteur, lecteur, { dispositifId, demarcheId })).rejects.toThrow('rôle');
  });
});

test('under which rules a dossier was deposited is seen by its two sides only', async () => {
  const usager = await essai.usager('Louise');
  const id = await brouillon(usager);
  await deposer(usager, id, '2021-06-01T12:00:00Z');
  const autre = await essai.usager('Autre');
  const ailleurs = await essai.organisation('tiers', '222309627');
  const seen = (portee: Parameters<typeof essai.moteur.db.read>[0]) =>
    essai.moteur.db.read(portee, async (tx) => {
      const tables = tx.withTables<{ candidatures: { dossier_id: string } }>();
      return (await tables.selectFrom('candidatures').where('dossier_id', '=', id).select('dossier_id').execute())
        .length;
    });
  expect(await seen({ personne: usager.personneId })).toBe(1);
  expect(await seen({ organisation: fonds.id })).toBe(1);
  expect(await seen({ personne: autre.personneId })).toBe(0);
  expect(await seen({ organisation: ailleurs.id })).toBe(0);
  expect(await seen({ public: true })).toBe(0);
});
