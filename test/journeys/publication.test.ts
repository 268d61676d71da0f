import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import {
  act as actAs,
  champsDeDate,
  FONDS,
  good,
  openEnveloppe,
  PROPOSITION,
  plain,
} from '../support/gestionnaire-du-fonds.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, shownIn, type Visitor } from '../support/visitor.ts';

/** From an agreement to its open data: the manager publishes, anybody reads, finds and takes up. */
let parvis: RunningParvis;
let gestionnaire: Visitor;
let personne: Visitor;
let enveloppe = '';
const PUBLICATION = `${FONDS}/publication`;
const DEPOT = 'https://code.exemple.fr/guichet';

beforeAll(async () => {
  parvis = await startDemonstration();
  gestionnaire = createVisitor(parvis.url);
  personne = createVisitor(parvis.url);
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
  enveloppe = await openEnveloppe(gestionnaire);
}, 120_000);
afterAll(() => parvis?.stop());

const go = (address: string, visitor = gestionnaire) => good(visitor.visit(address));

const act = (address: string, typed: Parameters<Visitor['submit']>[1], status = 200) =>
  actAs(gestionnaire, address, typed, status);

async function conventionnee(change: Record<string, string>): Promise<string> {
  const proposed = await act(`${FONDS}/subventions/nouvelle`, { ...PROPOSITION, enveloppe, ...change });
  const subvention = proposed.url.pathname;
  await act(`${subvention}/attribution`, {
    reference: 'Arrêté n° 2021-1042',
    ...champsDeDate('decideeLe', '2021-10-04'),
    ...champsDeDate('commencerAvant', '2022-10-04'),
  });
  await act(`${subvention}/convention`, {
    ...champsDeDate('signeeLe', '2021-10-15'),
    ...champsDeDate('finPrevue', '2023-10-15'),
    dureeMois: '24',
    garantie: 'non',
    'versement-1-nature': 'avance',
    'versement-1-montant': '18 000',
    'versement-1-condition': 'Signature',
    ...champsDeDate('versement-1-prevuLe', '2021-11-01'),
    'versement-2-nature': 'solde',
    'versement-2-montant': '42 000',
    'versement-2-condition': 'Compte final',
    ...champsDeDate('versement-2-prevuLe', '2023-11-01'),
  });
  return subvention;
}

test('what is late is told, published under a SIRET, then read and taken up by anybody', async () => {
  const code = { ...PROPOSITION, enveloppe, licence: 'EUPL-1.2', depotSource: 'http://code.exemple.fr/guichet' };
  const refused = await act(`${FONDS}/subventions/nouvelle`, code, 422);
  expect(plain(refused)).toContain('Écrivez l’adresse entière');
  expect([shownIn(refused, 'licence'), shownIn(refused, 'depotSource')]).toEqual([
    ['EUPL-1.2'],
    ['http://code.exemple.fr/guichet'],
  ]);
  await conventionnee({ licence: 'EUPL-1.2', depotSource: DEPOT });
  const limoges = await conventionnee({
    nom: 'Ville de Limoges',
    code: '87',
    siret: '21870850100018',
    objet: 'Agenda des élus',
  });
  expect((await personne.visit('/dinum/donnees/subventions.csv')).status).toBe(404);
  const partage = { licence: 'AGPL-3.0', depotSource: 'code.exemple.fr' };
  expect(plain(await act(`${limoges}/partage`, partage, 422))).toContain('Écrivez l’adresse entière');
  expect(plain(await act(`${limoges}/partage`, { ...partage, depotSource: '' }))).toContain('AGPL-3.0');

  const before = await go(PUBLICATION);
  expect(plain(before)).toMatch(/2 conventions en retard.*Le délai de trois mois est passé/);
  const wrong = await good(gestionnaire.submit(before, { siret: '218 601 946 00013' }, 'siret'), 422);
  expect(plain(wrong)).toContain('Ce numéro n’est pas d’un établissement de votre organisation');
  expect(shownIn(wrong, 'siret')).toEqual(['218 601 946 00013']);
  const ready = await good(gestionnaire.submit(wrong, { siret: '130 025 265 00013' }, 'siret'));
  const published = await good(gestionnaire.submit(ready, { action: 'publier' }, 'action'));
  expect(plain(published)).toContain('2 subventions publiées.');
  expect(plain(await go(`${PUBLICATION}?etat=publiee`))).toContain('Publiée depuis le');
  expect(plain(await go(`${PUBLICATION}?etat=en_retard`))).toContain('Aucune convention dans cet état.');

  const jeu = await go('/dinum/donnees/subventions', personne);
  expect(plain(jeu)).toMatch(/Lignes2.*Licence ouverte 2\.0/);
  const fichier = await fetch(`${parvis.url}/dinum/donnees/subventions.csv`);
  const csv = await fichier.text();
  expect(csv.split('\r\n')).toHaveLength(4);
  expect(csv).toContain('échelonné,2021-11-01/2023-11-01,,non,1,\r\n');
  expect(fichier.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(fichier.headers.get('set-cookie')).toBeNull();
  expect(Number(fichier.headers.get('content-length'))).toBe(Buffer.byteLength(csv));
  const etag = fichier.headers.get('etag') ?? '';
  const again = await fetch(`${parvis.url}/dinum/donnees/subventions.csv`, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('the catalogue is searched, filtered, and leads to the code', async () => {
  const aides = linksOf(await go('/fonds/eligibilite', personne)).map(({ href }) => href.pathname);
  expect(aides).toContain('/dinum/projets-finances');
  const all = await go('/dinum/projets-finances', personne);
  expect(plain(all)).toContain('Ville de Limoges');
  const found = await go('/dinum/projets-finances?q=POITIERS&departement=86', personne);
  expect(plain(found)).toContain('Guichet unique en ligne');
  expect(plain(found)).not.toContain('Agenda des élus');
  expect(plain(await go('/dinum/projets-finances?q=elu', personne))).toContain('Agenda des élus');
  expect(plain(await go('/dinum/projets-finances?departement=23', personne))).toContain('Aucun projet ne correspond');
  const projet = linksOf(found).find(({ text }) => text.includes('Guichet unique'));
  const page = await good(personne.visit(projet?.href ?? ''));
  expect(linksOf(page).find(({ text }) => text.includes('Adopter'))?.href.href).toBe(DEPOT);
  expect(plain(page)).toContain('Licence : EUPL-1.2.');
  const other = linksOf(all).find(({ text }) => text.includes('Agenda des élus'));
  expect(plain(await good(personne.visit(other?.href ?? '')))).toContain('n’est pas encore partagé');
  expect((await personne.visit(`/poitiers${new URL(projet?.href ?? '', parvis.url).pathname.slice(6)}`)).status).toBe(
    404,
  );
});

test('programs read awards; applications are for the agents of the fund', async () => {
  const read = async (path: string) =>
    (await fetch(`${parvis.url}${path}`, { headers: { accept: 'application/json' } })).json();
  const { items } = await read('/common-grants/awards');
  expect(items.map(({ title }: { title: string }) => title)).toEqual(['Agenda des élus', 'Guichet unique en ligne']);
  expect((await personne.visit(items[1].source)).status).toBe(200);
  expect((await read('/common-grants/opportunities')).items.length).toBeGreaterThan(2);

  const nobody = await fetch(`${parvis.url}/common-grants/applications`, { headers: { accept: 'application/json' } });
  expect([nobody.status, nobody.headers.get('content-type')]).toEqual([
    401,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  const stranger = createVisitor(parvis.url);
  await signInAsAgent(stranger, 'sandrine-auger');
  expect((await stranger.visit('/common-grants/applications?organisation=dinum')).status).toBe(404);
  const own = await gestionnaire.visit('/common-grants/applications');
  expect(JSON.parse(own.html)).toMatchObject({ status: 200, items: [], paginationInfo: { totalItems: 0 } });
  expect((await gestionnaire.visit(`/common-grants/applications/${crypto.randomUUID()}`)).status).toBe(404);
});

test('nobody else sees what is not published yet, nor publishes', async () => {
  const stranger = createVisitor(parvis.url);
  await signInAsAgent(stranger, 'sandrine-auger');
  expect((await stranger.visit(PUBLICATION)).status).toBe(404);
});
