import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { tabStops } from '../support/keyboard.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { verifyReceipt } from '../support/verify-receipt.ts';

/** The main job, from the portal to the decision, as a parent and an agent live it. */
let browser: Browser;
let parvis: RunningParvis;
const scripted = new WeakSet<Page>();

beforeAll(async () => {
  [browser, parvis] = await Promise.all([openBrowser(), startDemonstration()]);
});

afterAll(async () => {
  await browser?.close();
  await parvis?.stop();
});

describe.each([
  { name: 'with JavaScript', javaScriptEnabled: true, personne: 'camille-moreau', courriel: 'camille@exemple.test' },
  { name: 'without JavaScript', javaScriptEnabled: false, personne: 'mehdi-benali', courriel: 'mehdi@exemple.test' },
])('inscription à la cantine, $name', ({ javaScriptEnabled, personne, courriel }) => {
  let parent: Page;
  let agent: Page;
  let numero = '';
  let dossier = '';
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    parent = await open(javaScriptEnabled, contexts);
    agent = await open(javaScriptEnabled, contexts);
  });

  afterAll(async () => {
    for (const context of contexts) await context.close();
  });

  test('a parent finds what is known, and types the rest', async () => {
    await parent.goto('/poitiers');
    await isGood(parent);
    await parent.getByRole('link', { name: 'Inscription à la cantine' }).click();
    await isGood(parent);
    await parent.getByRole('link', { name: 'Commencer' }).click();
    await isGood(parent);
    await parent.getByLabel('Oui', { exact: true }).check();
    await parent.getByRole('button', { name: 'FranceConnect' }).click();
    await parent.locator(`button[value="${personne}"]`).click();
    await parent.getByRole('button', { name: 'Continuer' }).click();

    await at(parent, 'Vous');
    await says(parent, 'Transmis par FranceConnect');
    await parent.getByLabel('Votre adresse électronique').fill(courriel);
    await parent.getByLabel('Votre numéro de téléphone').fill('06 12 34 56 78');
    await goOn(parent);

    await at(parent, 'Votre adresse');
    // On a busy machine the simulated source may be late.
    while (await parent.getByRole('button', { name: 'réponse' }).isVisible()) await parent.reload();
    expect(await parent.getByLabel('Numéro').first().inputValue()).toBe('14');
    expect(await parent.getByLabel('Voie ou lieu-dit').inputValue()).toBe('RUE DES FEUILLANTS');
    expect(await parent.getByLabel('Commune', { exact: true }).inputValue()).toBe('Poitiers');
    await says(parent, 'Transmis par la CAF');
    await goOn(parent);

    await at(parent, 'Votre quotient familial');
    await says(parent, '845 €');
    await says(parent, 'Transmis par la CAF');
    // Nothing is asked here: nothing is said to be expected.
    expect(await parent.getByText('Toutes les réponses sont attendues').count()).toBe(0);
    await goOn(parent);
  });

  test('the children: only what a source cannot know is asked', async () => {
    await at(parent, 'Vos enfants');
    for (const prenom of ['Inaya', 'Malo']) await says(parent, prenom);
    const inaya = parent.getByRole('group', { name: 'Enfant 1', exact: true });
    const malo = parent.getByRole('group', { name: 'Enfant 2', exact: true });
    await yesNo(inaya, 'mangera-t-il').oui.check();
    await yesNo(malo, 'mangera-t-il').non.check();
    // With scripts the questions appear; without, the page comes back with them and says what is expected.
    if (!javaScriptEnabled) {
      await send(parent);
      await at(parent, 'Vos enfants');
      expect(await parent.title()).toMatch(/^Erreur/);
      await isGood(parent);
    }
    await inaya.getByLabel('École').selectOption('École Jules-Ferry');
    await inaya.getByLabel('Classe').selectOption('CM1');
    await yesNo(inaya, 'projet d’accueil').non.check();
    for (const jour of ['Lundi', 'Jeudi']) {
      await inaya.getByRole('group', { name: 'Quels jours mangera-t-il' }).getByLabel(jour).check();
    }
    await inaya.getByLabel('Menu du jour').check();
    await goOn(parent);
  });

  test('the price is shown and explained', async () => {
    await at(parent, 'Le prix');
    await says(parent, '2,15 €');
    await says(parent, '4,30 €');
    await parent.getByText('Comment ce résultat est calculé').first().click();
    await parent.getByText('de 620 € à moins de 850 €').first().waitFor({ state: 'visible' });
    await goOn(parent);
    await at(parent, 'Les personnes autorisées');
    await goOn(parent);
    await at(parent, 'Vos engagements');
    await parent.getByLabel('J’ai lu le règlement').check();
    await parent.getByLabel('Je certifie').check();
    await goOn(parent);
  });

  test('the summary, the deposit and a receipt that anyone can verify', async () => {
    await at(parent, 'Vérifiez vos réponses');
    for (const answer of [courriel, 'École Jules-Ferry', 'Lundi, Jeudi', '845 €', '2,15 €']) await says(parent, answer);
    await isGood(parent);
    await parent.getByRole('button', { name: 'Déposer ma demande' }).click();
    await at(parent, 'Votre demande est déposée');
    await says(parent, `Un accusé vient d’être envoyé à ${courriel}.`);
    await isGood(parent);
    numero = (await parent.locator('.confirmation').innerText()).match(/\d{4}-[\dA-Z-]+/)?.[0] ?? '';
    expect(numero).not.toBe('');
    dossier = new URL(parent.url()).pathname.replace(/\/depot$/, '');

    const downloading = parent.waitForEvent('download');
    await parent.getByRole('link', { name: 'Télécharger l’accusé de dépôt' }).click();
    const receipt = await readFile(await (await downloading).path());
    expect(await verifyReceipt(receipt)).toBe(0);
    const digits = receipt
      .toString()
      .replace(/"([0-9a-f])(?=[0-9a-f]{63}")/, (_all, first) => (first === '0' ? '"1' : '"0'));
    expect(digits).not.toBe(receipt.toString());
    expect(await verifyReceipt(Buffer.from(digits))).toBe(1);

    const mail = await parvis.courrier(({ to, attachments }) => to.includes(courriel) && attachments.length > 0);
    expect(mail.text).toContain(numero);
    expect(await verifyReceipt(Buffer.from(mail.attachments[0]?.base64 ?? '', 'base64'))).toBe(0);
  });

  test('an agent finds the dossier and asks for a correction', async () => {
    await agent.goto('/instruction');
    await isGood(agent);
    await agent.getByRole('button', { name: 'ProConnect' }).click();
    await agent.locator('button[value="sandrine-auger"]').click();
    await agent.getByRole('heading', { level: 1 }).waitFor();
    await agent.goto('/instruction/poitiers');
    await isGood(agent);
    await agent.getByRole('link', { name: numero }).click();
    await at(agent, `Dossier ${numero}`);
    await says(agent, 'École Jules-Ferry');
    await agent.getByLabel('Message à l’usager').fill('Bonjour, merci de vérifier la classe d’Inaya.');
    await agent.getByLabel('Demander une correction').check();
    await agent.getByLabel('Fichiers à joindre').setInputFiles([fileOf('modele.pdf'), fileOf('vide.pdf', '')]);
    await agent.getByRole('button', { name: 'Envoyer', exact: true }).click();
    // One is empty: it is said, the other stays, and so does all that was typed.
    await says(agent, 'Il y a un problème');
    await says(agent, '« vide.pdf » : le fichier est vide');
    await isGood(agent);
    expect(await agent.getByLabel('Demander une correction').isChecked()).toBe(true);
    await agent.getByRole('button', { name: 'Retirer modele.pdf' }).waitFor();
    await agent.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await says(agent, 'La correction est demandée');
    await isGood(agent);
    const mail = await parvis.courrier(
      ({ to, subject }) => to.includes(courriel) && subject.includes(`un élément à votre dossier ${numero}`),
    );
    expect(mail.text).toContain(dossier);
    expect(mail.text).toMatch(/Pièces jointes\s: 1\sfichier/);
  });

  test('the parent reads the file that came with it, and answers with another', async () => {
    await parent.goto(dossier);
    await says(parent, 'Une correction vous est demandée');
    expect(await parent.locator('.tag').first().innerText()).toBe('Correction demandée');
    await says(parent, 'la classe d’Inaya');
    await isGood(parent);
    expect(await downloaded(parent, 'modele.pdf')).toBe(fileOf('modele.pdf').buffer.toString());
    await parent
      .getByLabel('Fichiers à joindre')
      .setInputFiles([fileOf('certificat.pdf'), fileOf('erreur.pdf'), fileOf('vide.pdf', '')]);
    await parent.getByRole('button', { name: 'Envoyer le message' }).click();
    await says(parent, '« vide.pdf » : le fichier est vide');
    await isGood(parent);
    await parent.getByRole('button', { name: 'Retirer erreur.pdf' }).click();
    // Back to the form, not to the top of a long page.
    await parent.waitForURL(/#ecrire$/);
    expect(await parent.getByRole('button', { name: /^Retirer/ }).count()).toBe(1);
    await parent.getByLabel('Votre message').fill('Voici son certificat.');
    if (javaScriptEnabled) {
      await parent.getByLabel('Fichiers à joindre').focus();
      await parent.keyboard.press('Tab');
      await parent.keyboard.press('Enter');
    } else {
      await parent.getByRole('button', { name: 'Envoyer le message' }).click();
    }
    await says(parent, 'Votre message est envoyé');
    await isGood(parent);
    await agent.reload();
    expect(await downloaded(agent, 'certificat.pdf')).toBe(fileOf('certificat.pdf').buffer.toString());
  });

  test('the parent corrects, and sends again', async () => {
    await parent.goto(dossier);
    await parent.getByRole('link', { name: 'Corriger mes réponses' }).click();
    await parent.getByRole('link', { name: /^Modifier : Vos enfants/ }).click();
    await at(parent, 'Vos enfants');
    await parent.getByRole('group', { name: 'Enfant 1', exact: true }).getByLabel('Classe').selectOption('CM2');
    await goOn(parent);
    await parent.goto(`${dossier}/verification`);
    await says(parent, 'CM2');
    await parent.getByRole('button', { name: 'Envoyer ma correction' }).click();
    await at(parent, 'Votre correction est envoyée');
    await isGood(parent);
  });

  test('the agent accepts with reasons, and a letter is produced', async () => {
    await agent.reload();
    await says(agent, 'CM2');
    await agent.getByRole('button', { name: 'Passer en instruction' }).click();
    await says(agent, 'Le dossier est en instruction');
    await parent.goto(dossier);
    await says(parent, 'Un agent examine votre demande. Vous n’avez rien à faire');
    await agent.getByRole('link', { name: 'Décider' }).click();
    await at(agent, 'Décider');
    await isGood(agent);
    await agent.getByLabel('Accepter la demande').check();
    await agent.getByLabel('Pourquoi').fill('Inaya est élève de l’école Jules-Ferry.');
    await agent.getByRole('button', { name: 'Prendre cette décision' }).click();
    await says(agent, 'La décision est prise');
    await isGood(agent);
  });

  test('the parent reads the decision, the letter, the steps, and who read the dossier', async () => {
    const mail = await parvis.courrier(
      ({ to, subject }) => to.includes(courriel) && subject.startsWith('La réponse à votre demande'),
    );
    expect(mail.text).toContain(dossier);
    await parent.goto(dossier);
    await says(parent, 'Inaya est élève de l’école Jules-Ferry.');
    await says(parent, 'Sandrine Auger');
    await isGood(parent);
    expect(await parent.getByRole('region', { name: 'Qui a consulté votre dossier' }).innerText()).toContain(
      'Sandrine',
    );
    const downloading = parent.waitForEvent('download');
    await parent.getByRole('link', { name: 'Télécharger la lettre' }).click();
    const letter = await readFile(await (await downloading).path(), 'latin1');
    expect(letter.slice(0, 5)).toBe('%PDF-');
    // Tagged, and in French: what a screen reader needs (PDF/UA).
    expect(letter).toContain('/MarkInfo');
    expect(letter).toMatch(/\/Marked true/);
    expect(letter).toContain('/StructTreeRoot');
    expect(letter).toMatch(/\/Lang \(fr/);
  });
});

test('a step is filled with the keyboard alone', async () => {
  const contexts: BrowserContext[] = [];
  const page = await open(true, contexts);
  await page.goto('/poitiers/demarches/cantine/commencer');
  await page.getByLabel('Non', { exact: true }).check();
  await page.getByRole('button', { name: 'FranceConnect' }).click();
  await page.locator('button[value="aicha-diallo"]').click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await at(page, 'Vous');

  const stops = await tabStops(page);
  expect(stops.reached).toEqual(stops.expected);
  await page.getByLabel('Votre adresse électronique').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('aicha@exemple.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0612345678');
  await page.keyboard.press('Enter');
  await at(page, 'Votre adresse');

  // Asked while the commune is not known: only the server tells which one an address is in.
  const habite = page.getByRole('group', { name: 'Cette adresse est-elle' });
  await habite.waitFor();
  // Asked of the device when the button is pressed only; nothing is filled in before it is chosen.
  await page.getByRole('button', { name: 'Utiliser ma position' }).press('Enter');
  await says(page, 'Votre navigateur n’a pas donné votre position.');
  await isGood(page);
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 46.5783, longitude: 0.3462, accuracy: 5000 });
  await page.keyboard.press('Enter');
  await says(page, 'Votre appareil ne sait pas assez précisément où vous êtes.');
  await page.context().setGeolocation({ latitude: 46.5783, longitude: 0.3462, accuracy: 20 });
  await page.keyboard.press('Enter');
  await says(page, 'Choisissez votre adresse dans la liste');
  expect(await page.getByRole('option').count()).toBe(5);
  expect(await page.getByLabel('Voie ou lieu-dit').inputValue()).toBe('');
  await page.keyboard.press('ArrowDown');
  await isGood(page);
  await page.keyboard.press('Enter');
  expect(await page.getByLabel('Voie ou lieu-dit').inputValue()).toBe('Rue des Feuillants');
  await page.getByLabel('Rechercher l’adresse').fill('');
  await page.getByLabel('Code postal').fill('86000');
  await expect.poll(() => page.locator('datalist option[value="Poitiers"]').count()).toBe(1);
  await page.getByLabel('Rechercher l’adresse').focus();
  await page.keyboard.type('14 rue des feu');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await isGood(page);
  await page.keyboard.press('Enter');
  expect(await page.getByLabel('Numéro').inputValue()).toBe('14');
  expect(await page.getByLabel('Voie ou lieu-dit').inputValue()).toBe('Rue des Feuillants');
  expect(await page.getByLabel('Commune', { exact: true }).inputValue()).toBe('Poitiers');
  expect(await page.getByRole('option').count()).toBe(0);
  await habite.waitFor({ state: 'hidden' });
  for (const context of contexts) await context.close();
});

async function open(javaScriptEnabled: boolean, contexts: BrowserContext[]): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, baseURL: parvis.url, locale: 'fr-FR' });
  context.setDefaultTimeout(5000);
  contexts.push(context);
  const page = await context.newPage();
  if (javaScriptEnabled) scripted.add(page);
  return page;
}

/** What every page of the journey must be: accessible, and whole on a phone of 320 px. */
async function isGood(page: Page): Promise<void> {
  // axe is a script: the same pages pass through it in the journey with JavaScript.
  if (scripted.has(page)) expect(await axeViolations(page), page.url()).toEqual([]);
  const size = page.viewportSize();
  expect(await overflowAt(page, 320), page.url()).toEqual([]);
  if (size) await page.setViewportSize(size);
}

/** A small PDF that no other is. */
function fileOf(name: string, content = `%PDF-1.7\n%${name}\n%%EOF\n`) {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(content) };
}

/** What a link of the page downloads. */
async function downloaded(page: Page, name: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name, exact: true }).click();
  return readFile(await (await downloading).path(), 'utf8');
}

async function at(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

async function says(page: Page, text: string): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

function yesNo(group: ReturnType<Page['getByRole']>, question: string) {
  const choices = group.getByRole('group', { name: question });
  return { oui: choices.getByLabel('Oui'), non: choices.getByLabel('Non') };
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continuer' }).click();
}

/** Checks the page as it is when filled, then leaves it. */
async function goOn(page: Page): Promise<void> {
  await isGood(page);
  await send(page);
}
