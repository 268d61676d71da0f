import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { beginCantine, CANTINE, dossierOf } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { checkPage } from '../support/page-invariants.ts';
import { type RunningParvis, startParvis } from '../support/running-parvis.ts';
import { createVisitor, shownIn, textOfPage } from '../support/visitor.ts';

/** The CAF takes its time: the person does not, and finds its answer where they are. */
const ATTENTE = 'Nous attendons encore la réponse de la CAF ou de la MSA.';
const VOIR = 'Voir si la réponse est arrivée';

let browser: Browser;
let parvis: RunningParvis;

beforeAll(async () => {
  [browser, parvis] = await Promise.all([openBrowser(), startDemonstration()]);
});
afterAll(async () => {
  await browser?.close();
  await parvis?.stop();
});

describe('a source that answers after three seconds', () => {
  beforeAll(() => slow(parvis, 3000));
  afterAll(() => parvis.misbehave());

  test('without JavaScript: the page comes, and looking loses nothing', async () => {
    const page = await beginInBrowser(false, 'camille-moreau');
    await expect.poll(() => page.getByText(ATTENTE).isVisible()).toBe(true);
    await page.getByLabel('Complément').fill('Bâtiment B');
    await page.getByRole('button', { name: VOIR }).click();
    expect(await page.getByLabel('Complément').inputValue()).toBe('Bâtiment B');

    await page.goto(`${dossierPath(page)}/etapes/quotient`);
    while (await page.getByText(ATTENTE).isVisible()) await page.getByRole('button', { name: VOIR }).click();
    await page.getByText('845').first().waitFor();
    expect(await page.getByText('Transmis par la CAF').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test('with JavaScript: the page says when it is there, and shows it when asked', async () => {
    const page = await beginInBrowser(true, 'mehdi-benali');
    await page.getByText(ATTENTE).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowAt(page, 320)).toEqual([]);
    await page.getByText('La réponse est arrivée.').waitFor();
    expect(await page.getByText(ATTENTE).isVisible()).toBe(false);
    expect(await page.getByLabel('Voie ou lieu-dit').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Voir la réponse' }).click();
    await page.getByText('Une réponse est arrivée').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.getByLabel('Voie ou lieu-dit').inputValue()).toBe('14 RUE DES FEUILLANTS');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Votre quotient familial' }).waitFor();
    await page.context().close();
  });
});

test('a source that never answers: the page then says it, and asks for the document', async () => {
  await slow(parvis, 20_000);
  const page = await beginInBrowser(true, 'aicha-diallo');
  await page.getByText(ATTENTE).waitFor();
  await page.getByText('La CAF ou la MSA ne répond pas pour le moment.').waitFor({ timeout: 10_000 });
  expect(await page.getByText(ATTENTE).count()).toBe(0);
  await parvis.misbehave();
  await page.context().close();
});

test('the pages around say it too', async () => {
  await slow(parvis, 20_000);
  const visitor = createVisitor(parvis.url);
  const dossier = dossierOf(await beginCantine(visitor, 'julien-lefevre', { patient: false }));
  const pages = await Promise.all(
    [`${dossier}/etapes/adresse`, `${dossier}/verification`, '/compte/donnees-recues'].map((path) =>
      visitor.visit(path),
    ),
  );
  await parvis.misbehave();
  const [etape = '', summary = '', account = ''] = pages.map((page) => textOfPage(page));
  expect(etape).toContain(ATTENTE);
  expect(summary).toContain(ATTENTE);
  expect(account).toContain('Attendu');
  expect(account).not.toContain('ne répond pas');
  for (const page of pages) expect(checkPage(page.html), page.url.pathname).toEqual([]);
});

test('a stop waits for what is on its way: nothing of it is lost, and it ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-arret-'));
  await chmod(folder, 0o711); // Started as root, PostgreSQL runs as another user, who must be able to come in.
  const before = await startParvis({ DATA_DIR: folder });
  await slow(before, 3000);
  const visitor = createVisitor(before.url);
  const dossier = dossierOf(await beginCantine(visitor, 'sophie-garnier', { patient: false }));
  expect(textOfPage(await visitor.visit(`${dossier}/etapes/adresse`))).toContain(ATTENTE);
  await before.stop();

  const after = await startParvis({ DATA_DIR: folder });
  try {
    const back = createVisitor(after.url);
    for (const [name, value] of visitor.cookies) back.cookies.set(name, value);
    const page = await back.visit(`${dossier}/etapes/adresse`);
    expect(textOfPage(page)).not.toContain(ATTENTE);
    expect(shownIn(page, 'adresse.voie')).not.toEqual(['']);
    expect(textOfPage(page)).toContain('Transmis par la CAF');
  } finally {
    await after.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

function slow(running: RunningParvis, delayMs: number): Promise<void> {
  return running.misbehave({ system: 'api-particulier', behaviour: 'slow', delayMs });
}

/** From the consent to the step of the address. The source is still thinking then. */
async function beginInBrowser(javaScriptEnabled: boolean, personne: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, baseURL: parvis.url, locale: 'fr-FR' });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  await page.goto(`${CANTINE}/commencer`);
  await page.getByLabel('Oui', { exact: true }).check();
  await page.getByRole('button', { name: 'FranceConnect' }).click();
  await page.locator(`button[value="${personne}"]`).click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Vous', exact: true }).waitFor();
  await page.goto(`${dossierPath(page)}/etapes/adresse`);
  return page;
}

function dossierPath(page: Page): string {
  return dossierOf({ url: new URL(page.url()) });
}
