import { expect } from 'vitest';
import { inYears } from './candidature-locale.ts';
import type { Personne } from './personne.ts';

/** Of 60 000 €: rank, kind, amount as it is read, condition. */
export const PLAN = [
  [1, 'Avance', '18 000', 'Signature'],
  [2, 'Acompte', '30 000', 'Factures acquittées'],
  [3, 'Solde', '12 000', 'Compte final'],
] as const;

/** Signs what is proposed to somebody. @returns the address of the subvention */
export async function award(
  valideur: Personne,
  fonds: string,
  { beneficiaire, reference, le }: Readonly<Record<'beneficiaire' | 'reference' | 'le', string>>,
): Promise<string> {
  await valideur.go(`${fonds}/subventions?statut=proposee`);
  await valideur.at('Subventions');
  await valideur.page.getByRole('row', { name: beneficiaire }).getByRole('link').first().click();
  await valideur.at(/^Subvention /);
  const { pathname } = new URL(valideur.page.url());
  await valideur.follow('Attribuer la subvention');
  await valideur.at('Attribuer la subvention');
  await valideur.fill({ 'Acte d’attribution': reference });
  await valideur.date('decideeLe', le);
  await valideur.date('commencerAvant', inYears(1));
  await valideur.press('Attribuer la subvention');
  await valideur.at(/^Subvention /);
  expect(await valideur.reads()).toContain('La subvention est attribuée.');
  return pathname;
}

/**
 * One sheet leaves for the accountant with one payment, and comes back filled in.
 *
 * @param montant as it is read: « 18 000 »
 * @param le the day it was paid, as « 2026-12-31 »
 */
export async function pay(
  gestionnaire: Personne,
  fonds: string,
  { montant, le }: Readonly<Record<'montant' | 'le', string>>,
): Promise<void> {
  await gestionnaire.go(`${fonds}/paiements`);
  await gestionnaire.at('Paiements');
  await gestionnaire.press('Préparer un lot pour le comptable');
  await gestionnaire.at(/^Lot /);
  expect(await gestionnaire.reads()).toContain(`1 versement, ${montant} €`);
  const csv = (await gestionnaire.download('Télécharger le fichier du comptable (CSV)')).toString();
  const liste = JSON.parse((await gestionnaire.download('Télécharger pour un logiciel (JSON)')).toString());
  expect(liste).toMatchObject({ nombre: 1, montant: `${montant.replace(' ', '')}.00` });
  expect(csv).toContain(liste.versements[0].reference);

  await gestionnaire.go(`${fonds}/paiements`);
  await gestionnaire.attach('Fichier renvoyé par le comptable', {
    name: 'retour.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv.replaceAll(/,,,\r\n/g, `,payé,${le},\r\n`)),
  });
  await gestionnaire.press('Lire le fichier');
  await gestionnaire.at(/^Retour/);
  expect(await gestionnaire.reads()).toContain('Versements payés 1');
}
