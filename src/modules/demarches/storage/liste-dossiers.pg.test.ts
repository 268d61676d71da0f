import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { countByStatut, type FiltreListe, listDossiers } from './liste-dossiers.ts';

/** The agents' list, in the scope of their organisation: what they look for, and nobody else's. */
let database: TestDatabase;
const [ici, ailleurs] = [randomUUID(), randomUUID()];
const [cantine, terrasse] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await createTestDatabase();
  const { owner } = database;
  const usager = randomUUID();
  await owner.query(`insert into personnes (id, type) values ($1, 'usager')`, [usager]);
  for (const [organisation, slug] of [
    [ici, 'ici'],
    [ailleurs, 'ailleurs'],
  ] as const) {
    await owner.query(`insert into organisations (id, slug, siren, nom, type) values ($1, $2, $3, $2, 'commune')`, [
      organisation,
      slug,
      organisation === ici ? '210000010' : '210000028',
    ]);
  }
  for (const [id, organisation, slug] of [
    [cantine, ici, 'cantine'],
    [terrasse, ici, 'terrasse'],
    [randomUUID(), ailleurs, 'cantine'],
  ] as const) {
    await owner.query(
      `with demarche as (
         insert into demarches (id, organisation_id, slug, statut) values ($1, $2, $3, 'publiee') returning id
       ) insert into demarche_versions (id, demarche_id, organisation_id, numero, definition, empreinte)
         select $1, id, $2, 1, '{}', '' from demarche`,
      [id, organisation, slug],
    );
  }
  const deposit = (organisation: string, demarche: string, rang: number, nom: string) =>
    owner.query(
      `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, demandeur,
         demandeur_recherche, created_at, modified_at, submitted_at)
       select $1, $2, v.demarche_id, v.id, $3, 'en_construction', $4, $5, $5, now(), now(), now() + $6 * interval '1 s'
       from demarche_versions v where v.organisation_id = $2 and (v.id = $7 or $2 = $8)`,
      [randomUUID(), organisation, usager, `2026-00000${rang}`, nom, rang, demarche, ailleurs],
    );
  await deposit(ici, cantine, 1, 'camille moreau');
  await deposit(ici, cantine, 2, 'camil moreau');
  await deposit(ici, terrasse, 3, 'les amis de la boivre');
  await deposit(ailleurs, cantine, 4, 'camille moreau');
});
afterAll(() => database?.close());

const numbers = async (filtre: Partial<FiltreListe>) => {
  const lines = await database.db.read({ organisation: ici }, (tx) =>
    listDossiers(tx, { organisationId: ici, taille: 25, ...filtre }),
  );
  return lines.map(({ numero }) => numero);
};

describe('the list of the agents', () => {
  test.each<[string, Partial<FiltreListe>, readonly string[]]>([
    ['everything, the latest first', {}, ['2026-000003', '2026-000002', '2026-000001']],
    ['the beginning of a name', { recherche: 'camil' }, ['2026-000002', '2026-000001']],
    ['a whole name and nothing longer', { recherche: 'camil ' }, ['2026-000002']],
    ['no name in the middle', { recherche: 'moreau' }, []],
    ['what a pattern would mean, as it is', { recherche: '%' }, []],
    ['a number', { recherche: '2026-000001' }, ['2026-000001']],
    ['the number of somebody else', { recherche: '2026-000004' }, []],
    ['one démarche', { demarcheId: terrasse }, ['2026-000003']],
    ['one démarche and a name', { demarcheId: cantine, recherche: 'camille' }, ['2026-000001']],
    ['a statut that no dossier has', { statut: 'accepte' }, []],
  ])('%s', async (_what, filtre, expected) => {
    expect(await numbers(filtre)).toEqual(expected);
  });

  test('counts up to a ceiling', async () => {
    const counts = await database.db.read({ organisation: ici }, (tx) => countByStatut(tx, ici, 2));
    expect(Object.fromEntries(counts)).toMatchObject({ en_construction: 2, accepte: 0 });
  });
});
