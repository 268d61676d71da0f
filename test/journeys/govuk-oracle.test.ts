import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderFragment } from '../../src/platform/html/render.ts';
import { accessibilityTree } from '../support/accessibility-tree.ts';
import { openBrowser } from '../support/axe.ts';
import { type Fixture, fromFixture } from '../support/govuk-fixtures.ts';

/*
 * GOV.UK Frontend is the best researched set of form components there is, and ships its fixtures. Our components,
 * given the same parameters, must tell assistive technologies the same things: roles, names, descriptions, states.
 */
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});

afterAll(() => browser.close());

describe('GOV.UK Frontend as an oracle', () => {
  // The number says how many fixtures have an equivalent here: it falls when a component loses something.
  test.each([
    ['input', 31],
    ['textarea', 14],
    ['select', 16],
    ['radios', 14],
    ['checkboxes', 13],
    ['date-input', 13],
    ['file-upload', 10],
    ['error-summary', 9],
    ['button', 26],
    ['details', 7],
    ['breadcrumbs', 5],
    ['summary-list', 5],
  ] as const)('%s', async (component, comparable) => {
    const compared: string[] = [];
    const differences: unknown[] = [];
    for (const fixture of await fixturesOf(component)) {
      const ours = fromFixture(component, fixture);
      if (!ours) continue;
      compared.push(fixture.name);
      const expected = normalized(await treeOf(fixture.html));
      const actual = normalized(await treeOf(renderFragment(ours)));
      if (actual !== expected) differences.push({ fixture: fixture.name, expected, actual });
    }
    expect(differences).toEqual([]);
    expect(compared.length).toBe(comparable);
  });
});

async function fixturesOf(component: string): Promise<readonly Fixture[]> {
  const path = createRequire(import.meta.url).resolve(
    `govuk-frontend/dist/govuk/components/${component}/fixtures.json`,
  );
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(await readFile(path, 'utf8'));
  return fixtures;
}

async function treeOf(html: string): Promise<string[]> {
  // Their hidden text hides by a class: the same rule for both, since no style sheet is loaded.
  await page.setContent(`<!doctype html><html lang="en"><title>x</title><body>${html}</body></html>`);
  return accessibilityTree(page);
}

/** The words that differ by design, and what each adds: the place that takes the focus, the first empty choice. */
function normalized(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== 'group ""' && !line.startsWith('option "Choisissez"'))
    .map((line) => WORDS.reduce((current, [ours, theirs]) => current.replaceAll(ours, theirs), line))
    .join('\n')
    .toLowerCase()
    .replaceAll(/ ?1 octet au plus(?: par fichier)?\.(?=\))/g, '')
    .replaceAll(' ()', '');
}

const WORDS = [
  ['\u00a0: ', ' : '],
  ['Erreur : ', 'Error: '],
  [' : ', ' '],
  ['"Jour"', '"Day"'],
  ['"Mois"', '"Month"'],
  ['"Année"', '"Year"'],
  ['Il y a un problème', 'There is a problem'],
  ['Fil d’Ariane', 'Breadcrumb'],
] as const;
