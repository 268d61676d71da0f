import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { good, plain } from '../support/gestionnaire-du-fonds.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, type Visite, type Visitor } from '../support/visitor.ts';

/** Whoever manages open data sends a file that a spreadsheet spoilt, and reads what is wrong in it. */
let parvis: RunningParvis;
let gestionnaire: Visitor;
const IMPORTS = '/opendata/dinum/imports';

beforeAll(async () => {
  parvis = await startDemonstration();
  gestionnaire = createVisitor(parvis.url);
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
}, 120_000);
afterAll(() => parvis?.stop());

const ENTETE =
  'nomAttribuant;idAttribuant;dateConvention;referenceDecision;Nom du bénéficiaire*;idBeneficiaire;objet;montant;nature;conditionsVersement;datesPeriodeVersement;idRAE;notificationUE;pourcentageSubvention';
const ligne = (rang: number, siret: string) =>
  `Ville;21060004500392;16/03/2026;D-${rang};=Été;${siret};Fonctionnement;30000;aide en numéraire;unique;2026-05-24;;non;1`;
const LIGNES = [
  ENTETE,
  ...Array.from({ length: 60 }, (_, rang) => ligne(rang, '2,43E+13')),
  ligne(60, '52499120500013'),
];
const FICHIER = new File([Buffer.from(LIGNES.join('\r\n'), 'latin1')], 'subventions.csv', { type: 'text/csv' });

async function ended(rapport: URL): Promise<Visite> {
  for (;;) {
    const visite = await good(gestionnaire.visit(rapport));
    if (!plain(visite).includes('L’import est en cours')) return visite;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('what is missing is told beside its field', async () => {
  const form = await good(gestionnaire.visit(IMPORTS));
  const refused = await good(gestionnaire.submit(form, { type: 'scdl-subventions' }, 'fichier'), 422);
  expect(plain(refused)).toContain('Choisissez le fichier à importer.');
  const image = new File([Buffer.from('89504e470d0a1a0a', 'hex')], 'plan.png', { type: 'image/png' });
  const wrong = await good(gestionnaire.submit(refused, { type: 'scdl-subventions', fichier: image }, 'fichier'), 422);
  expect(plain(wrong)).toContain('Ce type de fichier n’est pas accepté ici.');
});

test('a file is imported, its defects are read page by page, and sent again it changes nothing', async () => {
  const form = await good(gestionnaire.visit(IMPORTS));
  const sent = await good(gestionnaire.submit(form, { type: 'scdl-subventions', fichier: FICHIER }, 'fichier'));
  const rapport = await ended(sent.url);
  expect(plain(rapport)).toMatch(/Lignes lues61Lignes acceptées1Lignes rejetées60Défauts121/);
  expect(plain(rapport)).toContain('Le tableur a remplacé le numéro SIRET par un nombre arrondi');
  const next = linksOf(rapport).find(({ text }) => text.includes('Page suivante'));
  expect(plain(await good(gestionnaire.visit(next?.href ?? '')))).toContain('Page précédente');
  const only = linksOf(rapport).find(({ href }) => href.searchParams.get('code') === 'siret_ecrase');
  expect(plain(await good(gestionnaire.visit(only?.href ?? '')))).toContain('Voir tous les défauts');

  const csv = await gestionnaire.visit(`${sent.url.pathname}/defauts.csv`);
  const [, first] = csv.html.split('\r\n');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(first).toMatch(/^2;dateConvention;16\/03\/2026;reparation;.*;2026-03-16;/);
  expect(csv.html.split('\r\n')).toHaveLength(123);

  const again = await good(gestionnaire.submit(form, { type: 'scdl-subventions', fichier: FICHIER }, 'fichier'));
  expect(again.url.pathname).toBe(sent.url.pathname);
  expect(plain(again)).toContain('Ce fichier est déjà importé : rien n’a changé.');
});

test('nobody else sees it, sends one, or learns that it exists', async () => {
  const other = createVisitor(parvis.url);
  await signInAsAgent(other, 'sandrine-auger');
  const list = await good(gestionnaire.visit(IMPORTS));
  const rapport = linksOf(list).find(({ href }) => href.pathname.startsWith(`${IMPORTS}/`))?.href ?? IMPORTS;
  expect((await other.visit(IMPORTS)).status).toBe(404);
  expect((await other.visit(rapport)).status).toBe(404);
  expect((await other.visit(`${rapport}/defauts.csv`)).status).toBe(404);
  const theirs = String(rapport).replace('/dinum/', '/poitiers/');
  expect((await other.visit(theirs)).status).toBeGreaterThanOrEqual(403);
});
