// The pictures of the README, taken from the real pages: `npm run screenshots`. Nothing is drawn by hand, so they change
// with the product; the people on them are those of the simulators.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../test/support/axe.ts';
import { startParvis } from '../test/support/running-parvis.ts';
import { captureCommission } from './captures-commission.ts';
import { captureFonds } from './captures-fonds.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'captures');
const HEIGHTS = { 320: 700, 768: 1000, 1280: 860 } as const;
type Width = keyof typeof HEIGHTS;

const parvis = await startParvis();
const browser = await openBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const usager = await open(await browser.newContext());
  const agent = await open(await browser.newContext());
  await walkAsUsager(usager);
  await walkAsAgent(agent);
  await usager.reload();
  await shoot(usager, 'suivi', 320);
  await agent.goto(`${parvis.url}/composants`);
  await shoot(agent, 'composants', 1280);
  await captureCommission(parvis.url, async () => open(await browser.newContext()), shoot);
  await captureFonds(await open(await browser.newContext()), shoot);
} finally {
  await browser.close();
  await parvis.stop();
}

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: HEIGHTS[1280] });
  return page;
}

async function walkAsUsager(page: Page): Promise<void> {
  await page.goto(`${parvis.url}/poitiers`);
  await shoot(page, 'portail', 1280);
  await page.getByRole('link', { name: 'Inscription à la cantine' }).click();
  await page.getByRole('link', { name: 'Commencer' }).click();
  await page.getByLabel('Oui').check();
  await page.getByRole('button', { name: 'FranceConnect' }).click();
  await page.locator('button[value="camille-moreau"]').click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.locator('[name="courriel"]').fill('camille.moreau@exemple.test');
  await page.locator('[name="telephone"]').fill('06 12 34 56 78');
  await shoot(page, 'etape', 320);
  await goOn(page); // vous
  await goOn(page); // adresse
  await goOn(page); // quotient
  await fillChildren(page);
  await shoot(page, 'etape', 768);
  await goOn(page); // enfants
  await goOn(page); // prix
  await goOn(page); // personnes
  for (const box of await page.locator('input[type="checkbox"]').all()) await box.check();
  await goOn(page); // engagements
  await shoot(page, 'verification', 1280);
  await page.getByRole('button', { name: 'Déposer ma demande' }).click();
  await page.getByRole('link', { name: 'Suivre ma demande' }).click();
}

async function fillChildren(page: Page): Promise<void> {
  await page.locator('[name="enfants.s2.inscrire"][value="non"]').check();
  await page.locator('[name="enfants.s1.inscrire"][value="oui"]').check();
  await page.locator('[name="enfants.s1.ecole"]').selectOption('École Jules-Ferry');
  await page.locator('[name="enfants.s1.niveau"]').selectOption('CM1');
  await page.locator('[name="enfants.s1.pai"][value="non"]').check();
  await page.locator('[name="enfants.s1.jours"][value="lundi"]').check();
  await page.locator('[name="enfants.s1.jours"][value="jeudi"]').check();
  await page.locator('[name="enfants.s1.menu"][value="standard"]').check();
}

async function walkAsAgent(page: Page): Promise<void> {
  await page.goto(`${parvis.url}/instruction`);
  await page.getByRole('button', { name: 'ProConnect' }).click();
  await page.locator('button[value="sandrine-auger"]').click();
  await page.locator('tbody a').first().click();
  await shoot(page, 'instruction', 1280);
  await page.getByRole('button', { name: 'Passer en instruction' }).click();
  await page.getByRole('link', { name: 'Décider' }).click();
  await page.getByLabel('Accepter la demande').check();
  await page
    .locator('[name="motif"]')
    .fill('Une place est libre le lundi et le jeudi. Inaya est attendue dès lundi prochain.');
  await shoot(page, 'decision', 768);
  await page.getByRole('button', { name: 'Prendre cette décision' }).click();
  await parvis.courrier(({ subject }) => subject.startsWith('La réponse'));
}

async function goOn(page: Page): Promise<void> {
  await page.locator('button[name="action"][value="continuer"]').last().click();
  await page.waitForLoadState();
}

/** What a person sees first, or from a heading on: not the whole length of the page. */
async function shoot(page: Page, name: string, width: Width, from?: string): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHTS[width] });
  await page.evaluate(async () => {
    // Asked for: on a busy machine the page may not have begun to, and is then « ready ».
    await document.fonts.load('1em Lisible');
    await document.fonts.ready;
    window.scrollTo(0, 0);
  });
  if (from) await page.getByRole('heading', { name: from }).evaluate((heading) => heading.scrollIntoView());
  await page.screenshot({ path: join(FOLDER, `${name}-${width}.png`) });
  await page.setViewportSize({ width: 1280, height: HEIGHTS[1280] });
}
