import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { renderPage } from '../../../platform/html/index.ts';
import type { Contexte, Reponse } from '../../../platform/http/page.ts';
import { instructionPages } from './instruction.tsx';

/** Where an agent arrives after signing in. */
const PERSONNE = '00000000-0000-7000-8000-0000000000a1';
const SLUGS = ['poitiers', 'flayat', 'creuse'];

let base: TestDatabase;

beforeAll(async () => {
  base = await createTestDatabase();
  await base.owner.query(`
    insert into personnes (id, type) values ('${PERSONNE}', 'agent');
    insert into organisations (id, siren, nom, slug, type) values
      (gen_random_uuid(), '218601946', 'Poitiers', 'poitiers', 'commune'),
      (gen_random_uuid(), '212308100', 'Flayat', 'flayat', 'commune'),
      (gen_random_uuid(), '222309627', 'Creuse', 'creuse', 'departement')`);
});
beforeEach(() => base.owner.query('delete from membres'));
afterAll(() => base.close());

async function join(slug: string, roles: string, left = false): Promise<void> {
  await base.owner.query(
    `insert into membres (id, organisation_id, personne_id, email, roles, left_at)
     select gen_random_uuid(), id, '${PERSONNE}', 'fatou@exemple.fr', '{${roles}}', ${left ? 'now()' : 'null'}
     from organisations where slug = $1`,
    [slug],
  );
}

async function arrive(): Promise<Reponse | undefined> {
  const principal = { type: 'agent', personneId: PERSONNE, sessionId: 's', nom: 'Fatou Sow' } as const;
  const url = '/instruction';
  const assets = { nonce: 'n', jeton: 'j', cssHref: '', wideHref: '', dossierHref: '', jsHref: '', fontHref: '' };
  const contexte = { principal, url, chrome: { ...assets, principal, url } };
  const [choice] = instructionPages({ db: base.db } as never);
  return choice?.GET?.(contexte as unknown as Contexte);
}

/** The organisations offered, in the order of the page. */
function offered(reponse: Reponse | undefined): string[] {
  if (reponse?.type !== 'page') return [];
  const html = renderPage(reponse.view);
  return [...html.matchAll(/href="\/instruction\/([a-z]+)"/g)].flatMap(([, slug]) => slug ?? []);
}

test('one organisation: straight to its dossiers', async () => {
  await join('poitiers', 'lecteur');
  expect(await arrive()).toMatchObject({ type: 'redirection', vers: '/instruction/poitiers' });
});

test('several: the agent chooses, with their roles in French', async () => {
  for (const slug of SLUGS) await join(slug, 'instructeur,chef_equipe');
  const reponse = await arrive();
  expect(offered(reponse).toSorted()).toEqual(SLUGS.toSorted());
  expect(reponse?.type === 'page' && renderPage(reponse.view)).toContain('instructeur, chef d’équipe');
});

test('a role that reads no dossier is told, and leads nowhere', async () => {
  await join('poitiers', 'lecteur');
  await join('flayat', 'gestionnaire');
  const reponse = await arrive();
  expect(offered(reponse)).toEqual(['poitiers']);
  expect(reponse?.type === 'page' && renderPage(reponse.view)).toContain('Flayat');
});

test('an organisation that was left is not there any more', async () => {
  await join('poitiers', 'lecteur');
  await join('flayat', 'instructeur', true);
  expect(await arrive()).toMatchObject({ type: 'redirection', vers: '/instruction/poitiers' });
});
