import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import { CHROME_D_ESSAI } from '../../../../test/support/chrome.ts';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { createVisitor, textOfPage, type Visitor } from '../../../../test/support/visitor.ts';
import { renderPage } from '../../../platform/html/index.ts';
import { problemeOf } from '../../../platform/http/errors.ts';
import { formData } from '../../../platform/http/form.ts';
import type { Chrome, Contexte, Page, Reponse } from '../../../platform/http/page.ts';
import type { Agent } from '../../comptes/index.ts';
import { actesSurDossiers, type Moteur } from '../../demarches/index.ts';
import { makeEligibilites } from '../eligibilites.ts';
import { evaluationDuFondsPages, gestionPages, instructionDuFondsPages } from '../module.ts';
import { adopterFondsPages } from '../pages/adopter-fonds.tsx';
import type { FondsDeps } from '../pages/deps.ts';
import { eligibilitePages } from '../pages/eligibilite.tsx';
import { catalogueDeTest } from './catalogue-de-test.ts';

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

/** The pages of the fund as an agent asks for them, one at a time and without a server: each is checked as it is shown. */
export function visiteurOf(deps: FondsDeps & Moteur, agent: Agent) {
  const ask = askerOf(deps, agent);
  return {
    get: async (address: string) => read(await ask('GET', address)),
    async post(address: string, champs: Champs): Promise<Visite> {
      const typed = new URLSearchParams();
      for (const [name, values] of Object.entries(champs)) for (const one of [values].flat()) typed.append(name, one);
      return read(await ask('POST', address, typed));
    },
  };
}

/** The same pages for a browser that fills forms and follows redirections; what is refused is a status, as from a server. */
export function navigateurOf(deps: FondsDeps & Moteur, agent: Agent): Visitor {
  const ask = askerOf(deps, agent);
  let flash: Chrome['flash'];
  return createVisitor(SITE, async (url, { method, body }) => {
    try {
      const shown = flash;
      if (method !== 'POST') flash = undefined;
      const typed = body instanceof URLSearchParams ? body : new URLSearchParams();
      const answered = await ask(method === 'POST' ? 'POST' : 'GET', url.href, typed, shown);
      if (answered.type === 'redirection') flash = answered.flash;
      return await responseOf(answered);
    } catch (error) {
      const { status, detail, anomalie } = problemeOf(error);
      if (anomalie) throw error;
      return new Response(detail, { status });
    }
  });
}

const SITE = 'https://parvis.exemple';

function askerOf(deps: FondsDeps & Moteur, agent: Agent) {
  const eligibilites = makeEligibilites();
  const pages = [
    ...gestionPages({ ...deps, collectivites: eligibilites.collectivites }),
    ...adopterFondsPages({ ...deps, catalogue: catalogueDeTest(deps) }),
    ...eligibilitePages({ ...deps, eligibilites }),
    ...evaluationDuFondsPages(deps),
    ...instructionDuFondsPages({ ...deps, eligibilites, dossiers: actesSurDossiers(deps) }),
  ];
  const principal = { type: 'agent', personneId: agent.personneId, nom: agent.nom } as const;
  return async (method: 'GET' | 'POST', address: string, typed = new URLSearchParams(), flash?: Chrome['flash']) => {
    const url = new URL(address, SITE);
    const { page, params } = routeOf(pages, url.pathname, method);
    const contexte = {
      params,
      principal,
      query: url.searchParams,
      form: formData(typed),
      chrome: { ...CHROME_D_ESSAI, principal, url: `${url.pathname}${url.search}`, ...(flash && { flash }) },
    } as unknown as Contexte;
    const answered = await page[method]?.(contexte);
    if (!answered) throw new Error(`${method} ${address} has no answer`);
    return answered;
  };
}

/** As the server does: what is written in a path goes before what stands for anything. */
function routeOf(pages: readonly Page[], pathname: string, method: 'GET' | 'POST') {
  const parts = pathname.split('/');
  const wild = ({ path }: Page) => path.split('/').map((part) => Number(part.startsWith(':')));
  const answering = pages
    .filter((one) => one[method])
    .toSorted((a, b) => wild(a).join('').localeCompare(wild(b).join('')));
  for (const page of answering) {
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
  if (answered.type === 'fichier') return { ...nothing, body: (await bytesOf(answered.body)).toString('latin1') };
  if (answered.type !== 'page') throw new Error(`Not a page: ${answered.type}`);
  const html = renderPage(answered.view);
  expect(checkPage(html)).toEqual([]);
  const text = textOfPage({ html } as never);
  return { ...nothing, status: answered.status, html, text };
}

async function responseOf(answered: Reponse): Promise<Response> {
  switch (answered.type) {
    case 'redirection':
      return new Response(null, { status: 303, headers: { location: answered.vers } });
    case 'fichier': {
      const { contentType } = answered;
      return new Response(new Uint8Array(await bytesOf(answered.body)), { headers: { 'content-type': contentType } });
    }
    case 'page':
      return new Response(renderPage(answered.view), { status: answered.status });
    default:
      throw new Error(`Not a page: ${answered.type}`);
  }
}

const bytesOf = async (body: Readable | Buffer | string): Promise<Buffer> =>
  body instanceof Readable ? buffer(body) : Buffer.from(body);
