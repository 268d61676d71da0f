import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { startDemonstration } from '../support/demonstration.ts';
import type { RunningParvis } from '../support/running-parvis.ts';

/** The end of an account, as its person lives it: said beforehand, then done, here and at FranceConnect. */
let browser: Browser;
let parvis: RunningParvis;

beforeAll(async () => {
  [browser, parvis] = await Promise.all([openBrowser(), startDemonstration()]);
});

afterAll(async () => {
  await browser?.close();
  await parvis?.stop();
});

describe('an account is erased', () => {
  test('after it was said what goes and what stays; who comes back has nothing', async () => {
    const context = await browser.newContext({ baseURL: parvis.url, locale: 'fr-FR' });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await page.goto('/poitiers/demarches/cantine/commencer');
    await page.getByLabel('Non', { exact: true }).check();
    await page.getByRole('button', { name: 'FranceConnect' }).click();
    await choose(page);
    await at(page, 'Vous');
    const brouillon = page.url();

    await page.goto('/compte/effacement');
    await at(page, 'Effacer mon compte');
    await isGood(page);
    await page.getByRole('button', { name: 'Effacer mon compte' }).click();
    await page.getByText('Cochez cette case pour effacer votre compte.').first().waitFor();
    expect(await page.title()).toMatch(/^Erreur/);
    await isGood(page);
    await page.goto('/compte/effacement');
    await page.getByLabel('J’efface mon compte, définitivement').check();
    await page.getByRole('button', { name: 'Effacer mon compte' }).click();
    // Through FranceConnect, which forgets them too, and back.
    await page.getByText('Votre compte est effacé.').waitFor();
    await isGood(page);
    await page.goBack();
    await at(page, 'Se connecter');
    expect((await page.content()).toLowerCase()).not.toContain('garnier');

    await page.goto('/connexion?retour=/mes-dossiers');
    await page.getByRole('button', { name: 'FranceConnect' }).click();
    await choose(page);
    await at(page, 'Mes dossiers');
    await page.getByText('Vous n’avez pas encore de dossier').waitFor();
    expect((await page.goto(brouillon))?.status()).toBe(404);
    await context.close();
  });
});

/** FranceConnect asks who is there: it must not have kept anybody. */
async function choose(page: Page): Promise<void> {
  await page.locator('button[value="sophie-garnier"]').click();
  const goOn = page.locator('button[value="continuer"]');
  if (page.url().startsWith(parvis.simulatorsUrl) && (await goOn.count()) > 0) await goOn.click();
}

async function at(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

async function isGood(page: Page): Promise<void> {
  expect(await axeViolations(page), page.url()).toEqual([]);
  const size = page.viewportSize();
  expect(await overflowAt(page, 320), page.url()).toEqual([]);
  if (size) await page.setViewportSize(size);
}
