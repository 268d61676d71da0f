import { randomUUID } from 'node:crypto';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROME_D_ESSAI } from '../../../../test/support/chrome.ts';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { linksOf, textOfPage } from '../../../../test/support/visitor.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { readCsv } from '../../../platform/csv/read-csv.ts';
import { renderPage } from '../../../platform/html/index.ts';
import type { Contexte, Reponse } from '../../../platform/http/page.ts';
import { addDays, type Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiren } from '../../../values/siren.ts';
import { makeAnnuaire } from '../../comptes/index.ts';
import { readCollectivites } from '../collectivites.ts';
import { type Recalcul, recalculerEtape } from '../domain/recalcul-etape.ts';
import { lazyRecensement } from '../recensement.ts';
import { type EtapeDeTest, openEtapeDeTest } from '../testing/etape-de-test.ts';
import { declareObjectif } from '../use-cases/declare-objectif.ts';
import { declareRaccordements } from '../use-cases/declare-raccordements.ts';
import { montantCle } from './etape-mots.ts';
import { enEurosRonds } from './etape-tableaux.tsx';
import { jamaisDemandePages } from './jamais-demande.tsx';
import { listeEtapePages } from './liste-etape.tsx';
import { pointDEtapePages } from './point-d-etape.tsx';

let etape: EtapeDeTest;
let recalcul: Recalcul;
/** A day in the middle of the story. */
let jour: Jour;

/** Invented levels of real communes: the others of the story are not in the grid. */
const GRILLE = new Map([
  ['86194', 'urbain'],
  ['37261', 'rural'],
] as const);
let recensement = lazyRecensement(readCollectivites, { fichier: 'grille.csv', grille: GRILLE });

beforeAll(async () => {
  const { ruralites } = await recensement();
  if (!ruralites) throw new Error('The grid is given');
  etape = await openEtapeDeTest({ seed: 5, etapes: 300, grille: ruralites });
  jour = addDays(etape.debut, 200);
  const organisation = etape.fonds.gestionnaire.organisation.id;
  recalcul = recalculerEtape(await etape.entries(), { organisation, jour, garder: () => true });
  await etape.fonds.base.owner.query(
    `insert into membres (id, organisation_id, personne_id, email, roles)
     values (gen_random_uuid(), $1, $2, 'nadia@fonds.example', '{gestionnaire}')`,
    [organisation, etape.fonds.gestionnaire.personneId],
  );
}, 120_000);
afterAll(() => etape?.close());

const BASE = '/fonds/:organisation/point-d-etape';

async function get(
  path: string,
  query: string | URLSearchParams = '',
  as: 'public' | 'agent' = 'public',
): Promise<Reponse> {
  const { fonds, clock } = etape;
  const deps = {
    db: fonds.base.db,
    clock,
    annuaire: makeAnnuaire({ db: fonds.base.db, clock }),
    collectivites: readCollectivites,
    recensement,
  };
  const pages = [...pointDEtapePages(deps), ...listeEtapePages(deps), ...jamaisDemandePages(deps)];
  const principal =
    as === 'agent'
      ? { type: 'agent', personneId: fonds.gestionnaire.personneId, sessionId: 's', nom: 'Nadia' }
      : { type: 'anonyme' };
  const contexte = {
    params: { organisation: 'fonds' },
    query: new URLSearchParams(query),
    principal,
    chrome: { ...CHROME_D_ESSAI, principal, url: BASE },
  } as unknown as Contexte;
  const reponse = await pages.find((page) => page.path === path)?.GET?.(contexte);
  if (!reponse) throw new Error(`No page at ${path}`);
  return reponse;
}

async function shown(path: string, query: string | URLSearchParams, as: 'public' | 'agent' = 'public') {
  const reponse = await get(path, query, as);
  if (reponse.type !== 'page') throw new Error('Not a page');
  const html = renderPage(reponse.view);
  expect(checkPage(html), `${path}?${query}`).toEqual([]);
  const visite = { html, url: new URL('https://parvis.exemple/') } as never;
  const text = plain(textOfPage(visite));
  return { status: reponse.status, html, text, links: linksOf(visite) };
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
const euros = (cents: number) => plain(enEurosRonds(cents as Montant));

describe('the page of a day', () => {
  test('shows what the raw journal gives, and says what is fictitious', async () => {
    const { text } = await shown(BASE, `date=${jour}`);
    expect(text).toContain(`${plain(montantCle(recalcul.attribue as Montant))}${recalcul.subventions} subventions`);
    for (const figure of [recalcul.paye, recalcul.demande]) {
      expect(text).toContain(plain(montantCle(figure as Montant)));
    }
    expect(text).toContain(`Dossiers déposés${recalcul.deposes}`);
    expect(text).toContain('exemples fictifs');
    expect(text).toContain('Par habitant');
  });

  test('weighs little, though it draws every département and tells all of them in a table', async () => {
    const { html } = await shown(BASE, `date=${jour}`);
    expect(html.match(/<use /g)).toHaveLength(107);
    const rows = /<caption class="hidden">Dossiers et montants, par département<.*?<\/table>/s.exec(html)?.[0];
    expect(rows?.match(/<tr>/g)).toHaveLength(1 + 107);
    // Bytes, before compression.
    expect(Buffer.byteLength(html)).toBeLessThan(85_000);
  });

  test('before the first fact, it says that all is zero', async () => {
    const { text } = await shown(BASE, 'date=2020-01-01');
    expect(text).toContain('Le premier fait date du');
    expect(text).toContain('Dossiers déposés0');
  });

  test('to come, or not a date, is refused beside its field and keeps what was typed', async () => {
    const later = await shown(BASE, 'date=2031-01-01');
    expect(later.status).toBe(422);
    expect(later.text).toContain('Cette date est à venir');
    const wrong = await shown(
      BASE,
      new URLSearchParams({ 'date.jour': '31', 'date.mois': 'février', 'date.annee': '2021' }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="février"');
    const right = await get(BASE, new URLSearchParams({ 'date.jour': '8', 'date.mois': '10', 'date.annee': '2021' }));
    expect(right).toMatchObject({ type: 'redirection', vers: '/fonds/fonds/point-d-etape?date=2021-10-08' });
    for (const format of ['csv', 'json', 'pdf']) {
      await expect(get(`${BASE}.${format}`, 'date=2031-01-01')).rejects.toThrow('à venir');
    }
  });
});

test('a goal shows its trajectory, drawn and as a table, and says what is only a total', async () => {
  const { noyau, gestionnaire } = etape.fonds;
  const clock = fixedClock(`${jour}T09:00:00Z`);
  const objectif = {
    cle: randomUUID(),
    libelle: 'Mille collectivités',
    technologies: ['franceconnect', 'api_particulier'],
    depart: 280,
    departLe: addDays(jour, -40),
    cible: 1000,
    echeance: addDays(jour, 400),
    source: 'Communiqué',
  } as const;
  orThrow(await declareObjectif({ ...noyau, clock }, gestionnaire, objectif));
  const flayat = orThrow(parseSiren('212308100'));
  const one = { sirens: flayat ? [flayat] : [], technologie: 'franceconnect', depuis: jour, source: 'Relevé' } as const;
  orThrow(await declareRaccordements({ ...noyau, clock }, gestionnaire, one));
  const { html, text } = await shown(BASE, `date=${jour}`);
  expect(html).toMatch(/<svg class="plot" role="img" aria-label="Trajectoire\u00a0: Mille collectivités"/);
  expect(text).toContain('281 collectivités connues au');
  expect(text).toContain('pour 1 000 visées le');
  const table = /<caption class="hidden">Trajectoire\u00a0: Mille collectivités<\/caption>.*?<\/table>/s.exec(
    html,
  )?.[0];
  const rows = [...(table ?? '').matchAll(/<tr role="row"><th role="rowheader".*?<\/tr>/gs)].map(([row]) => row);
  // The beginning, the ends of months, the day itself, and the day of the goal.
  expect(rows.length).toBeGreaterThanOrEqual(4);
  expect(rows.at(-2)).toContain('>281<');
  expect(rows.at(-1)).toMatch(/>1\s000</);
  expect(text).toContain('un total publié, sans leur liste');
  const known = await shown(`${BASE}/raccordements`, `date=${jour}`);
  expect(known.text).toContain('ce total est publié sans liste');
  expect(known.text).toContain('Flayat');
  expect((await shown(BASE, `date=${addDays(jour, -1)}`)).text).toContain('Aucun objectif n’était déclaré ce jour-là');
});

test('rural and urban are told by the grid; without it, the page says how to give it', async () => {
  const given = recensement;
  const told = await shown(BASE, `date=${jour}`);
  expect(told.text).toMatch(/Communes rurales1\d.*Communes urbaines1\d.*Communes que la grille n’a pas/);
  expect(told.text).toContain('« grille.csv »');
  // Just given, it is applied to the past by a task.
  recensement = lazyRecensement(readCollectivites, { fichier: 'neuve.csv', grille: new Map([['86194', 'rural']]) });
  const soon = await shown(BASE, `date=${jour}`);
  expect(soon.text).toContain('ces chiffres se calculent');
  expect(soon.text).not.toContain('Communes urbaines');
  recensement = lazyRecensement(readCollectivites, undefined);
  try {
    const untold = await shown(BASE, `date=${jour}`);
    expect(untold.text).toContain('Le partage entre rural et urbain n’est pas connu ici');
    expect(untold.text).toContain('GRILLE_DENSITE');
    expect(untold.text).not.toContain('Communes urbaines');
    // A list of rural communes is then nobody’s, never everybody’s.
    const list = await shown(`${BASE}/liste`, `date=${jour}&quoi=collectivites&densite=rural`);
    expect(list.text).toContain('Rien ne correspond ce jour-là');
  } finally {
    recensement = given;
  }
});

describe('the list behind a figure', () => {
  /** Every line, from page to page. */
  async function all(href: URL, as: 'public' | 'agent'): Promise<readonly string[]> {
    const { html, links } = await shown(`${BASE}/liste`, href.searchParams, as);
    const rows = [...html.matchAll(/<tr role="row"><th role="rowheader".*?<\/tr>/gs)].map(([row]) => row);
    const next = links.find(({ href: to }) => to.searchParams.has('apres'));
    return next ? [...rows, ...(await all(next.href, as))] : rows;
  }

  test.each(['public', 'agent'] as const)('holds as many lines as the figure says, for %s', async (as) => {
    const { links } = await shown(BASE, `date=${jour}`, as);
    const lists = links.filter(({ href }) => href.pathname.endsWith('/liste'));
    expect(lists.length).toBeGreaterThan(10);
    let checked = 0;
    for (const { text, href } of lists) {
      const number = /^(\d+)(subventions?|collectivités?)?$/.exec(plain(text).replaceAll(' ', ''))?.[1];
      if (number === undefined) continue;
      expect(await all(href, as), href.search).toHaveLength(Number(number));
      checked += 1;
    }
    expect(checked).toBeGreaterThan(as === 'agent' ? 20 : 2);
  });

  test('of amounts adds up to the figure', async () => {
    const { text, links } = await shown(BASE, `date=${jour}`);
    // Of the table: the map says the same for one inhabitant.
    const departements = links.filter(
      ({ text: figure, href }) => href.searchParams.has('departement') && /€$/.test(figure),
    );
    expect(departements.length).toBeGreaterThan(2);
    for (const { text: figure, href } of departements) {
      const rows = await all(href, 'public');
      const column = href.searchParams.get('quoi') === 'payees' ? 'Payé' : 'Attribué';
      const amounts = rows.map((row) => cents(new RegExp(`data-label="${column}">([^<]*)<`).exec(row)?.[1] ?? ''));
      expect(euros(amounts.reduce((sum, one) => sum + one, 0))).toBe(plain(figure));
    }
    expect(text).toContain('86');
  });

  test('says which of them it holds', async () => {
    const list = await shown(`${BASE}/liste`, `date=${jour}&departement=86&type=commune&classe=1`);
    expect(list.text).toContain('Commune. De 3 500 à 19 999 habitants. Vienne (86).');
    const paid = await shown(`${BASE}/liste`, `date=${jour}&quoi=payees`);
    expect(paid.text).toContain('Subventions payées, en tout ou partie au');
  });

  test('of who never asked holds the rest of the geographic code, for the agents of the fund', async () => {
    // Before the first fact, when the story has invented the size of nobody.
    const { links } = await shown(BASE, 'date=2020-01-01', 'agent');
    const never = links.filter(({ href }) => href.pathname.endsWith('/jamais-demande'));
    expect(never.length).toBeGreaterThan(10);
    for (const { text, href } of never) {
      const figure = plain(text).replace(/ \(.*/, '');
      const list = await shown(`${BASE}/jamais-demande`, href.searchParams, 'agent');
      expect(list.text, href.search).toContain(`. ${figure} collectivité`);
    }
    const inVienne = (date: string) =>
      shown(`${BASE}/jamais-demande`, `date=${date}&type=commune&classe=2&departement=86`, 'agent');
    const [before, after] = [await inVienne('2020-01-01'), await inVienne(jour)];
    expect([before.text.includes('Poitiers86'), after.text.includes('Poitiers86')]).toEqual([true, false]);
    const some = await shown(`${BASE}/jamais-demande`, `date=${jour}&type=commune&departement=86`, 'agent');
    const next = some.links.find(({ href }) => href.searchParams.has('apres'));
    const second = await shown(`${BASE}/jamais-demande`, next?.href.searchParams ?? '', 'agent');
    expect([some.text.includes('Adriers86'), second.text.includes('Adriers86')]).toEqual([true, false]);
    await expect(get(`${BASE}/jamais-demande`, `date=${jour}&type=commune`)).rejects.toThrow('réservée aux agents');
  });

  test('of what is not decided is for the agents of the fund, and the database says so too', async () => {
    await expect(get(`${BASE}/liste`, `date=${jour}&quoi=dossiers`)).rejects.toThrow('réservée aux agents');
    const seen = await etape.fonds.base.db.read({ public: true }, (tx) =>
      tx
        .withTables<{ etape_periodes: { genre: string; statut: string } }>()
        .selectFrom('etape_periodes')
        .select(['genre', 'statut'])
        .distinct()
        .execute(),
    );
    expect(seen.length).toBeGreaterThan(2);
    expect(
      seen.filter(
        ({ genre, statut }) => genre === 'dossier' || ['proposee', 'abandonnee', 'demandeuse'].includes(statut),
      ),
    ).toEqual([]);
  });
});

function cents(amount: string): number {
  const [, whole = '', fraction = '00'] = /^([\d\s\u202f\u00a0]+)(?:,(\d\d))?/.exec(amount) ?? [];
  return Number(whole.replaceAll(/\D/g, '')) * 100 + Number(fraction);
}

describe('the files', () => {
  test('the CSV and the JSON hold the same figures as the page', async () => {
    const csv = await get(`${BASE}.csv`, `date=${jour}`);
    if (csv.type !== 'fichier') throw new Error('Not a file');
    const rows = readCsv(Buffer.from(String(csv.body)));
    if (!rows.ok) throw new Error('Not a CSV');
    const [header, ensemble, ...groups] = rows.value.map(({ cells }) => cells);
    const whole = Object.fromEntries((header ?? []).map((name, index) => [name, ensemble?.[index]]));
    expect(whole).toMatchObject({
      date: jour,
      dossiers_deposes: String(recalcul.deposes),
      montant_attribue: (recalcul.attribue / 100).toFixed(2),
      montant_paye: (recalcul.paye / 100).toFixed(2),
      collectivites_soutenues: String(recalcul.soutenues),
    });
    const json = await get(`${BASE}.json`, `date=${jour}`);
    if (json.type !== 'json') throw new Error('Not JSON');
    const body = json.body as {
      ensemble: { attribue: string; deposes: number };
      departements: unknown[];
      axes: { soutenues: unknown }[];
    };
    expect(body.ensemble).toMatchObject({ deposes: recalcul.deposes, attribue: (recalcul.attribue / 100).toFixed(2) });
    expect(groups.filter(([, famille]) => famille === 'departements')).toHaveLength(body.departements.length);
    expect(groups.filter(([, famille]) => famille === 'axes')).toHaveLength(body.axes.length);
    // A collectivité is not counted by axis: nothing is said of it there, and no zero.
    const soutenues = (header ?? []).indexOf('collectivites_soutenues');
    expect(groups.filter(([, famille]) => famille === 'axes').map((row) => row[soutenues])).toEqual(
      body.axes.map(() => ''),
    );
    expect(body.axes.every(({ soutenues: one }) => one === null)).toBe(true);
  });

  test('and those of rural and urban communes, as the page says them', async () => {
    const { html } = await shown(BASE, `date=${jour}`);
    const table =
      /<caption class="hidden">Équité entre communes rurales et urbaines<.*?<\/table>/s.exec(html)?.[0] ?? '';
    const rows = [...table.matchAll(/<tr role="row">(<th role="rowheader".*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell.replaceAll(/<[^>]*>/g, ''))),
    );
    expect(rows).toHaveLength(3);
    const csv = await get(`${BASE}.csv`, `date=${jour}`);
    const read = csv.type === 'fichier' ? readCsv(Buffer.from(String(csv.body))) : undefined;
    if (!read?.ok) throw new Error('Not a CSV');
    const [header = [], ...lines] = read.value.map(({ cells }) => cells);
    const ruralite = lines.filter(([, famille]) => famille === 'ruralite');
    const json = await get(`${BASE}.json`, `date=${jour}`);
    const { ruralite: body } = (json.type === 'json' ? json.body : {}) as {
      ruralite: { fichier: string; communes: Readonly<Record<string, unknown>>[] };
    };
    expect(body.fichier).toBe('grille.csv');
    for (const [index, [nom, enFrance, demandeuses, soutenues, jamais, attribue]] of rows.entries()) {
      const line = Object.fromEntries(header.map((name, column) => [name, ruralite[index]?.[column]]));
      const number = (cell = '') => cell.replace(/\(.*/, '').replaceAll(/\D/g, '');
      expect(line).toMatchObject({
        nom,
        communes_en_france: number(enFrance),
        collectivites_demandeuses: number(demandeuses),
        collectivites_soutenues: number(soutenues),
        communes_jamais_demande: number(jamais),
      });
      expect(euros(Math.round(Number(line['montant_attribue']) * 100))).toBe(attribue);
      expect(body.communes[index]).toMatchObject({
        cle: line['cle'],
        nom,
        nombre: Number(line['communes_en_france']),
        deposes: Number(line['dossiers_deposes']),
        demandeuses: Number(line['collectivites_demandeuses']),
        jamaisDemande: Number(line['communes_jamais_demande']),
        attribue: line['montant_attribue'],
      });
    }
  });

  test('the PDF is tagged, has its tables, and is the same file each time', async () => {
    const pdf = async () => {
      const reponse = await get(`${BASE}.pdf`, `date=${jour}`);
      if (reponse.type !== 'fichier' || !Buffer.isBuffer(reponse.body)) throw new Error('Not a file');
      return reponse.body;
    };
    const bytes = await pdf();
    const opened = await getDocumentProxy(new Uint8Array(bytes));
    expect(await opened.getMarkInfo()).toMatchObject({ Marked: true });
    const page = await opened.getPage(1);
    const text = plain((await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '));
    expect(text).toContain(plain(montantCle(recalcul.attribue as Montant)));
    expect(text).toContain('Collectivités soutenues');
    const tree = JSON.stringify(await page.getStructTree());
    for (const role of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD']) expect(tree).toContain(`"role":"${role}"`);
    expect(bytes.equals(await pdf())).toBe(true);
  });
});
