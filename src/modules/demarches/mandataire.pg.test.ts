import { afterAll, beforeAll, expect, test } from 'vitest';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { type Demandeur, demandeurOf, porteeOf, porteeOfDemandeur } from '../comptes/index.ts';
import { entriesOfSujet } from '../journal/index.ts';
import { findDossier } from './storage/dossiers.ts';
import {
  type MembreDEssai,
  type OrganisationDEssai,
  openTestMoteur,
  petiteDemarche,
  type TestMoteur,
} from './testing/moteur.ts';
import { beginDossier } from './use-cases/begin-dossier.ts';
import { changeStatut } from './use-cases/change-statut.ts';
import { postMessageAsDemandeur } from './use-cases/post-message.ts';
import { readAsDemandeur } from './use-cases/read-dossier.ts';
import { saveStep } from './use-cases/save-step.ts';
import { submitDossier } from './use-cases/submit-dossier.ts';

/** Nadège helps Rose: what she does is Rose's, in Nadège's name, and only with whom the mandate says. */
let essai: TestMoteur;
let ville: OrganisationDEssai;
let autre: OrganisationDEssai;
let instructrice: MembreDEssai;
let rose: Demandeur;
let nadege: Demandeur;

beforeAll(async () => {
  essai = await openTestMoteur([]);
  ville = await essai.organisation('flayat', '212308100');
  autre = await essai.organisation('grand-poitiers', '200069854');
  instructrice = await essai.membre(ville, 'Lucile', ['instructeur']);
  rose = await essai.usager('Rose');
  nadege = await essai.usager('Nadège');
  for (const organisation of [ville, autre]) await essai.publier(organisation, 'aide', petiteDemarche('personnes'));
});
afterAll(() => essai.close());

const TITRE = '018f0000-0000-7000-8000-00000000abcd';

/** The principal of Nadège's session while she acts for Rose. */
function acting(organisationId?: string): Demandeur {
  return demandeurOf({
    type: 'usager',
    personneId: rose.personneId,
    sessionId: '',
    nom: rose.nom,
    auteur: {
      personneId: nadege.personneId,
      nom: nadege.nom,
      titreId: TITRE,
      fin: Temporal.Now.instant().add({ hours: 1 }),
      ...(organisationId ? { organisationId } : {}),
    },
  });
}

const begin = (demandeur: Demandeur, chez: OrganisationDEssai) =>
  beginDossier(essai.moteur, demandeur, { organisation: chez, demarcheSlug: 'aide', sources: [] });

async function fill(demandeur: Demandeur, dossierId: string): Promise<void> {
  for (const [sectionId, typed] of [
    ['vous', { nom: 'Rose', objet: 'Une aide' }],
    ['projet', { description: 'Neuve' }],
  ] as const) {
    const values: Readonly<Record<string, string>> = typed;
    const fields = { all: (name: string) => (name in values ? [values[name] ?? ''] : []) };
    await saveStep(essai.moteur, demandeur, { dossierId, sectionId, fields, tour: 0, completer: true });
  }
}

test('the dossier is of the person, each fact and each message of who acts', async () => {
  const aidante = acting();
  const id = await begin(aidante, ville);
  await fill(aidante, id);
  expect(await submitDossier(essai.moteur, aidante, { dossierId: id })).toMatchObject({ type: 'depose' });
  await postMessageAsDemandeur(essai.moteur, aidante, { dossierId: id, corps: 'Bonjour', cle: 'c', pieces: [] });
  await changeStatut(essai.moteur, instructrice.agent, { dossierId: id, action: 'passer_en_instruction' });

  const suivi = await readAsDemandeur(essai.moteur, rose, id);
  expect(suivi.dossier).toMatchObject({ usagerId: rose.personneId, porteurId: null });
  expect(suivi.messages.map(({ auteurNom }) => auteurNom)).toEqual([nadege.nom]);
  const facts = await essai.base.db.read(porteeOf(instructrice.agent), (tx) =>
    entriesOfSujet(tx, { type: 'dossier', id }),
  );
  expect(facts.map(({ entry }) => [entry.type, entry.acteur.id, entry.contenu['mandat']])).toEqual([
    ['dossier.commence', nadege.personneId, TITRE],
    ['dossier.depose', nadege.personneId, TITRE],
    ['dossier.message', nadege.personneId, TITRE],
    ['dossier.en_instruction', instructrice.agent.personneId, undefined],
  ]);
});

test('in her own name, who helps sees nothing of it', async () => {
  const id = await begin(acting(), autre);
  await expect(readAsDemandeur(essai.moteur, nadege, id)).rejects.toThrow(NotFound);
  const seen = await essai.base.db.read(porteeOfDemandeur(nadege), (tx) => findDossier(tx, id));
  expect(seen).toBeUndefined();
});

test('a mandate for one organisation opens nothing of another', async () => {
  const elsewhere = await begin(rose, autre);
  const limited = acting(ville.id);
  await expect(begin(limited, autre)).rejects.toThrow(Forbidden);
  await expect(readAsDemandeur(essai.moteur, limited, elsewhere)).rejects.toThrow(NotFound);
  await expect(fill(limited, elsewhere)).rejects.toThrow(NotFound);
  await expect(submitDossier(essai.moteur, limited, { dossierId: elsewhere })).rejects.toThrow(NotFound);
  const message = { dossierId: elsewhere, corps: 'Bonjour', cle: 'd', pieces: [] };
  await expect(postMessageAsDemandeur(essai.moteur, limited, message)).rejects.toThrow(NotFound);
});
