import type { Browser } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import {
  act as actAs,
  champsDeDate,
  FONDS,
  good,
  openEnveloppe,
  PROPOSITION,
  plain,
} from '../support/gestionnaire-du-fonds.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, type Visite, type Visitor } from '../support/visitor.ts';

/** The acts of a subvention, from the draft to the version signed by hand. */
let parvis: RunningParvis;
let gestionnaire: Visitor;
let browser: Browser;

beforeAll(async () => {
  [parvis, browser] = await Promise.all([startDemonstration(), openBrowser()]);
  gestionnaire = createVisitor(parvis.url);
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
}, 120_000);
afterAll(() => Promise.all([parvis?.stop(), browser?.close()]));

const go = (address: string) => good(gestionnaire.visit(address));

const act = (address: string, typed: Parameters<Visitor['submit']>[1], status = 200) =>
  actAs(gestionnaire, address, typed, status);

async function propose(): Promise<string> {
  const enveloppe = await openEnveloppe(gestionnaire);
  return (await act(`${FONDS}/subventions/nouvelle`, { ...PROPOSITION, enveloppe })).url.pathname;
}

/** The subvention, once its jobs have made all its documents. */
async function produced(subvention: string): Promise<Visite> {
  return vi.waitFor(
    async () => {
      const visite = await go(subvention);
      expect(plain(visite)).not.toContain('En préparation');
      return visite;
    },
    { timeout: 20_000, interval: 200 },
  );
}

const linkTo = (visite: Visite, end: RegExp) => linksOf(visite).find(({ href }) => end.test(href.pathname))?.href;

/** A PDF as its bytes say. */
async function pdfText(address: URL | undefined): Promise<string> {
  const cookie = [...gestionnaire.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(address ?? 'about:blank', { headers: { cookie } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
  const { items } = await (await pdf.getPage(1)).getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join(' ');
}

const ACTE = /\/actes\/[0-9a-f-]{36}$/;
const DOCUMENT = /\/actes\/[0-9a-f-]{36}\/document$/;

test('a draft, then the arrêté and its letter, and the version that was signed', async () => {
  const subvention = await propose();
  await good(gestionnaire.submit(await go(subvention), {}, 'cle'));
  const drafted = await produced(subvention);
  expect(await pdfText(linkTo(drafted, DOCUMENT))).toMatch(/PROJET/u);

  await act(`${subvention}/attribution`, {
    reference: 'Arrêté n° 2021-1042',
    ...champsDeDate('decideeLe', '2021-10-04'),
    ...champsDeDate('commencerAvant', '2022-10-04'),
  });
  const awarded = await produced(subvention);
  expect(plain(awarded)).toContain('Arrêté d’attribution');
  expect(plain(awarded)).toContain('Lettre de notification');
  expect(plain(awarded)).not.toContain('Préparer un projet');

  const acte = linkTo(awarded, ACTE)?.pathname ?? '';
  const nothing = await good(gestionnaire.submit(await go(acte), {}, 'signe'), 422);
  expect(plain(nothing)).toContain('Choisissez le fichier de la version signée.');
  const text = new File(['bonjour'], 'signe.pdf', { type: 'application/pdf' });
  expect((await good(gestionnaire.submit(nothing, { signe: text }, 'signe'), 422)).status).toBe(422);
  const signed = new File(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n'], 'scan.pdf', {
    type: 'application/pdf',
  });
  const attached = await good(gestionnaire.submit(await go(acte), { signe: signed }, 'signe'));
  expect(plain(attached)).toContain('La version signée est jointe.');
  const copy = await gestionnaire.visit(linkTo(attached, /\/signe$/) ?? '');
  expect(copy.headers.get('content-disposition')).toMatch(/attachment.*scan\.pdf/u);

  const textes = await go(`${FONDS}/actes/modeles`);
  expect(plain(textes)).toContain('Version 1, adoptée le');
  expect(plain(textes)).toContain('[le bénéficiaire]');
  expect(plain(textes)).toContain('À faire relire par un juriste avant le premier acte');
  expect(plain(textes).match(/À faire relire : /g)).toHaveLength(8);

  const context = await browser.newContext();
  await context.addCookies([...gestionnaire.cookies].map(([name, value]) => ({ name, value, url: parvis.url })));
  const page = await context.newPage();
  for (const address of [subvention, acte, `${FONDS}/actes/modeles`]) {
    await page.goto(`${parvis.url}${address}`);
    expect(await axeViolations(page), address).toEqual([]);
    for (const width of [320, 768, 1280]) expect(await overflowAt(page, width), address).toEqual([]);
  }
  await context.close();
}, 120_000);
