import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import { registreDesChamps } from '../champs/index.ts';
import type { Definition } from '../domain/definition.ts';
import type { DroitsSource, SourcePersonne } from '../domain/source.ts';
import { type Moteur, makeMoteur } from '../moteur.ts';
import { beginDossier } from './begin-dossier.ts';

let base: TestDatabase;
const organisation = { id: crypto.randomUUID(), siren: '218601946' };
const usagerId = crypto.randomUUID();
const soi = { personneId: usagerId, nom: 'Camille Roy', pour: { type: 'personne', personneId: usagerId } } as const;
const clock = fixedClock('2026-11-24T09:00:00+01:00');
const pivot = { prenoms: ['Léa'], nomNaissance: 'MARTIN', dateNaissance: '1990-01-01' };

const nombre = (id: string, source: string, chemin: string) => ({
  id,
  type: 'nombre',
  libelle: id,
  obligatoire: true,
  prefill: { source, chemin, modifiable: false },
  options: {},
});
const definition = {
  id: 'cantine',
  sources: [
    { id: 'caf', finalite: 'Le prix.' },
    { id: 'men', finalite: 'L’école.' },
  ],
  sections: [
    {
      id: 's',
      titre: 'S',
      champs: [nombre('quotient', 'caf', 'valeur'), nombre('part', 'caf', 'foyer.part'), nombre('classe', 'men', '')],
    },
  ],
} as unknown as Definition;

beforeAll(async () => {
  base = await createTestDatabase();
  const [demarche, version] = [crypto.randomUUID(), crypto.randomUUID()];
  const { owner } = base;
  await owner.query(
    `insert into organisations (id, siren, nom, slug, type) values ($1, $2, 'Poitiers', 'poitiers', 'commune')`,
    [organisation.id, organisation.siren],
  );
  await owner.query(`insert into personnes (id, type) values ($1, 'usager')`, [usagerId]);
  await owner.query(`insert into demarches (id, organisation_id, slug, statut) values ($1, $2, 'cantine', 'publiee')`, [
    demarche,
    organisation.id,
  ]);
  await owner.query(
    `insert into demarche_versions (id, demarche_id, organisation_id, numero, definition, empreinte) values ($1, $2, $3, 1, $4, '\\x00')`,
    [version, demarche, organisation.id, JSON.stringify(definition)],
  );
  await owner.query('update demarches set version_id = $1', [version]);
});
afterAll(() => base.close());

function moteurAvec(droits: DroitsSource, asked: { id: string; donnees: readonly string[] }[]): Moteur {
  const source = (id: string): SourcePersonne => ({
    id,
    pour: 'personnes',
    nom: id,
    presentation: id,
    donnees: ['valeur'],
    scopes: [`${id}_scope`],
    droits: async () => (id === 'caf' ? { accordes: true, scopes: [], presentation: '' } : droits),
    async fetch({ donnees }) {
      asked.push({ id, donnees });
      return {
        etat: 'obtenue',
        phrase: '',
        le: '2026-11-24T08:00:00Z',
        fournisseur: 'la CAF',
        donnees: { valeur: 731, foyer: { part: 2 } },
      };
    },
  });
  return makeMoteur({
    db: base.db,
    clock,
    random: systemRandom,
    registre: registreDesChamps,
    sources: new Map([source('caf'), source('men')].map((one) => [one.id, one])),
    communes: () => [],
  } as unknown as Parameters<typeof makeMoteur>[0]);
}

test('asks only what was agreed to, for what it is of use, and says what nobody was entitled to ask', async () => {
  const asked: { id: string; donnees: readonly string[] }[] = [];
  const reponse = {
    etat: 'refusee',
    phrase: 'Pas encore.',
    cause: 'sans_habilitation',
    fournisseur: 'le ministère',
  } as const;
  const moteur = moteurAvec({ accordes: false, reponse }, asked);
  const debut = {
    organisation,
    demarcheSlug: 'cantine',
    sources: ['caf'],
    appel: { accessToken: 'a', pivot },
  };
  const id = await beginDossier(moteur, soi, debut);
  expect(asked).toEqual([{ id: 'caf', donnees: ['valeur', 'foyer'] }]);
  const { rows } = await base.owner.query('select reponses, sources from dossiers where id = $1', [id]);
  expect(rows[0].reponses).toEqual({ quotient: 731, part: 2 });
  expect(rows[0].sources).toEqual({
    caf: { etat: 'obtenue', phrase: '', le: '2026-11-24T08:00:00Z' },
    men: { etat: 'refusee', phrase: 'Pas encore.', cause: 'sans_habilitation', le: '2026-11-24T08:00:00Z' },
  });
  const { rows: entries } = await base.owner.query(
    `select canonical::jsonb->'contenu' as contenu from journal_entries where type = 'dossier.commence'`,
  );
  expect(entries[0].contenu.consentement).toEqual(['caf']);
});

test('what could be asked and was declined says nothing, and nothing is asked without FranceConnect', async () => {
  const asked: { id: string; donnees: readonly string[] }[] = [];
  const moteur = moteurAvec({ accordes: true, scopes: [], presentation: '' }, asked);
  await base.owner.query('delete from dossiers');
  const declined = await beginDossier(moteur, soi, {
    organisation,
    demarcheSlug: 'cantine',
    sources: [],
    appel: { accessToken: 'a', pivot },
  });
  const { rows } = await base.owner.query('select sources from dossiers where id = $1', [declined]);
  expect([rows[0].sources, asked]).toEqual([{}, []]);
  await base.owner.query('delete from dossiers');
  await beginDossier(moteur, soi, { organisation, demarcheSlug: 'cantine', sources: [] });
  expect(asked).toEqual([]);
});
