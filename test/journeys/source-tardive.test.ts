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
import { createVisitor, shownIn, textOfPage, type Visitor } from '../support/visitor.ts';

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
    expect(await page.getByLabel('Voie ou lieu-dit').inputValue()).toBe('RUE DES FEUILLANTS');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Votre quotient familial' }).waitFor();
    await page.context().close();
  });
});

test('a source that never answers: the page then says it, and asks for the document', async () => {
  await slow(parvis, 20_000);
  const page = await beginInBrowser(true, 'aicha-diallo');
  await page.getByText(ATTENTE).waitFor();
  // Another page left open, to which the server itself does not answer any more.
  const away = await page.context().newPage();
  await away.clock.install();
  await away.route('**/etapes/*', (route) =>
    route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
  );
  await away.goto(`${dossierPath(page)}/etapes/adresse`);
  await away.getByText(ATTENTE).waitFor();

  await page.getByText('La CAF ou la MSA ne répond pas pour le moment.').waitFor({ timeout: 10_000 });
  expect(await page.getByText(ATTENTE).count()).toBe(0);

  await expect
    .poll(async () => {
      await away.clock.runFor(1000);
      return away.getByText('La réponse n’est pas venue.').isVisible();
    })
    .toBe(true);
  expect(await away.getByText(ATTENTE).isVisible()).toBe(false);
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

describe('the process that waits for an answer ends', () => {
  let folder: string;
  let running: RunningParvis;
  let cookies: Visitor['cookies'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-arret-'));
    await chmod(folder, 0o711); // Started as root, PostgreSQL runs as another user, who must be able to come in.
    running = await startParvis({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The next start serves elsewhere: same browser, another port. */
  function next(): Visitor {
    const back = createVisitor(running.url);
    for (const [name, value] of cookies) back.cookies.set(name, value);
    return back;
  }

  test('by itself: it waits for what is on its way, nothing is lost, and it ends', async () => {
    await slow(running, 3000);
    const before = createVisitor(running.url);
    const dossier = dossierOf(await beginCantine(before, 'sophie-garnier', { patient: false }));
    ({ cookies } = before);
    expect(textOfPage(await before.visit(`${dossier}/etapes/adresse`))).toContain(ATTENTE);
    await running.stop();

    running = await startParvis({ DATA_DIR: folder });
    const page = await next().visit(`${dossier}/etapes/adresse`);
    expect(textOfPage(page)).not.toContain(ATTENTE);
    expect(shownIn(page, 'adresse.voie')).not.toEqual(['']);
    expect(textOfPage(page)).toContain('Transmis par la CAF');
  });

  test('killed: the next start awaits nothing, says it, and the person answers instead', async () => {
    await slow(running, 20_000);
    const before = createVisitor(running.url);
    const dossier = dossierOf(await beginCantine(before, 'mehdi-benali', { patient: false }));
    ({ cookies } = before);
    expect(textOfPage(await before.visit(`${dossier}/etapes/quotient`))).toContain(ATTENTE);
    await running.kill();

    running = await startParvis({ DATA_DIR: folder });
    const back = next();
    const step = () => back.visit(`${dossier}/etapes/quotient`);
    // Five seconds after the question at most, however quick the start was.
    await expect.poll(async () => textOfPage(await step()), { timeout: 6000 }).not.toContain(ATTENTE);
    expect(textOfPage(await step())).toContain('Indiquez vous-même ces informations');
    const account = textOfPage(await back.visit('/compte/donnees-recues'));
    expect([account.includes('Pas de réponse'), account.includes('Attendu')]).toEqual([true, false]);
    const sent = await back.submit(await step(), { communiquer_quotient: 'non', action: 'continuer' }, 'action');
    expect(sent.url.pathname).toBe(`${dossier}/etapes/enfants`);
  });
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
