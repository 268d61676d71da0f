import type { Page } from 'playwright-core';
import { type RunningParvis, startParvis } from '../test/support/running-parvis.ts';

export type Shoot = (page: Page, name: string, width: 320 | 768 | 1280, from?: string) => Promise<void>;

/**
 * The pictures of the fund: what anybody reads before they ask, and what its manager sees of 2021, once that year is
 * played again. On a Parvis of its own, so that it changes nothing in the other pictures.
 */
export async function captureFonds(page: Page, shoot: Shoot): Promise<void> {
  const parvis = await startParvis({ RECONSTITUTION: 'oui' });
  try {
    await walkAsGestionnaire(page, parvis, shoot);
  } finally {
    await parvis.stop();
  }
}

async function walkAsGestionnaire(page: Page, { url, output }: RunningParvis, shoot: Shoot): Promise<void> {
  await page.goto(`${url}/fonds/eligibilite`);
  await page.getByLabel('Nom de la collectivité').fill('Poitiers');
  await page.getByRole('button', { name: 'Voir les aides possibles' }).click();
  await page.getByRole('heading', { level: 1, name: 'Aides possibles pour Poitiers' }).waitFor();
  await shoot(page, 'eligibilite', 320);

  await page.goto(`${url}/connexion/agents`);
  await page.getByRole('button', { name: 'ProConnect' }).click();
  await page.locator('button[value="nadia-khelifi"]').click();
  await page.waitForURL(`${url}/**`);
  await yearPlayedAgain(page, output);

  await page.goto(`${url}/fonds/dinum/point-d-etape?date=2021-10-08`);
  await figuresComplete(page);
  await shoot(page, 'point-d-etape', 1280);
  await page.goto(`${url}/fonds/dinum`);
  await page.getByRole('link', { name: 'Volet 1, Vienne (86), 2021' }).click();
  await page.getByRole('heading', { level: 1, name: 'Volet 1, Vienne (86), 2021' }).waitFor();
  await shoot(page, 'enveloppe', 1280);
  await page.goto(`${url}/fonds/dinum/candidatures?statut=en_instruction`);
  await page.locator('tbody a').first().click();
  await page.getByRole('heading', { level: 1, name: /^Demande 2021-/ }).waitFor();
  await shoot(page, 'candidature', 768);
}

/** Some minutes, behind what is served. */
async function yearPlayedAgain(page: Page, output: RunningParvis['output']): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!output().includes('Reconstitution du fonds au 8 octobre 2021 : terminé')) {
    if (Date.now() > deadline) throw new Error(`2021 is not played again:\n${output()}`);
    await page.waitForTimeout(1000);
  }
}

/** The page says so while the journal holds facts that its figures have not. */
async function figuresComplete(page: Page): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while ((await page.getByText('que ces chiffres n’ont pas encore').count()) > 0) {
    if (Date.now() > deadline) throw new Error('The figures of 2021 never are complete');
    await page.waitForTimeout(1000);
    await page.reload();
  }
}

const PATIENCE_MS = 10 * 60_000;
