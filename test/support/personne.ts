import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page, Response } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations, overflowAt } from './axe.ts';
import { checkPage } from './page-invariants.ts';

/** Somebody in a browser of their own: what they read and do, by the words of the page. */
export type Personne = {
  readonly page: Page;
  go(path: string): Promise<void>;
  /** Follows a link, or sends a form, by what it says. */
  follow(link: string | RegExp): Promise<void>;
  press(button: string): Promise<void>;
  /** Types in fields, by label, or by its beginning when it says more (« facultatif »). */
  fill(answers: Readonly<Record<string, string>>): Promise<void>;
  choose(label: string, option: string | RegExp): Promise<void>;
  check(...labels: readonly string[]): Promise<void>;
  /** @param iso the day, as « 2026-12-31 » */
  date(name: string, iso: string): Promise<void>;
  attach(
    label: string,
    file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
  ): Promise<void>;
  /** The group of fields of that legend. */
  group(legend: string): Locator;
  /** All that is seen, on one line, with plain spaces. */
  reads(): Promise<string>;
  /** Arrives at the page of that title, which is a good one: valid, whole on a small phone, accessible. */
  at(title: string | RegExp): Promise<void>;
  /** The file behind a link. */
  download(link: string | RegExp): Promise<Buffer>;
};

/** @param agent who signs in with ProConnect; nobody by default */
export async function openPersonne(
  browser: Browser,
  site: string,
  { agent, javaScriptEnabled = true }: { readonly agent?: string; readonly javaScriptEnabled?: boolean } = {},
): Promise<Personne> {
  const context = await browser.newContext({ javaScriptEnabled, baseURL: site, locale: 'fr-FR' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  let received: Response | undefined;
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (isPage && (response.status() < 300 || response.status() >= 400)) received = response;
  });

  async function isGood(): Promise<void> {
    expect(checkPage((await received?.text()) ?? ''), page.url()).toEqual([]);
    // axe is a script, and a slow one: it looks once at each kind of page, of whoever lets scripts run.
    const kind = new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, ':id');
    if (javaScriptEnabled && !seenByAxe.has(kind)) {
      expect(await axeViolations(page), page.url()).toEqual([]);
      seenByAxe.add(kind);
    }
    const size = page.viewportSize();
    expect(await overflowAt(page, 320), page.url()).toEqual([]);
    if (size) await page.setViewportSize(size);
  }

  const personne: Personne = {
    page,
    go: async (path) => {
      await page.goto(path);
    },
    follow: (name) => page.getByRole('link', { name }).first().click(),
    press: (name) => page.getByRole('button', { name }).click(),
    async fill(answers) {
      for (const [label, text] of Object.entries(answers)) {
        const exact = page.getByLabel(label, { exact: true });
        await ((await exact.count()) === 1 ? exact : page.getByLabel(label)).fill(text);
      }
    },
    async choose(label, option) {
      const select = page.getByLabel(label);
      const labels = await select.locator('option').allInnerTexts();
      const found = labels.find((text) => (typeof option === 'string' ? text === option : option.test(text)));
      await select.selectOption({ label: found ?? String(option) });
    },
    async check(...labels) {
      for (const label of labels) await page.getByLabel(label).check();
    },
    async date(name, iso) {
      const [annee = '', mois = '', jour = ''] = iso.split('-');
      for (const [part, text] of Object.entries({ jour, mois, annee })) {
        await page.locator(`[name="${name}.${part}"]`).fill(text);
      }
    },
    attach: (label, file) => page.getByLabel(label).setInputFiles(file),
    group: (name) => page.getByRole('group', { name, exact: true }),
    reads: async () => (await page.locator('body').innerText()).replaceAll(/\s+/g, ' '),
    async at(title) {
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await isGood();
    },
    async download(name) {
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name }).first().click();
      return readFile(await (await downloading).path());
    },
  };
  if (agent) {
    await page.goto('/connexion/agents');
    await personne.press('ProConnect');
    await page.locator(`button[value="${agent}"]`).click();
    await page.waitForURL(`${site}/**`);
  }
  return personne;
}

const seenByAxe = new Set<string>();
