import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defautsDuFichier } from '../../src/modules/opendata/testing/valider-fichier.ts';
import { openBrowser } from '../support/axe.ts';
import {
  beginAuNomDe,
  DEPOT,
  deposit,
  FORMULAIRE,
  fillCodeEtEngagements,
  fillCollectivite,
  fillFinancement,
  fillProjet,
  inYears,
} from '../support/candidature-locale.ts';
import { evaluate, holdCommission, rank, shareEvaluations } from '../support/commission-du-fonds.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { textOfPdf } from '../support/pdf-text.ts';
import { openPersonne, type Personne } from '../support/personne.ts';
import type { Courrier, RunningParvis } from '../support/running-parvis.ts';
import { sampleFiles } from '../support/sample-files.ts';
import { award, PLAN, pay } from '../support/subventions-du-fonds.ts';
import { verifyReceipt } from '../support/verify-receipt.ts';

/**
 * One euro of the fund, from the first question to the open data; and a request that is refused. Each person has a
 * browser of their own: those who manage, sign, or ask from a village let no script run.
 */
const FONDS = '/fonds/dinum';
const TODAY = inYears(0);
const PORTAIL = { titre: 'Portail des démarches en ligne', cout: '80 000', aide: '60 000', part: '20 000' };
const AGENDA = { titre: 'Agenda des assemblées', cout: '30 000', aide: '15 000', part: '15 000' };
const MOTIF = 'Le projet a commencé avant la réception de la demande.';
const RECOURS = 'Le bon de commande cité est celui d’un autre projet.';

let browser: Browser;
let parvis: RunningParvis;
let fatou: Personne;
let yannick: Personne;
let martine: Personne;
let gestionnaire: Personne;
let instructeur: Personne;
let experte: Personne;
let valideur: Personne;

beforeAll(async () => {
  [browser, parvis] = await Promise.all([openBrowser(), startDemonstration()]);
  const sansJavaScript = { javaScriptEnabled: false };
  [fatou, yannick, martine, gestionnaire, instructeur, experte, valideur] = await Promise.all([
    openPersonne(browser, parvis.url, { agent: 'fatou-sow' }),
    openPersonne(browser, parvis.url, { agent: 'yannick-le-goff' }),
    openPersonne(browser, parvis.url, { agent: 'martine-jouhandeau', ...sansJavaScript }),
    openPersonne(browser, parvis.url, { agent: 'nadia-khelifi', ...sansJavaScript }),
    openPersonne(browser, parvis.url, { agent: 'karim-benali' }),
    openPersonne(browser, parvis.url, { agent: 'elodie-marchand' }),
    openPersonne(browser, parvis.url, { agent: 'bernard-vasseur', ...sansJavaScript }),
  ]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await parvis?.stop();
});

let portail = { dossier: '', numero: '' };
let agenda = { dossier: '', numero: '' };
let enveloppe = '';
let subvention = '';
let refus = { id: '' };

test('the manager opens an enveloppe, and its credits', async () => {
  await gestionnaire.go(FONDS);
  await gestionnaire.at('Crédits du fonds');
  const axe = gestionnaire.page.getByRole('link', { name: /Ouvrir une enveloppe/ }).last();
  await axe.click();
  await gestionnaire.at('Ouvrir une enveloppe');
  await gestionnaire.fill({ 'Nom de l’enveloppe': 'Projets locaux', Année: TODAY.slice(0, 4) });
  await gestionnaire.check('Dans toute la France');
  await gestionnaire.press('Ouvrir l’enveloppe');
  await gestionnaire.at(/^Projets locaux/);
  enveloppe = new URL(gestionnaire.page.url()).pathname;
  await gestionnaire.follow('Ouvrir des crédits');
  await gestionnaire.fill({ 'Montant en euros': '100 000', Motif: 'Ouverture', Autorité: 'Loi de finances' });
  await gestionnaire.press('Ouvrir des crédits');
  await gestionnaire.at(/^Projets locaux/);
  expect(await gestionnaire.reads()).toContain('Disponibles 100 000 €');
});

test('anybody knows what Poitiers may ask, why, and where', async () => {
  const personne = await openPersonne(browser, parvis.url);
  await personne.go('/fonds/eligibilite');
  await personne.at('Les aides possibles pour ma collectivité');
  await personne.fill({ 'Nom de la collectivité, ou numéro SIREN': 'Poitiers' });
  await personne.press('Voir les aides possibles');
  await personne.at('Aides possibles pour Poitiers');
  const read = await personne.reads();
  expect(read).toMatch(/Projets numériques locaux .* Éligible Ouvert .* Remplie Moins de 100 000 habitants/);
  expect(read).toMatch(/Non éligible .* Non remplie Un département, ou au moins/);
  // The two that are open to it, not the one whose rules say no.
  expect(await personne.page.getByRole('link', { name: 'Demander cette aide' }).count()).toBe(2);
  await personne.follow(/Demander cette aide.*Projets numériques locaux/);
  await personne.at('Demander une aide pour un projet local');
  expect(new URL(personne.page.url()).pathname).toBe(FORMULAIRE);
  await personne.page.context().close();
});

test('two people of Poitiers fill one draft in; one deposits, with a receipt that proves it', async () => {
  await fatou.go(FORMULAIRE);
  await beginAuNomDe(fatou, 'Poitiers');
  await fillCollectivite(fatou, 'Fatou Sow');
  await fillProjet(fatou, PORTAIL);

  // Her colleague begins too, and finds what she did.
  await yannick.go(FORMULAIRE);
  await yannick.follow('Commencer');
  await yannick.press('Commencer au nom de Poitiers');
  await fillFinancement(yannick, PORTAIL);
  await fillCodeEtEngagements(yannick);
  const verified = await yannick.reads();
  for (const words of ['Fatou Sow', PORTAIL.titre, '80 000 €', '60 000 €', '75 %']) expect(verified).toContain(words);
  portail = await deposit(yannick);
  expect(await verifyReceipt(await yannick.download('Télécharger l’accusé de dépôt'))).toBe(0);

  await fatou.go(portail.dossier);
  await fatou.at(`Votre demande ${portail.numero}`);
  expect(await fatou.reads()).toContain('Au nom de Poitiers');
});

test('Flayat asks too', async () => {
  await martine.go(FORMULAIRE);
  await beginAuNomDe(martine, 'Flayat');
  await fillCollectivite(martine, 'Martine Jouhandeau');
  await fillProjet(martine, AGENDA);
  await fillFinancement(martine, AGENDA);
  await fillCodeEtEngagements(martine);
  agenda = await deposit(martine);
});

test('an agent of the fund finds both admissible, and takes them up', async () => {
  for (const { numero } of [portail, agenda]) {
    await instructeur.go(`${FONDS}/candidatures`);
    await instructeur.at('Demandes');
    await instructeur.follow(numero);
    await instructeur.at(`Demande ${numero}`);
    expect(await instructeur.reads()).toMatch(/Éligible.*Remplie Moins de 100 000 habitants/);
    await instructeur.follow('Dire si elle est recevable');
    await instructeur.at('Dire si la demande est recevable');
    await instructeur.page.getByRole('radio', { name: 'Recevable', exact: true }).check();
    await instructeur.press('Enregistrer la réponse');
    await instructeur.at(`Demande ${numero}`);
    await instructeur.press('Prendre en instruction');
    await instructeur.at(`Demande ${numero}`);
    expect(await instructeur.reads()).toContain('La demande est en instruction.');
  }
  await fatou.go(portail.dossier);
  expect(await fatou.reads()).toMatch(/Votre demande reçue le .* est recevable/);
});

test('an expert gives the opinion that is asked', async () => {
  await ouvrirDemande(portail.numero);
  await instructeur.page.getByText('Autres actions').click();
  await instructeur.follow('Demander un avis');
  await instructeur.at('Demander un avis');
  await instructeur.choose('Expert', 'Élodie Marchand');
  await instructeur.fill({ 'Question particulière': 'Le calendrier tient-il ?' });
  await instructeur.press('Demander l’avis');
  await instructeur.at(`Demande ${portail.numero}`);
  expect(await instructeur.reads()).toContain('L’avis d’Élodie Marchand est demandé.');

  await experte.go(`${FONDS}/candidatures`);
  await experte.follow(portail.numero);
  await experte.at(`Demande ${portail.numero}`);
  await experte.follow('Donner mon avis');
  await experte.at('Donner mon avis');
  expect(await experte.reads()).toContain('Le calendrier tient-il ?');
  for (const favorable of await experte.page.getByRole('radio', { name: 'Favorable', exact: true }).all()) {
    await favorable.check();
  }
  await experte.fill({ 'Votre avis en quelques mots': 'Il tient, avec deux personnes.' });
  await experte.press('Donner cet avis');
  await experte.at(`Demande ${portail.numero}`);
  await ouvrirDemande(portail.numero);
  expect(await instructeur.reads()).toMatch(/Élodie Marchand Favorable .*Il tient, avec deux personnes\./);
});

async function ouvrirDemande(numero: string): Promise<void> {
  await instructeur.go(`${FONDS}/candidatures`);
  await instructeur.follow(numero);
  await instructeur.at(`Demande ${numero}`);
}

test('two reviewers note both requests, and they are ranked', async () => {
  await shareEvaluations(gestionnaire, FONDS, ['Karim Benali', 'Élodie Marchand']);
  expect(await gestionnaire.reads()).toContain('4 évaluations demandées.');
  for (const evaluateur of [instructeur, experte]) {
    await evaluate(evaluateur, FONDS, portail.numero, '5');
    await evaluate(evaluateur, FONDS, agenda.numero, '3');
  }
  await rank(gestionnaire, FONDS, ['Poitiers', 'Flayat']);
});

test('the committee simulates, funds both, closes, and has its minutes', async () => {
  const seance = { tenueLe: TODAY, enveloppe: 'Projets locaux', total: '75 000 €' };
  const minutes = await textOfPdf(await holdCommission(gestionnaire, seance));
  for (const words of ['Alix Roy', 'le quorum de 2 est atteint', portail.numero, '60 000 €', 'Subvention proposée']) {
    expect(minutes).toContain(words);
  }
  await gestionnaire.go(enveloppe);
  expect(await gestionnaire.reads()).toContain('Disponibles 25 000 € Réservés à des propositions 75 000 €');
});

test('the award is signed, the agreement has three payments', async () => {
  subvention = await award(valideur, FONDS, { beneficiaire: 'Poitiers', reference: 'Arrêté n° 12', le: TODAY });
  await gestionnaire.go(subvention);
  await gestionnaire.follow('Enregistrer la convention');
  await gestionnaire.at('Enregistrer la convention');
  await gestionnaire.date('signeeLe', TODAY);
  await gestionnaire.fill({ 'Durée du projet en mois': '24' });
  await gestionnaire.check('Non');
  for (const [rang, nature, montant, condition] of PLAN) {
    const line = gestionnaire.group(rang === 1 ? 'Versement 1' : `Versement ${rang} (facultatif)`);
    await line.getByLabel('Nature').selectOption({ label: nature });
    await line.getByLabel('Montant en euros').fill(montant);
    await line.getByLabel('Condition').fill(condition);
    await gestionnaire.date(`versement-${rang}-prevuLe`, inYears(rang));
  }
  await gestionnaire.press('Enregistrer la convention');
  await gestionnaire.at(/^Subvention /);
  expect(await gestionnaire.reads()).toMatch(
    /Conventionnée.*1\. Avance 18 000 €.*2\. Acompte 30 000 €.*3\. Solde 12 000 €/,
  );
});

test('the beneficiary reads the decision, and its letter', async () => {
  await answered('yannick');
  await fatou.go(portail.dossier);
  await fatou.at(`Votre demande ${portail.numero}`);
  expect(await fatou.reads()).toContain('Votre demande a été acceptée');
  const letter = await textOfPdf(await fatou.download('Télécharger la lettre (PDF)'));
  for (const words of ['Poitiers', PORTAIL.titre, '60 000 €', 'Arrêté n° 12', 'au taux de 75 %', 'recours gracieux']) {
    expect(letter).toContain(words);
  }
});

test('three payments are certified, sent to the accountant, and come back paid', async () => {
  for (const [rang, , montant] of PLAN.slice(0, 2)) {
    await gestionnaire.go(subvention);
    await gestionnaire.follow('Certifier le service fait');
    await gestionnaire.at('Certifier le service fait');
    await gestionnaire.fill({ Justificatif: `Factures du versement ${rang}` });
    await gestionnaire.date('justifieLe', TODAY);
    const name = `factures-${rang}.pdf`;
    await gestionnaire.attach('Pièce justificative', { name, mimeType: 'application/pdf', buffer: sampleFiles.pdf });
    await gestionnaire.press('Certifier le service fait');
    await gestionnaire.at(/^Subvention /);
    expect(await gestionnaire.reads()).toContain(`${montant} € sont à payer.`);
    expect(await gestionnaire.download(name)).toEqual(sampleFiles.pdf);
    await pay(gestionnaire, FONDS, { montant, le: TODAY });
  }
  await gestionnaire.go(subvention);
  await gestionnaire.follow('Solder la subvention');
  await gestionnaire.at('Solder la subvention');
  await gestionnaire.fill({
    'Dépense subventionnable réelle en euros': '80 000',
    Justificatif: 'Compte final',
  });
  await gestionnaire.date('soldeeLe', TODAY);
  await gestionnaire.press('Calculer le compte final');
  await gestionnaire.at('Vérifier le compte final');
  await gestionnaire.press('Solder définitivement');
  await gestionnaire.at(/^Subvention /);
  expect(await gestionnaire.reads()).toContain('Il reste à verser un solde de 12 000 €.');
  await pay(gestionnaire, FONDS, { montant: '12 000', le: TODAY });
  await gestionnaire.go(subvention);
  await gestionnaire.at(/^Subvention /);
  expect(await gestionnaire.reads()).toMatch(/Soldée .*Subvention finale 60 000 € Payés 60 000 €/);
});

test('the award is published, valid, and found in the catalogue', async () => {
  await gestionnaire.go(`${FONDS}/publication`);
  await gestionnaire.at('Publication des subventions');
  await gestionnaire.page.locator('[name="siret"]').fill('130 025 265 00013');
  await gestionnaire.press('Enregistrer');
  await gestionnaire.at('Publication des subventions');
  await gestionnaire.press('Publier');
  await gestionnaire.at('Publication des subventions');
  expect(await gestionnaire.reads()).toContain('1 subvention publiée.');

  const personne = await openPersonne(browser, parvis.url);
  await personne.go('/dinum/donnees/subventions');
  await personne.at('Subventions attribuées');
  const csv = (await personne.download('Télécharger le fichier (CSV)')).toString();
  expect(defautsDuFichier(csv)).toEqual([]);
  expect(csv).toContain(`,${PORTAIL.titre},`);
  expect(csv).not.toContain(AGENDA.titre);
  await personne.go('/dinum/projets-finances');
  await personne.at('Projets financés');
  await personne.follow(PORTAIL.titre);
  await personne.at(PORTAIL.titre);
  expect(await personne.reads()).toMatch(/Subvention 60 000 €.*Déjà versé 60 000 €/);
  const code = personne.page.getByRole('link', { name: /Adopter/ });
  expect(await code.getAttribute('href')).toBe(DEPOT);
  await personne.page.context().close();
});

test('the other is refused: its reasons, its means of appeal, and its credits free again', async () => {
  await gestionnaire.go(enveloppe);
  expect(await gestionnaire.reads()).toContain('Réservés à des propositions 15 000 €');
  // While a subvention answers it, nothing offers to refuse it.
  await ouvrirDemande(agenda.numero);
  await instructeur.page.getByText('Autres actions').click();
  expect(await instructeur.page.getByRole('link', { name: 'Refuser la demande' }).count()).toBe(0);
  await valideur.go(`${FONDS}/subventions`);
  await valideur.page
    .getByRole('row', { name: /Flayat/ })
    .getByRole('link')
    .first()
    .click();
  await valideur.at(/^Subvention /);
  await valideur.page.getByText('Autres actions').click();
  await valideur.follow('Abandonner');
  await valideur.at('Abandonner la subvention');
  await valideur.fill({ Motif: 'Le projet avait commencé' });
  await valideur.press('Abandonner la subvention');
  await valideur.at(/^Subvention /);
  await ouvrirLeRefus();
  await instructeur.at('Refuser la demande');
  await instructeur.fill({ Motif: MOTIF });
  await instructeur.press('Refuser la demande');
  await instructeur.at(`Demande ${agenda.numero}`);
  expect(await instructeur.reads()).toContain('La demande est refusée.');

  refus = await answered('martine');
  await martine.go(agenda.dossier);
  await martine.at(`Votre demande ${agenda.numero}`);
  const read = await martine.reads();
  expect(read).toContain('Votre demande a été refusée');
  expect(read).toContain(MOTIF);
  const letter = await textOfPdf(await martine.download('Télécharger la lettre (PDF)'));
  for (const words of [MOTIF, 'dans les deux mois', 'recours gracieux', 'tribunal administratif de Paris']) {
    expect(letter).toContain(words);
  }
  await gestionnaire.go(enveloppe);
  await gestionnaire.at(/^Projets locaux/);
  expect(await gestionnaire.reads()).toMatch(/Disponibles 40 000 € Réservés à des propositions 0 €.*Payés 60 000 €/);
});

test('its appeal is heard: the request is taken up again, and funded', async () => {
  await martine.go(agenda.dossier);
  await martine.follow('Contester cette décision');
  await martine.at('Contester cette décision');
  const voies = await martine.reads();
  for (const words of ['recours gracieux', 'recours hiérarchique', 'tribunal administratif de Paris', 'R421-1']) {
    expect(voies).toContain(words);
  }
  await martine.fill({ 'Pourquoi la décision doit-elle changer ?': RECOURS });
  await martine.press('Déposer le recours');
  await martine.at(`Votre demande ${agenda.numero}`);
  expect(await martine.reads()).toMatch(/recours gracieux est en cours d’examen.*Recours gracieux déposé/);

  const annonce = await parvis.courrier(({ subject }) => subject.endsWith('un recours gracieux est à examiner'));
  expect(annonce.text).toContain(`${parvis.url}${FONDS}/candidatures/`);
  expect(annonce.text).not.toMatch(/Flayat|bon de commande/);
  await ouvrirDemande(agenda.numero);
  expect(await instructeur.reads()).toMatch(/Recours à examiner.*Sans réponse, il est rejeté/i);
  await instructeur.follow('Répondre au recours');
  await instructeur.at('Répondre au recours');
  expect(await instructeur.reads()).toContain(RECOURS);
  await instructeur.press('Rouvrir le dossier');
  await instructeur.at(`Demande ${agenda.numero}`);
  expect(await instructeur.reads()).toMatch(/Recours gracieux reçu.*Recours gracieux accueilli/);
  await instructeur.follow('Proposer une subvention');
  await instructeur.at('Proposer une subvention');
  await instructeur.choose('Enveloppe', /^Projets locaux/);
  await instructeur.fill({ 'Taux en %': '50' });
  await instructeur.press('Proposer la subvention');
  await instructeur.at(/^Subvention /);
  expect(await instructeur.reads()).toMatch(/Recours gracieux Reçu le [^.]*, accueilli le /);
  await award(valideur, FONDS, { beneficiaire: 'Flayat', reference: 'Arrêté n° 13', le: TODAY });

  await answered('martine', refus.id);
  await martine.go(agenda.dossier);
  await martine.at(`Votre demande ${agenda.numero}`);
  expect(await martine.reads()).toContain('Votre demande a été acceptée');
  expect(await textOfPdf(await martine.download('Télécharger la lettre (PDF)'))).toContain('Arrêté n° 13');
});

async function ouvrirLeRefus(): Promise<void> {
  await ouvrirDemande(agenda.numero);
  await instructeur.page.getByText('Autres actions').click();
  await instructeur.follow('Refuser la demande');
}

/** Waits for the mail of a decision, which leaves once its letter is there. @param sauf one that is known already */
function answered(agent: string, sauf = ''): Promise<Courrier> {
  return parvis.courrier(({ id, to, subject }) => id !== sauf && to.startsWith(agent) && /^La réponse/.test(subject));
}
