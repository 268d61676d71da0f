import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROME_D_ESSAI } from '../../../../test/support/chrome.ts';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { textOfPage } from '../../../../test/support/visitor.ts';
import { renderPage } from '../../../platform/html/index.ts';
import type { Contexte, Reponse } from '../../../platform/http/page.ts';
import { euros } from '../../../values/montant.ts';
import { makeAnnuaire } from '../../comptes/index.ts';
import { publicPages } from '../module.ts';
import { application, erreur, okOf, paginatedOf } from '../testing/common-grants.ts';
import { type FondsDeTest, openFondsDeTest } from '../testing/fonds-de-test.ts';
import { attribuee, conventionnee } from '../testing/subvention-de-test.ts';

/** What anybody may read, and what only the agents of the fund may: pages asked for without a server. */
let fonds: FondsDeTest;
let enveloppe: string;

beforeAll(async () => {
  fonds = await openFondsDeTest();
  enveloppe = await fonds.enveloppe(euros(10_000_000));
});
afterAll(() => fonds?.close());

const ANONYME = { type: 'anonyme' } as const;

async function get(path: string, address: string, principal: Contexte['principal'] = ANONYME): Promise<Reponse> {
  const { db, clock } = fonds.noyau;
  const url = new URL(address, 'https://p.example');
  const pages = publicPages({ db, clock, publicUrl: url.origin, annuaire: makeAnnuaire({ db, clock }) });
  const last = url.pathname.split('/').at(-1) ?? '';
  const params = { organisation: fonds.gestionnaire.organisation.slug, projet: last, appId: last };
  const chrome = { ...CHROME_D_ESSAI, principal, url: address };
  const request = { id: crypto.randomUUID() };
  const contexte = { params, query: url.searchParams, principal, chrome, request } as unknown as Contexte;
  const reponse = await pages.find((page) => page.path === path)?.GET?.(contexte);
  if (!reponse) throw new Error(`No page at ${path}`);
  return reponse;
}

async function shown(path: string, address: string): Promise<{ readonly html: string; readonly text: string }> {
  const reponse = await get(path, address);
  if (reponse.type !== 'page') throw new Error('Not a page');
  const html = renderPage(reponse.view);
  expect(checkPage(html)).toEqual([]);
  return { html, text: textOfPage({ html } as never) };
}

const CATALOGUE = '/:organisation/projets-finances';

test('what is fictitious says so on its line, on its page, and beside the file that leaves it out', async () => {
  const vrai = await attribuee(fonds, enveloppe, { objet: 'Vrai projet' });
  const faux = await attribuee(fonds, enveloppe, { objet: 'Projet inventé', fictif: true });
  const { text } = await shown(CATALOGUE, '/fonds/projets-finances');
  expect(text).toMatch(/Projet inventé fictif/);
  expect(text).not.toMatch(/Vrai projet fictif/);
  expect((await shown(`${CATALOGUE}/:projet`, `/fonds/projets-finances/${faux}`)).text).toContain('Projet fictif');
  expect((await shown(`${CATALOGUE}/:projet`, `/fonds/projets-finances/${vrai}`)).text).not.toContain('ictif');
  const signee = await conventionnee(fonds, enveloppe);
  await fonds.base.owner.query('update projets_finances set fictif = true where id = $1', [signee]);
  const jeu = await shown('/:organisation/donnees/subventions', '/fonds/donnees/subventions');
  expect(jeu.text).toContain('1 convention fictive, faite pour la démonstration, n’y est pas.');
});

test('the catalogue goes page by page, both ways, and finds the beginning of a word without its accents', async () => {
  for (let rang = 0; rang < 30; rang += 1) await attribuee(fonds, enveloppe, { objet: `Élan ${rang}` });
  const first = await shown(CATALOGUE, '/fonds/projets-finances?q=elan');
  const next = /href="([^"]*apres=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = await shown(CATALOGUE, next);
  expect([first.text.match(/Élan \d+/g)?.length, second.text.match(/Élan \d+/g)?.length]).toEqual([25, 5]);
  const back = /href="([^"]*avant=[^"]*)"/.exec(second.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await shown(CATALOGUE, back)).text.match(/Élan \d+/g)).toEqual(first.text.match(/Élan \d+/g));
  const hostile = `/fonds/projets-finances?q=${encodeURIComponent("%_'\\")}&axe=x&departement=<b>`;
  expect((await shown(CATALOGUE, hostile)).text).toContain('Projets');
});

const APPLICATIONS = '/common-grants/applications';

test('applications are shaped as the protocol says, for the agents of the fund, without anything of who asks', async () => {
  const dossier = await deposee();
  const agent = await membre(['instructeur']);
  const list = await get(APPLICATIONS, APPLICATIONS, agent);
  if (list.type !== 'json') throw new Error('Not JSON');
  const { items } = paginatedOf(application).parse(list.body);
  expect(items.map(({ id, status, title }) => [id, status.value, title])).toEqual([
    [dossier, 'submitted', 'Guichet, dossier n° 2026-000001'],
  ]);
  expect(JSON.stringify(list.body)).not.toMatch(/Camille|Moreau/);
  const one = await get(`${APPLICATIONS}/:appId`, `${APPLICATIONS}/${dossier}`, agent);
  expect(okOf(application).parse(one.type === 'json' && one.body).data).toEqual(items[0]);

  for (const [who, status] of [
    [ANONYME, 401],
    [await membre(['archiviste']), 404],
  ] as const) {
    const refused = await get(APPLICATIONS, APPLICATIONS, who);
    expect(refused).toMatchObject({ type: 'json', status, contentType: 'application/problem+json' });
    expect(erreur.parse(refused.type === 'json' && refused.body).status).toBe(status);
  }
});

async function membre(roles: readonly string[]): Promise<Contexte['principal']> {
  const personneId = crypto.randomUUID();
  const { owner } = fonds.base;
  await owner.query(`insert into personnes (id, type) values ($1, 'agent')`, [personneId]);
  await owner.query(
    `insert into membres (id, organisation_id, personne_id, email, roles, invited_at, joined_at)
     values (gen_random_uuid(), $1, $2::uuid, $2::text || '@fonds.exemple', $3, now(), now())`,
    [fonds.gestionnaire.organisation.id, personneId, roles],
  );
  return { type: 'agent', personneId, sessionId: 's', nom: 'Ada' };
}

/** One dossier deposited for a session, as the engine would write it. */
async function deposee(): Promise<string> {
  const { owner } = fonds.base;
  const organisation = fonds.gestionnaire.organisation.id;
  const [usager, demarche, version, dossier, dispositif, session, regles] = Array.from({ length: 7 }, () =>
    crypto.randomUUID(),
  );
  const client = await owner.connect();
  try {
    // What hangs around a dossier is not what is tested: foreign keys sleep in a replica's session.
    await client.query(`set session_replication_role = 'replica'`);
    await client.query(
      `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, demandeur,
         created_at, modified_at, submitted_at)
       values ($1, $2, $3, $4, $5, 'en_construction', '2026-000001', 'Camille Moreau', now(), now(), now())`,
      [dossier, organisation, demarche, version, usager],
    );
    await client.query(
      `insert into dispositifs (id, organisation_id, axe_id, slug, nom, nature, presentation, demarche_id, created_at)
       values ($1, $2, $3, 'guichet', 'Guichet', 'guichet', 'Un guichet.', $4, now())`,
      [dispositif, organisation, fonds.programme.axes[0], demarche],
    );
    await client.query(
      `insert into sessions_fonds (id, organisation_id, dispositif_id, numero, nom, opens_at, created_at)
       values ($1, $2, $3, 1, 'Première', now(), now())`,
      [session, organisation, dispositif],
    );
    await client.query(
      `insert into candidatures (dossier_id, organisation_id, session_id, regles_id, deposited_at, dispositif_id, statut,
         beneficiaire_siret, beneficiaire_nom, beneficiaire_type, beneficiaire_recherche, objet, cout, assiette, demande,
         autres_aides, financements_prives, fictif, recevable_avant, decision_avant)
       values ($1, $2, $3, $4, now(), $5, 'deposee', '13002603200016', 'Essai', 'autre', 'essai', 'Essai', 1, 1, 1, 0, 0,
         true, '2021-05-01', '2021-11-01')`,
      [dossier, organisation, session, regles, dispositif],
    );
  } finally {
    client.release(true);
  }
  return dossier ?? '';
}
