import type { FastifyInstance, FastifyReply } from 'fastify';
import type { composeApp } from './app.ts';
import { ErrorPage } from './error-page.tsx';
import {
  giveBackFormulaire,
  identify,
  keepFormulaire,
  navigateurOf,
  SESSION_COOKIE,
  themeOf,
} from './modules/comptes/index.ts';
import { makePageOfForm } from './page-of-form.ts';
import type { Config } from './platform/config/config.ts';
import { emblemSvg } from './platform/html/emblem-svg.ts';
import { DEFAULT_THEME, type Theme } from './platform/html/theme.ts';
import { themeCss } from './platform/html/theme-css.ts';
import { addAssets } from './platform/http/assets.ts';
import { addHealthRoutes, type Check } from './platform/http/health.ts';
import { addMachines } from './platform/http/machine.ts';
import type { Connexion, Contexte } from './platform/http/page.ts';
import { addPages, REPRISE } from './platform/http/pages.ts';
import { createServer } from './platform/http/server.ts';
import type { Quiet } from './platform/quiet.ts';
import type { OpenServices } from './services.ts';

export type WebOptions = {
  readonly config: Config;
  readonly services: OpenServices;
  readonly app: ReturnType<typeof composeApp>;
  /** Origins of the identity providers: where a form may lead. */
  readonly formTargets: readonly string[];
  readonly checks: readonly Check[];
  readonly isStopping: () => boolean;
  readonly quiet: Quiet;
};

/** Requests a minute and an address. A family behind one router, or a whole town hall, stays far below. */
const PER_MINUTE = 600;

const FONT = 'atkinson-hyperlegible-next-latin-wght-normal.woff2';

/** The HTTP server with every page of the application. */
export async function createWebServer(options: WebOptions): Promise<FastifyInstance> {
  const { config, services, app } = options;
  const assets = { cssHref: '', wideHref: '', dossierHref: '', jsHref: '', fontHref: '' };
  const server = await createServer({
    logger: services.logger,
    metrics: services.metrics,
    secure: config.secure,
    trustProxy: config.TRUST_PROXY,
    formTargets: options.formTargets,
    perMinute: PER_MINUTE,
    quiet: options.quiet,
    errorPage: (probleme, request) => <ErrorPage probleme={probleme} request={request} assets={assets} />,
  });
  const built = await addAssets(server);
  Object.assign(assets, {
    cssHref: built.hrefOf('parvis.css'),
    wideHref: built.hrefOf('wide.css'),
    dossierHref: built.hrefOf('dossier.css'),
    jsHref: built.hrefOf('page.js'),
    fontHref: built.hrefOf(FONT),
  });
  addHealthRoutes(server, options.checks, options.isStopping);
  addThemes(server, app.annuaire);
  await addMachines(server, app.machines);
  const pageOfForm = makePageOfForm(app.pages);
  addPages(server, app.pages, {
    secret: config.secret,
    secure: config.secure,
    origin: new URL(config.publicUrl).origin,
    assets,
    identify: (_request, cookie) => identify(services, cookie(SESSION_COOKIE)),
    signInPath: (contexte, connexion) => signInPath(services, contexte, SIGN_IN[connexion], pageOfForm),
    resumeForm: (contexte, id) => resumeForm(services, contexte, id),
  });
  return server;
}

/**
 * Each organisation's colours, as a style sheet of its own (no inline style anywhere), and its emblem as an icon. Those of
 * the platform need no database: the page of an error wears them.
 */
function addThemes(server: FastifyInstance, annuaire: WebOptions['app']['annuaire']): void {
  const sendTheme = (reply: FastifyReply, theme: Theme) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(themeCss(theme));
  server.get('/theme.css', async (_request, reply) => sendTheme(reply, DEFAULT_THEME));
  server.get<{ Params: { slug: string } }>('/themes/:slug.css', async (request, reply) =>
    sendTheme(reply, themeOf(await annuaire.bySlug(request.params.slug))),
  );
  server.get<{ Params: { slug: string } }>('/emblemes/:slug.svg', async (request, reply) => {
    const organisation = await annuaire.bySlug(request.params.slug);
    return reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .send(emblemSvg(organisation?.nom ?? 'Parvis', themeOf(organisation)));
  });
}

const SIGN_IN: Readonly<Record<Connexion, string>> = {
  connexion: '/connexion',
  connexion_agent: '/connexion/agents',
};

/** Where to sign in, and what to come back to. A form that arrives too late is kept, and given back. */
async function signInPath(
  services: OpenServices,
  contexte: Contexte,
  page: string,
  pageOfForm: (path: string) => string,
): Promise<string> {
  const path = contexte.url.split('?')[0] ?? '/';
  const navigateur = navigateurOf(contexte);
  const champs = contexte.form.entries().filter(([name]) => name !== '_jeton' && name !== 'action');
  if (contexte.request.method !== 'POST' || champs.length === 0 || !navigateur) {
    const retour = contexte.request.method === 'POST' ? pageOfForm(path) : contexte.url;
    return `${page}?retour=${encodeURIComponent(retour)}`;
  }
  const url = pageOfForm(path);
  const id = await keepFormulaire(services, { navigateur, url, champs });
  return `${page}?retour=${encodeURIComponent(`${url}?${REPRISE}=${id}`)}`;
}

async function resumeForm(
  services: OpenServices,
  contexte: Contexte,
  id: string,
): Promise<URLSearchParams | undefined> {
  const navigateur = navigateurOf(contexte);
  const url = contexte.url.split('?')[0] ?? '';
  if (!navigateur || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const champs = await giveBackFormulaire(services, { id, navigateur, url });
  return champs && new URLSearchParams(champs.map(([name, text]) => [name, text]));
}
