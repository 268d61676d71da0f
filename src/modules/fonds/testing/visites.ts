import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { textOfPage } from '../../../../test/support/visitor.ts';
import { renderPage } from '../../../platform/html/index.ts';
import { formData } from '../../../platform/http/form.ts';
import type { Contexte, Page, Reponse } from '../../../platform/http/page.ts';
import type { Agent } from '../../comptes/index.ts';
import { adopterFondsPages, avecMenuDuFonds, evaluationDuFondsPages, gestionPages } from '../index.ts';
import { catalogueDeTest } from './catalogue-de-test.ts';
import type { SessionDeTest } from './session-de-test.ts';

/** What came back: a good page, in plain text too; or where it leads; or a file. */
export type Visite = {
  readonly status: number;
  readonly html: string;
  /** Without non-breaking spaces. */
  readonly text: string;
  readonly vers: string;
  readonly message: string;
  readonly body: string;
};

type Champs = Readonly<Record<string, string | readonly string[]>>;

/** The pages of the fund as an agent asks for them, without a server: each page is checked as it is shown. */
export function visiteurOf({ noyau }: SessionDeTest, agent: Agent) {
  const pages = avecMenuDuFonds(noyau, [
    ...gestionPages(noyau),
    ...adopterFondsPages({ ...noyau, catalogue: catalogueDeTest(noyau) }),
    ...evaluationDuFondsPages(noyau),
  ]);
  const principal = { type: 'agent', personneId: agent.personneId, nom: agent.nom } as const;

  async function ask(method: 'GET' | 'POST', address: string, champs: Champs = {}): Promise<Visite> {
    const url = new URL(address, 'https://parvis.exemple');
    const { page, params } = routeOf(pages, url.pathname, method);
    const typed = new URLSearchParams();
    for (const [name, values] of Object.entries(champs)) for (const one of [values].flat()) typed.append(name, one);
    const contexte = {
      params,
      principal,
      query: url.searchParams,
      form: formData(typed),
      chrome: { ...ASSETS, principal, url: address },
    } as unknown as Contexte;
    const answered = await page[method]?.(contexte);
    if (!answered) throw new Error(`${method} ${address} has no answer`);
    return read(answered);
  }

  return {
    get: (address: string) => ask('GET', address),
    post: (address: string, champs: Champs) => ask('POST', address, champs),
  };
}

const ASSETS = {
  nonce: 'n',
  jeton: 'j',
  jetonEnToutNom: 'j',
  cssHref: '/assets/parvis-1.css',
  wideHref: '/assets/wide-1.css',
  dossierHref: '/assets/dossier-1.css',
  jsHref: '/j.js',
  fontHref: '/f',
};

function routeOf(pages: readonly Page[], pathname: string, method: 'GET' | 'POST') {
  const parts = pathname.split('/');
  for (const page of pages.filter((one) => one[method])) {
    const pattern = page.path.split('/');
    if (pattern.length !== parts.length) continue;
    if (!pattern.every((part, index) => part.startsWith(':') || part === parts[index])) continue;
    const named = pattern.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), parts[index]]] : []));
    return { page, params: Object.fromEntries(named) as Record<string, string> };
  }
  throw new Error(`No page answers ${method} ${pathname}`);
}

async function read(answered: Reponse): Promise<Visite> {
  const nothing = { status: 200, html: '', text: '', vers: '', message: '', body: '' };
  if (answered.type === 'redirection') {
    const message = (answered.flash?.message ?? '').replaceAll('\u00a0', ' ');
    return { ...nothing, status: 303, vers: answered.vers, message };
  }
  if (answered.type === 'fichier') {
    const { body } = answered;
    const bytes = body instanceof Readable ? await buffer(body) : Buffer.from(body);
    return { ...nothing, body: bytes.toString('latin1') };
  }
  if (answered.type !== 'page') throw new Error(`Not a page: ${answered.type}`);
  const html = renderPage(answered.view);
  expect(checkPage(html)).toEqual([]);
  const text = textOfPage({ html } as never).replaceAll(/[\u00a0\u202f]/g, ' ');
  return { ...nothing, status: answered.status, html, text };
}
