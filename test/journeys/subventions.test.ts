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

/** A subvention from its proposal to its last euro, and one that lapses: every page is a good one, every refusal is told. */
let parvis: RunningParvis;
let gestionnaire: Visitor;
let enveloppe = '';

beforeAll(async () => {
  parvis = await startDemonstration();
  gestionnaire = createVisitor(parvis.url);
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
  enveloppe = await openEnveloppe(gestionnaire);
}, 120_000);
afterAll(() => parvis?.stop());

const go = (address: string | URL) => good(gestionnaire.visit(address));

const act = (address: string, typed: Parameters<Visitor['submit']>[1], status = 200) =>
  actAs(gestionnaire, address, typed, status);

const PLAN = {
  ...champsDeDate('signeeLe', '2021-10-15'),
  ...champsDeDate('finPrevue', '2023-10-15'),
  dureeMois: '24',
  garantie: 'non',
  ...versement(1, 'avance', '18 000', '2021-11-01'),
  ...versement(2, 'acompte', '30 000', '2022-06-01'),
  ...versement(3, 'solde', '12 000', '2023-11-01'),
};

function versement(rang: number, nature: string, montant: string, prevuLe: string) {
  const nom = `versement-${rang}`;
  return {
    [`${nom}-nature`]: nature,
    [`${nom}-montant`]: montant,
    [`${nom}-condition`]: 'Factures acquittées',
    ...champsDeDate(`${nom}-prevuLe`, prevuLe),
  };
}

const ATTRIBUTION = {
  reference: 'Arrêté n° 2021-1042',
  ...champsDeDate('decideeLe', '2021-10-04'),
  ...champsDeDate('commencerAvant', '2022-10-04'),
};

test('a subvention goes to its last euro in three payments', async () => {
  const beyond = { ...PROPOSITION, enveloppe, montant: '60 001', autresAides: '25 000' };
  const refused = await act(`${FONDS}/subventions/nouvelle`, beyond, 422);
  expect(plain(refused)).toContain('Le montant est au plus de 60 000 € : 75 % de la dépense subventionnable');
  expect(plain(refused)).toContain('Les aides publiques dépassent la dépense subventionnable de 5 001 €');
  expect([shownIn(refused, 'nom'), shownIn(refused, 'demandeRecue.annee')]).toEqual([
    ['Commune de Poitiers'],
    ['2021'],
  ]);
  const ferme = await good(
    gestionnaire.submit(refused, { siret: '900 000 035 00015', montant: '60 000', autresAides: '' }, 'cle'),
    422,
  );
  expect(plain(ferme)).toContain(
    'est fermé depuis le 30 juin 2024. Indiquez le numéro SIRET d’un établissement ouvert',
  );
  const proposed = await good(gestionnaire.submit(refused, { montant: '60 000', autresAides: '' }, 'cle'));
  const subvention = proposed.url.pathname;
  expect(plain(proposed)).toContain('La subvention est proposée, ses crédits sont réservés.');

  // The same form again is the same subvention.
  const again = await gestionnaire.submit(refused, { montant: '60 000', autresAides: '' }, 'cle');
  expect(again.url.pathname).toBe(subvention);

  expect(plain(await act(`${subvention}/attribution`, {}, 422))).toContain('Dites quel acte attribue la subvention.');
  const demain = {
    ...ATTRIBUTION,
    ...champsDeDate('decideeLe', '2099-10-04'),
    ...champsDeDate('commencerAvant', '2099-11-04'),
  };
  expect(plain(await act(`${subvention}/attribution`, demain, 422))).toContain('Cette date est à venir');
  await act(`${subvention}/attribution`, ATTRIBUTION);
  expect(plain(await go(`${subvention}/attribution`))).toContain('La subvention est attribuée : cette action');

  const early = await act(`${subvention}/convention`, { ...PLAN, ...champsDeDate('signeeLe', '2021-10-03') }, 422);
  expect(early.html).toMatch(/href="#signeeLe[^"]*">La convention se signe le jour de la décision ou après/);
  const short = await act(`${subvention}/convention`, { ...PLAN, 'versement-3-montant': '11 000' }, 422);
  expect(plain(short)).toContain('Les versements totalisent 59 000 € : la subvention est de 60 000 €.');
  await good(gestionnaire.submit(short, { 'versement-3-montant': '12 000' }, 'cle'));

  const avance = await act(`${subvention}/service-fait`, { ...SERVICE, demande: '20 000', piece: FACTURE });
  expect(plain(avance)).toContain('18 000 € sont à payer. 2 000 € dépassent le plafond de l’article 12');
  const piece = linksOf(avance).find(({ href }) => href.pathname.endsWith('/piece'));
  expect((await gestionnaire.visit(piece?.href ?? '')).headers.get('content-disposition')).toContain('attachment');
  await payNextLot('payé');
  await act(`${subvention}/service-fait`, SERVICE);
  await payNextLot('rejeté', 'RIB clos');
  const rejected = await go(subvention);
  expect(plain(rejected)).toContain('Le versement 2 a été rejeté : RIB clos.');
  await good(gestionnaire.submit(rejected, { action: 'representer' }, 'action'));
  await payNextLot('payé');

  const compte = { depenseReelle: '78 000', justificatif: 'Compte final', ...champsDeDate('soldeeLe', '2023-11-02') };
  expect(plain(await act(`${subvention}/solde`, { ...compte, depenseReelle: 'x' }, 422))).toContain('en chiffres');
  const seen = await act(`${subvention}/solde`, compte);
  expect(plain(seen)).toMatch(/Solde à payer10 500 €.*Rendu à l’enveloppe1 500 €.*est définitif/);
  // Nothing is written yet; what was typed comes back, and the address can be opened again.
  expect(plain(await go(subvention))).toContain('Conventionnée');
  const corriger = linksOf(seen).find(({ text }) => text === 'Corriger');
  expect(shownIn(await go(corriger?.href ?? ''), 'depenseReelle')).toEqual(['78 000']);
  const closed = await good(gestionnaire.submit(await go(seen.url), {}, 'cle'));
  expect(plain(closed)).toContain('Subvention finale : 58 500 €. Déjà versé : 48 000 €.');
  expect(plain(await go(seen.url))).toContain('La subvention est soldée');
  await payNextLot('payé');
  const end = await go(subvention);
  expect(plain(end)).toContain('Subvention finale58 500 €Payés58 500 €');
  expect(plain(await go(`${FONDS}/enveloppes/${enveloppe}`))).toContain('Rendus1 500 €');
});

test('a subvention whose project does not begin lapses; one that began is changed by an avenant', async () => {
  const proposed = await act(`${FONDS}/subventions/nouvelle`, { ...PROPOSITION, enveloppe });
  const subvention = proposed.url.pathname;
  await act(`${subvention}/attribution`, ATTRIBUTION);
  expect(plain(await act(`${subvention}/commencement`, champsDeDate('commencement', '2021-02-28'), 422))).toContain(
    'art. 5',
  );
  await act(`${subvention}/convention`, PLAN);
  const avenant = {
    motif: 'Retard',
    ...champsDeDate('signeLe', '2022-01-10'),
    ...champsDeDate('finPrevue', '2024-10-15'),
  };
  expect(plain(await act(`${subvention}/avenant`, avenant))).toContain('15 octobre 2024');
  const caducite = { cause: 'non_commencee', reference: 'Décision n° 12' };
  const refused = await act(`${subvention}/caducite`, { ...caducite, reversement: '1' }, 422);
  expect(plain(refused)).toContain('0 € ont été payés');
  expect(refused.html).toMatch(/href="#reversement[^"]*">/);
  const seen = await act(`${subvention}/caducite`, caducite);
  expect(plain(seen)).toContain('Rendu à l’enveloppe60 000 €');
  const lapsed = await good(gestionnaire.submit(seen, {}, 'cle'));
  expect(plain(lapsed)).toContain('La subvention est caduque.');
  expect(plain(await go(`${FONDS}/subventions?statut=caduque&q=poitiers`))).toContain('Commune de Poitiers');
});

test('one that is given up frees its credits; what a spreadsheet would run is only text', async () => {
  const nom = '=HYPERLINK("https://piege.example")';
  const proposed = await act(`${FONDS}/subventions/nouvelle`, { ...PROPOSITION, enveloppe, nom });
  const subvention = proposed.url.pathname;
  await act(`${subvention}/attribution`, ATTRIBUTION);
  await act(`${subvention}/convention`, PLAN);
  await act(`${subvention}/service-fait`, SERVICE);
  const { csv } = await prepareLot();
  expect(csv).toContain(`"'=HYPERLINK(""https://piege.example"")"`);
  const other = await act(`${FONDS}/subventions/nouvelle`, { ...PROPOSITION, enveloppe });
  expect(plain(await act(`${other.url.pathname}/abandon`, { motif: 'Projet retiré' }))).toContain('Abandonnée');
});

test('a return that is not one is told, and nobody else sees any of it', async () => {
  const paiements = await go(`${FONDS}/paiements`);
  expect(plain(await good(gestionnaire.submit(paiements, {}, 'retour'), 422))).toContain('Choisissez le fichier');
  const classeur = new File(['PK\u0003\u0004\u0000'], 'retour.xlsx');
  expect(plain(await good(gestionnaire.submit(paiements, { retour: classeur }, 'retour'), 422))).toContain(
    'Ce fichier n’est pas un CSV.',
  );
  const retour = new File(['reference;montant\nL1;12\n'], 'retour.csv', { type: 'text/csv' });
  const report = await good(gestionnaire.submit(paiements, { retour }, 'retour'));
  expect(plain(report)).toContain('Il manque des colonnes');
  const other = createVisitor(parvis.url);
  await signInAsAgent(other, 'sandrine-auger');
  for (const address of [`${FONDS}/subventions`, `${FONDS}/paiements`, report.url.pathname]) {
    expect((await other.visit(address)).status).toBe(404);
  }
});

const SERVICE = { justificatif: 'Factures acquittées', ...champsDeDate('justifieLe', '2022-06-10') };
const FACTURE = new File(['%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], 'factures.pdf', {
  type: 'application/pdf',
});

async function prepareLot(): Promise<{ readonly lot: URL; readonly csv: string }> {
  const lot = await good(gestionnaire.submit(await go(`${FONDS}/paiements`), { action: 'preparer' }, 'action'));
  const json = await gestionnaire.visit(`${lot.url.pathname}/liste.json`);
  expect(JSON.parse(json.html)).toMatchObject({ nombre: 1 });
  return { lot: lot.url, csv: (await gestionnaire.visit(`${lot.url.pathname}/liste.csv`)).html };
}

/** The accountant fills the sheet in with a spreadsheet, and sends it back, twice. */
async function payNextLot(statut: string, motif = ''): Promise<void> {
  const { csv } = await prepareLot();
  const filled = csv.replaceAll(/,,,\r\n/g, `,${statut},2023-11-20,${motif}\r\n`);
  const retour = new File([filled], 'retour.csv', { type: 'text/csv' });
  const form = await go(`${FONDS}/paiements`);
  const report = await good(gestionnaire.submit(form, { retour }, 'retour'));
  expect(plain(report)).toContain(statut === 'payé' ? 'Versements payés1' : 'Versements rejetés1');
  expect(plain(await good(gestionnaire.submit(form, { retour }, 'retour')))).toContain('Lignes déjà connues1');
}
