import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CHROME_D_ESSAI } from '../../../../test/support/chrome.ts';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { textOfPage } from '../../../../test/support/visitor.ts';
import { renderPage } from '../../../platform/html/index.ts';
import type { Contexte, Reponse } from '../../../platform/http/page.ts';
import type { Compteurs } from '../domain/compteurs.ts';
import { type OrganisationDEssai, openTestMoteur, petiteDemarche, type TestMoteur } from '../testing/moteur.ts';
import { effetPages } from './effet.tsx';

let essai: TestMoteur;
let poitiers: OrganisationDEssai;
let flayat: OrganisationDEssai;

beforeAll(async () => {
  essai = await openTestMoteur();
  poitiers = await essai.organisation('poitiers', '218601946');
  flayat = await essai.organisation('flayat', '212308100');
  for (const organisation of [poitiers, flayat]) {
    for (const slug of ['cantine', 'creche', 'garderie']) {
      await essai.publier(organisation, slug, petiteDemarche('personnes'));
    }
  }
});
beforeEach(() => essai.base.owner.query('delete from effets'));
afterAll(() => essai.close());

const CAF = 'api_particulier.quotient_familial';

async function measured(organisation: OrganisationDEssai, slug: string, mois: string, depots: number): Promise<void> {
  const avec = depots - 1;
  const compteurs: Compteurs = {
    depots,
    preremplis: avec,
    champsPreremplis: avec * 8,
    piecesEvitees: avec,
    piecesJointes: 1,
    sources: { [CAF]: { obtenue: avec, indisponible: 1 } },
    durees: { avec: { 6: avec }, sans: { 95: 1 } },
  };
  await essai.base.owner.query(
    `insert into effets select organisation_id, id, version_id, $3, $4 from demarches
     where organisation_id = $1 and slug = $2`,
    [organisation.id, slug, mois, JSON.stringify(compteurs)],
  );
}

async function get(path: string, organisation?: OrganisationDEssai): Promise<Reponse> {
  const pages = effetPages({ ...essai.moteur, providers: undefined as never, sceau: undefined as never });
  const principal = { type: 'anonyme' } as const;
  const params = organisation ? { organisation: organisation.slug } : {};
  const contexte = {
    params,
    principal,
    chrome: { ...CHROME_D_ESSAI, principal, url: '/effet' },
  } as unknown as Contexte;
  const reponse = await pages.find((page) => page.path === path)?.GET?.(contexte);
  if (!reponse) throw new Error(`No page at ${path}`);
  return reponse;
}

async function shown(path: string, organisation?: OrganisationDEssai): Promise<string> {
  const reponse = await get(path, organisation);
  if (reponse.type !== 'page') throw new Error('Not a page');
  const html = renderPage(reponse.view);
  expect(checkPage(html)).toEqual([]);
  return textOfPage({ html } as never);
}

async function lines(path: string, organisation?: OrganisationDEssai): Promise<string[]> {
  const reponse = await get(path, organisation);
  if (reponse.type !== 'fichier') throw new Error('Not a file');
  return String(reponse.body).trim().split('\r\n');
}

test('with figures, by démarche and by month, with its times and its sources', async () => {
  await measured(poitiers, 'cantine', '2026-10-01', 40);
  await measured(poitiers, 'cantine', '2026-11-01', 12);
  await measured(poitiers, 'creche', '2026-11-01', 7);
  const text = await shown('/:organisation/effet', poitiers);
  for (const part of ['56', 'pour 59 dossiers déposés, dont 56 préremplis', '6 min', CAF, 'octobre 2026']) {
    expect(text).toContain(part);
  }
  // Three were timed without prefill: nobody is recognised by the time they took.
  expect(text).not.toContain('1 h 35');
  expect(await lines('/:organisation/effet.csv', poitiers)).toEqual([
    'groupe,cle,depots,depots_preremplis,champs_preremplis,pieces_evitees,pieces_jointes,sources_obtenues,sources_absentes,sources_indisponibles,sources_refusees,minutes_mediane_avec,minutes_mediane_sans',
    'ensemble,,59,56,448,56,3,56,0,3,0,6,',
    'demarche,cantine,52,50,400,50,2,50,0,2,0,6,',
    'demarche,creche,7,6,48,6,1,6,0,1,0,6,',
    'mois,2026-10,40,39,312,39,1,39,0,1,0,6,',
    'mois,2026-11,19,17,136,17,2,17,0,2,0,6,',
  ]);
});

test('small groups are not told, on any page, in any file', async () => {
  await measured(poitiers, 'cantine', '2026-11-01', 30);
  await measured(poitiers, 'creche', '2026-10-01', 9);
  await measured(poitiers, 'garderie', '2026-09-01', 3);
  await measured(flayat, 'cantine', '2026-11-01', 4);
  const text = await shown('/:organisation/effet', poitiers);
  expect(text).toContain('2 démarches réunies');
  expect(text).toContain('septembre 2026, octobre 2026, ensemble');
  const rows = (await lines('/:organisation/effet.csv', poitiers)).slice(1).map((line) => line.split(',').slice(0, 3));
  expect(rows).toEqual([
    ['ensemble', '', '42'],
    ['demarche', 'cantine', '30'],
    ['demarche', 'autres', '12'],
    ['mois', '2026-11', '30'],
    ['mois', 'autres', '12'],
  ]);
  expect(await get('/:organisation/effet.json', flayat)).toMatchObject({ body: { ensemble: null, mois: [] } });
  expect(await shown('/:organisation/effet', flayat)).toContain('Pas encore de chiffres');
  // The whole is the sum of what each tells: Flayat cannot be found by subtraction, nor the small months of Poitiers.
  expect(await shown('/effet')).toContain('autres mois, ensemble');
  expect(await get('/effet.json')).toMatchObject({
    body: {
      ensemble: { depots: 42 },
      organisations: [{ slug: 'poitiers', depots: 42 }],
      autres: null,
      mois: [
        { mois: '2026-11', depots: 30 },
        { mois: 'autres', depots: 12 },
      ],
    },
  });
});

test('with nothing, or nothing within the year, it says why', async () => {
  await measured(poitiers, 'cantine', '2025-11-01', 30);
  for (const organisation of [poitiers, undefined]) {
    const path = organisation ? '/:organisation/effet' : '/effet';
    expect(await shown(path, organisation)).toContain('Pas encore de chiffres à montrer');
    expect(await lines(`${path}.csv`, organisation)).toHaveLength(1);
  }
});

test('an organisation that is not there has no figures', async () => {
  await expect(get('/:organisation/effet', { ...poitiers, slug: 'absente' })).rejects.toThrow('présente ici');
});
