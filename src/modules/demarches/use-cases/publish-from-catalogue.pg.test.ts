import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import { ROOT } from '../../../platform/root.ts';
import type { Noyau } from '../../../platform/services.ts';
import { orThrow } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import { registreDesChamps } from '../champs/index.ts';
import { enSaisie, type ParametresSaisis } from '../domain/parametres-saisis.ts';
import { openCatalogue } from '../storage/catalogue.ts';
import { findDemarche, listAdopted, readDefinition } from '../storage/demarches.ts';
import { changeOuverture } from './change-ouverture.ts';
import { parametresOf, publishFromCatalogue } from './publish-from-catalogue.ts';

const POITIERS = { id: '00000000-0000-7000-8000-00000000000a', nom: 'Poitiers', slug: 'poitiers' };
const FLAYAT = { id: '00000000-0000-7000-8000-00000000000b', nom: 'Flayat', slug: 'flayat' };
const fatou: Agent = agent('00000000-0000-7000-8000-0000000000a1', POITIERS);
const yannick: Agent = agent('00000000-0000-7000-8000-0000000000a2', POITIERS);

const catalogue = openCatalogue(join(ROOT, 'catalogue'), {
  registre: registreDesChamps,
  sources: [
    { id: 'franceconnect.identite', pour: 'personnes', donnees: [] },
    { id: 'api_particulier.quotient_familial', pour: 'personnes', donnees: ['valeur', 'mois', 'enfants', 'adresse'] },
  ],
});

let base: TestDatabase;
let noyau: Noyau;

beforeAll(async () => {
  base = await createTestDatabase();
  noyau = { db: base.db, clock: fixedClock('2026-11-24T09:00:00+01:00'), random: systemRandom };
  await base.owner.query(`
    insert into organisations (id, siren, nom, slug, type) values
      ('${POITIERS.id}', '218601946', 'Poitiers', 'poitiers', 'commune'),
      ('${FLAYAT.id}', '212308100', 'Flayat', 'flayat', 'commune');
    insert into personnes (id, type) values ('${fatou.personneId}', 'agent'), ('${yannick.personneId}', 'agent');
    insert into membres (id, organisation_id, personne_id, email, roles) values
      (gen_random_uuid(), '${POITIERS.id}', '${fatou.personneId}', 'fatou@exemple.fr', '{administrateur}'),
      (gen_random_uuid(), '${POITIERS.id}', '${yannick.personneId}', 'yannick@exemple.fr', '{instructeur}')`);
});
afterAll(() => base.close());

function agent(personneId: string, organisation: Agent['organisation']): Agent {
  return { personneId, nom: 'Quelqu’un', organisation, roles: ['administrateur'] };
}

const nom = 'occupation-domaine-public';

async function typed(changes: ParametresSaisis = {}): Promise<ParametresSaisis> {
  const parametres = await parametresOf(noyau, catalogue, POITIERS.id, nom);
  return { ...Object.assign({}, ...parametres.map(enSaisie)), ...changes };
}

const adopted = () => base.db.read({ public: true }, (tx) => listAdopted(tx, POITIERS.id));
const facts = async () => {
  const { rows } = await base.owner.query<{ type: string; acteur: string }>(
    `select type, canonical::jsonb->'acteur'->>'id' as acteur from journal_entries where sujet_type = 'demarche' order by seq`,
  );
  return rows;
};

test('published with what was typed, which is shown again; the same twice is one version', async () => {
  const saisis = await typed({ delai_semaines: '10' });
  expect(orThrow(await publishFromCatalogue(noyau, catalogue, fatou, { nom, saisis }))).toBe(true);
  expect(orThrow(await publishFromCatalogue(noyau, catalogue, fatou, { nom, saisis }))).toBe(false);
  expect(await typed()).toMatchObject({ delai_semaines: '10' });
  const demarche = await base.db.read({ public: true }, (tx) => findDemarche(tx, POITIERS.id, nom));
  const definition = await base.db.read({ public: true }, (tx) => readDefinition(tx, demarche?.versionId ?? ''));
  expect(JSON.stringify(definition)).toContain('10');
  orThrow(await publishFromCatalogue(noyau, catalogue, fatou, { nom, saisis: await typed({ delai_semaines: '6' }) }));
  expect(await adopted()).toMatchObject([
    { slug: nom, statut: 'publiee', numero: 2, parametres: { delai_semaines: 6 } },
  ]);
  expect(await facts()).toEqual([1, 2].map(() => ({ type: 'demarche.publiee', acteur: fatou.personneId })));
});

test('what cannot be read publishes nothing', async () => {
  const before = await adopted();
  const saisis = await typed({ delai_semaines: 'dix', tribunal: '' });
  expect(await publishFromCatalogue(noyau, catalogue, fatou, { nom, saisis })).toEqual({
    ok: false,
    error: {
      parametres: { delai_semaines: expect.any(String), tribunal: expect.any(String) },
      generales: [],
    },
  });
  expect(await adopted()).toEqual(before);
});

test('closed, then open again; each is a fact', async () => {
  orThrow(await changeOuverture(noyau, fatou, { nom, ouverte: false }));
  orThrow(await changeOuverture(noyau, fatou, { nom, ouverte: false }));
  expect(await adopted()).toMatchObject([{ statut: 'close' }]);
  // Publishing again does not open: the two are said apart.
  orThrow(await publishFromCatalogue(noyau, catalogue, fatou, { nom, saisis: await typed({ delai_semaines: '7' }) }));
  expect(await adopted()).toMatchObject([{ statut: 'close' }]);
  orThrow(await changeOuverture(noyau, fatou, { nom, ouverte: true }));
  expect(await adopted()).toMatchObject([{ statut: 'publiee' }]);
  expect((await facts()).slice(2).map(({ type }) => type)).toEqual([
    'demarche.close',
    'demarche.publiee',
    'demarche.rouverte',
  ]);
  expect(await changeOuverture(noyau, fatou, { nom: 'cantine', ouverte: true })).toMatchObject({ ok: false });
});

test('not by an instructeur who pretends, nor in another organisation', async () => {
  const saisis = await typed({ delai_semaines: '3' });
  const before = await adopted();
  for (const who of [yannick, { ...fatou, organisation: FLAYAT }, { ...yannick, organisation: FLAYAT }]) {
    await expect(publishFromCatalogue(noyau, catalogue, who, { nom, saisis })).rejects.toThrow('réservée');
    await expect(changeOuverture(noyau, who, { nom, ouverte: false })).rejects.toThrow('réservée');
  }
  expect(await adopted()).toEqual(before);
  expect(await base.db.read({ public: true }, (tx) => listAdopted(tx, FLAYAT.id))).toEqual([]);
});
