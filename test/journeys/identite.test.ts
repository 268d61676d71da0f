import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { startDemonstration } from '../support/demonstration.ts';
import type { RunningParvis } from '../support/running-parvis.ts';

/** Who one is, from sign-in to sign-out, as people live it: every way in, and one computer for two families. */
let browser: Browser;
let parvis: RunningParvis;

const CANTINE = '/poitiers/demarches/cantine';

beforeAll(async () => {
  [browser, parvis] = await Promise.all([openBrowser(), startDemonstration()]);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await parvis?.stop();
});

describe('a parent without FranceConnect', () => {
  test('comes by an e-mail link, types everything, deposits; the identity is marked as declared', async () => {
    const parent = await open();
    await parent.goto(`${CANTINE}/commencer`);
    await signInByLink(parent, 'lea.fontaine@exemple.test', 'Recevoir un lien pour commencer');

    // The choice was made: nothing is asked again, not even the address.
    await at(parent, 'Vous');
    expect(await parent.getByLabel('Votre adresse électronique').inputValue()).toBe('lea.fontaine@exemple.test');
    expect(await parent.getByText('Transmis par').count()).toBe(0);
    await parent.getByLabel('Nom de naissance').fill('Fontaine');
    await parent.getByLabel('Prénoms').fill('Léa');
    await fillDate(parent.getByRole('group', { name: 'Date de naissance' }), '12', '5', '1990');
    await parent.getByLabel('Votre numéro de téléphone').fill('06 12 34 56 78');
    await goOn(parent);

    await at(parent, 'Votre adresse');
    await parent.getByLabel('Numéro').fill('14');
    await parent.getByLabel('Voie ou lieu-dit').fill('Rue des Feuillants');
    await parent.getByLabel('Code postal').fill('86000');
    await parent.getByLabel('Commune', { exact: true }).fill('Poitiers');
    await send(parent);

    await at(parent, 'Votre quotient familial');
    await yesNo(parent, 'Souhaitez-vous communiquer').non.check();
    await goOn(parent);

    await at(parent, 'Vos enfants');
    const enfant = parent.getByRole('group', { name: 'Enfant 1', exact: true });
    await enfant.getByLabel('Prénom').fill('Noé');
    await enfant.getByLabel('Nom', { exact: true }).fill('Fontaine');
    await fillDate(enfant.getByRole('group', { name: 'Date de naissance' }), '3', '9', '2018');
    await yesNo(enfant, 'mangera-t-il').oui.check();
    await enfant.getByLabel('École').selectOption('École Jules-Ferry');
    await enfant.getByLabel('Classe').selectOption('CE2');
    await yesNo(enfant, 'projet d’accueil').non.check();
    await enfant.getByRole('group', { name: 'Quels jours mangera-t-il' }).getByLabel('Mardi').check();
    await enfant.getByLabel('Menu du jour').check();
    await goOn(parent);
    for (const step of ['Le prix', 'Les personnes autorisées']) {
      await at(parent, step);
      await send(parent);
    }
    await at(parent, 'Vos engagements');
    await parent.getByLabel('J’ai lu le règlement').check();
    await parent.getByLabel('Je certifie').check();
    await send(parent);

    await at(parent, 'Vérifiez vos réponses');
    await says(parent, 'Identité déclarée, non vérifiée');
    expect(await parent.getByText('Transmis par').count()).toBe(0);
    await isGood(parent);
    await parent.getByRole('button', { name: 'Déposer ma demande' }).click();
    await at(parent, 'Votre demande est déposée');
    const numero = (await parent.locator('.confirmation').innerText()).match(/\d{4}-[\dA-Z-]+/)?.[0] ?? '';

    const agent = await open();
    await signInAsAgent(agent, 'sandrine-auger', '/instruction/poitiers');
    await agent.getByRole('link', { name: numero }).click();
    await at(agent, `Dossier ${numero}`);
    await says(agent, 'Identité déclarée, non vérifiée');
    await isGood(agent);
  });
});

describe('an agent', () => {
  test('is refused with a password alone, then admitted with a second factor', async () => {
    const agent = await open();
    await signInAsAgent(agent, 'gerard-petit', '/instruction/poitiers');
    await at(agent, 'Connexion impossible');
    await says(agent, 'double authentification');
    expect(await agent.getByRole('button', { name: 'Se déconnecter' }).count()).toBe(0);
    await isGood(agent);

    await agent.getByRole('link', { name: 'Recommencer' }).click();
    await at(agent, 'Connexion des agents');
    await agent.getByRole('button', { name: 'ProConnect' }).click();
    await choose(agent, 'sandrine-auger');
    await agent.waitForURL('**/instruction/poitiers');
  });
});

describe('a computer that two families share', () => {
  test('after a sign-out nothing of the first parent is left for the second, not even behind Back', async () => {
    const page = await open();
    await begin(page, 'sophie-garnier');
    await at(page, 'Vous');
    await says(page, 'GARNIER');
    const draft = page.url();
    await page.goto('/mes-dossiers');
    await says(page, 'Inscription à la cantine');
    await isGood(page);
    await openMenu(page);
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await says(page, 'Vous êtes déconnecté.');
    await isGood(page);
    await expectNothingOf(page, 'Garnier');

    // Nothing was kept by the browser: each step back asks the server again, which knows nobody.
    for (let steps = 0; steps < 2; steps += 1) {
      await page.goBack();
      await expectNothingOf(page, 'Garnier');
    }

    await page.goto('/connexion');
    await page.getByRole('button', { name: 'FranceConnect' }).click();
    // FranceConnect forgot them too: it asks who is there, instead of going on as the one before.
    await choose(page, 'julien-lefevre');
    await openMenu(page);
    await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
    await says(page, 'Julien');
    await page.goto('/mes-dossiers');
    await says(page, 'Vous n’avez pas encore de dossier');
    await expectNothingOf(page, 'Garnier');
    expect((await page.goto(draft))?.status()).toBe(404);
    await expectNothingOf(page, 'Garnier');
    for (let steps = 0; steps < 3; steps += 1) {
      await page.goBack();
      await expectNothingOf(page, 'Garnier');
    }
  });
});

describe('two accounts of one person', () => {
  test('become one, with the dossiers of both', async () => {
    const page = await open();
    await page.goto('/connexion?retour=/compte');
    await signInByLink(page, 'aicha.diallo@exemple.test');
    await at(page, 'Mon compte');
    await page.goto(`${CANTINE}/commencer`);
    await page.getByRole('button', { name: 'Commencer sans FranceConnect' }).click();
    await at(page, 'Vous');

    const other = await open();
    await begin(other, 'aicha-diallo', '/poitiers/demarches/occupation-domaine-public');
    await other.waitForURL('**/dossiers/**');
    await other.goto('/mes-dossiers');
    expect(await dossiersOf(other)).toHaveLength(1);
    await other.context().close();

    await page.goto('/compte/connexions');
    await page.getByRole('link', { name: 'J’ai un autre compte ici' }).click();
    await at(page, 'Réunir deux comptes');
    await isGood(page);
    await page.getByRole('button', { name: 'FranceConnect' }).click();
    await choose(page, 'aicha-diallo');
    await at(page, 'Réunir ces deux comptes ?');
    await says(page, 'Certifié par FranceConnect');
    await says(page, 'lien reçu à aicha.diallo@exemple.test');
    await isGood(page);
    await page.getByRole('button', { name: 'Oui, ce sont mes deux comptes' }).click();
    await says(page, 'Vos deux comptes n’en font plus qu’un.');
    await isGood(page);
    await page.goto('/mes-dossiers');
    expect(await dossiersOf(page)).toHaveLength(2);
  });
});

async function open(): Promise<Page> {
  const context = await browser.newContext({ baseURL: parvis.url, locale: 'fr-FR' });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/** Asks for a link on the page of sign-in, opens it in the same browser, and confirms. */
async function signInByLink(page: Page, courriel: string, button = 'Recevoir un lien de connexion'): Promise<void> {
  await page.getByLabel('Votre adresse électronique').fill(courriel);
  await isGood(page);
  await page.getByRole('button', { name: button }).click();
  await at(page, 'Regardez vos courriels');
  await page.getByText(courriel).waitFor();
  await isGood(page);
  const mail = await parvis.courrier(({ to, text }) => to.includes(courriel) && text.includes('/connexion/lien/'));
  await page.goto(/http\S+\/connexion\/lien\/\S+/.exec(mail.text)?.[0] ?? '');
  await at(page, 'Confirmer la connexion');
  await isGood(page);
  await page.getByRole('button', { name: 'Me connecter' }).click();
}

async function signInAsAgent(page: Page, agent: string, retour: string): Promise<void> {
  await page.goto(`/connexion/agents?retour=${retour}`);
  await page.getByRole('button', { name: 'ProConnect' }).click();
  await choose(page, agent);
}

/** Begins a démarche with FranceConnect, every question of consent answered by no. */
async function begin(page: Page, personne: string, demarche = CANTINE): Promise<void> {
  await page.goto(`${demarche}/commencer`);
  for (const no of await page.getByLabel('Non', { exact: true }).all()) await no.check();
  await page.getByRole('button', { name: 'FranceConnect' }).click();
  await choose(page, personne);
}

/** Who one is, then what is sent: the pages of a simulator. It must ask, whoever came before. */
async function choose(page: Page, personne: string): Promise<void> {
  await page.locator(`button[value="${personne}"]`).click();
  const goOn = page.locator('button[value="continuer"]');
  if (page.url().startsWith(parvis.simulatorsUrl) && (await goOn.count()) > 0) await goOn.click();
}

async function openMenu(page: Page): Promise<void> {
  const menu = page.locator('header details:not([open]) > summary').filter({ visible: true });
  if ((await menu.count()) > 0) await menu.first().click();
}

/** Neither shown nor in the source of the page. */
async function expectNothingOf(page: Page, nom: string): Promise<void> {
  await page.waitForLoadState();
  expect((await page.content()).toLowerCase(), page.url()).not.toContain(nom.toLowerCase());
}

async function dossiersOf(page: Page): Promise<string[]> {
  const links = await page
    .locator('main table a[href^="/dossiers/"]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  return [...new Set(links)];
}

/** What every page of a journey must be: accessible, and whole on a phone of 320 px. */
async function isGood(page: Page): Promise<void> {
  expect(await axeViolations(page), page.url()).toEqual([]);
  const size = page.viewportSize();
  expect(await overflowAt(page, 320), page.url()).toEqual([]);
  if (size) await page.setViewportSize(size);
}

async function at(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

async function says(page: Page, text: string): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

type Scope = Pick<Page, 'getByRole' | 'getByLabel'>;

function yesNo(scope: Scope, question: string) {
  const choices = scope.getByRole('group', { name: question });
  return { oui: choices.getByLabel('Oui'), non: choices.getByLabel('Non') };
}

async function fillDate(group: Scope, jour: string, mois: string, annee: string): Promise<void> {
  await group.getByLabel('Jour').fill(jour);
  await group.getByLabel('Mois').fill(mois);
  await group.getByLabel('Année').fill(annee);
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continuer' }).click();
}

/** Checks the page as it is when filled, then leaves it. */
async function goOn(page: Page): Promise<void> {
  await isGood(page);
  await send(page);
}
