import { expect } from 'vitest';
import { checkPage } from './page-invariants.ts';
import { linksOf, textOfPage, type Visite, type Visitor } from './visitor.ts';

/** Where the fund of the demonstration is managed. */
export const FONDS = '/fonds/dinum';

/** The page that answers, which must be a good one. */
export async function good(page: Promise<Visite>, status = 200): Promise<Visite> {
  const visite = await page;
  expect([visite.status, checkPage(visite.html)], visite.url.href).toEqual([status, []]);
  return visite;
}

/** What the page says, without non-breaking spaces. */
export const plain = (visite: Visite): string => textOfPage(visite);

/** Visits the page of an action and sends its form. */
export async function act(
  visitor: Visitor,
  address: string,
  typed: Parameters<Visitor['submit']>[1],
  status = 200,
): Promise<Visite> {
  return good(visitor.submit(await good(visitor.visit(address)), typed, 'cle'), status);
}

/** A date as its three fields. @param iso « 2021-10-08 » */
export const champsDeDate = (name: string, iso: string) => {
  const [annee = '', mois = '', jour = ''] = iso.split('-');
  return { [`${name}.jour`]: jour, [`${name}.mois`]: mois, [`${name}.annee`]: annee };
};

/** What is typed to propose a subvention of 60 000 €, its enveloppe aside. */
export const PROPOSITION = {
  siret: '218 601 946 00013',
  nom: 'Commune de Poitiers',
  type: 'commune',
  code: '86',
  population: '89 000',
  objet: 'Guichet unique en ligne',
  ...champsDeDate('demandeRecue', '2021-03-01'),
  ...champsDeDate('finPrevue', '2023-03-01'),
  cout: '100 000',
  assiette: '80 000',
  taux: '75',
  montant: '60 000',
};

/** Opens a programme and a national enveloppe of a million euros. @returns its id */
export async function openEnveloppe(gestionnaire: Visitor): Promise<string> {
  const go = (address: string | URL) => good(gestionnaire.visit(address));
  const axe = { 'axe-1-nom': 'Grands projets', 'axe-1-montant': '24 000 000' };
  const programme = { nom: 'Transformation', montant: '24 000 000', ...axe };
  await good(gestionnaire.submit(await go(`${FONDS}/programme`), programme, 'nom'));
  const link = linksOf(await go(FONDS)).find(({ href }) => href.pathname.endsWith('/enveloppe'));
  const purse = { annee: '2021', code: '', nom: 'Guichet national', territoire: 'national' };
  const opened = await good(gestionnaire.submit(await go(link?.href ?? ''), purse, 'nom'));
  const acte = { montant: '1 000 000', motif: 'Ouverture', autorite: 'Loi de finances' };
  await good(gestionnaire.submit(await go(`${opened.url.pathname}/credits`), acte, 'montant'));
  return opened.url.pathname.split('/').at(-1) ?? '';
}
