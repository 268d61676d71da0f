import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, NotFound } from '../errors.ts';
import { renderPage } from '../html/render.ts';
import { cookieName, cookieOptions } from './cookies.ts';
import { comesFromOurSite, csrfToken, isCsrfToken } from './csrf.ts';
import { emptyForm, formData, queryOf } from './form.ts';
import type { Chrome, Connexion, Contexte, Page, Principal, Reponse, SiteAssets, Verdict } from './page.ts';
import { readForm } from './read-form.ts';

export type PagesOptions = {
  readonly secret: string;
  readonly secure: boolean;
  /** Origin that browsers see, e.g. `https://demarches.example.fr`. */
  readonly origin: string;
  readonly assets: SiteAssets;
  readonly identify: (request: FastifyRequest, cookie: (name: string) => string | undefined) => Promise<Principal>;
  /**
   * A form arrived but its author is no longer signed in: keeps what was typed.
   * @returns where to go: the sign-in page, which will come back.
   */
  readonly signInPath: (contexte: Contexte, connexion: Connexion) => Promise<string>;
  /** The form that `signInPath` kept, once its author is back on the same page with `?reprise=<id>`. */
  readonly resumeForm: (contexte: Contexte, id: string) => Promise<URLSearchParams | undefined>;
};

/** Parameter of an address that gives back what was typed before an interrupted session. */
export const REPRISE = 'reprise';

const BROWSER_COOKIE = 'navigateur';
const FLASH_COOKIE = 'message';
const FORM_TOKEN_EXPIRED =
  'Votre page était restée ouverte trop longtemps. Revenez en arrière, rechargez-la, puis renvoyez votre formulaire.';

/**
 * Forms that `signInPath` keeps for one address: what a town hall loses when its sessions end together, and no way to fill
 * the disk for whoever sends them from nowhere. Beyond, one signs in all the same, and types again.
 */
const KEPT_FORMS = { max: 30, timeWindow: '10 minutes' };

/** Wires every page: who is there → is it our form → may they → handler → answer. */
export function addPages(server: FastifyInstance, pages: readonly Page[], options: PagesOptions): void {
  const limit = server.createRateLimit(KEPT_FORMS);
  const signInPath: SignInPath = async (contexte, connexion) => {
    const count = contexte.form.names().length > 0 ? await limit(contexte.request) : undefined;
    const many = count !== undefined && !count.isAllowed && count.isExceeded;
    return options.signInPath(many ? { ...contexte, form: emptyForm } : contexte, connexion);
  };
  for (const page of pages) addPage(server, page, options, signInPath);
}

type SignInPath = PagesOptions['signInPath'];

function addPage(server: FastifyInstance, page: Page, options: PagesOptions, signInPath: SignInPath): void {
  const config = page.perMinute ? { rateLimit: { max: page.perMinute, timeWindow: '1 minute' } } : {};
  const { GET, POST } = page;
  if (GET) {
    server.get(page.path, { config }, async (request, reply) => {
      const contexte = await openContexte(request, reply, options);
      const verdict = await page.access(contexte);
      if (verdict !== 'oui') return refuse(verdict, contexte, reply, signInPath);
      const reprise = contexte.query.get(REPRISE);
      const resumed = reprise ? await options.resumeForm(contexte, reprise) : undefined;
      return answer(await GET(resumed ? { ...contexte, form: formData(resumed) } : contexte), reply, options);
    });
  }
  if (POST) {
    server.post(page.path, { config }, async (request, reply) => {
      if (!comesFromOurSite(request, options.origin)) throw new Forbidden(FORM_TOKEN_EXPIRED);
      const contexte = await openContexte(request, reply, options);
      const verdict = await page.access(contexte);
      const { receiveFile } = page;
      const receive =
        receiveFile && verdict === 'oui'
          ? (file: Parameters<typeof receiveFile>[1]) => receiveFile(contexte, file)
          : undefined;
      const form = await readForm(request, (token) => checkToken(token, contexte, options, page), receive);
      const complete = { ...contexte, form };
      if (verdict !== 'oui') return refuse(verdict, complete, reply, signInPath);
      return answer(await POST(complete), reply, options);
    });
  }
}

function checkToken(token: string, contexte: Contexte, { secret }: PagesOptions, { enToutNom }: Page): void {
  const browser = contexte.cookie(BROWSER_COOKIE);
  const titre = enToutNom ? undefined : titreOf(contexte.principal);
  if (!browser || !isCsrfToken(secret, browser, token, titre)) throw new Forbidden(FORM_TOKEN_EXPIRED);
}

function titreOf(principal: Principal): string | undefined {
  return principal.type === 'anonyme' ? undefined : principal.auteur?.titreId;
}

async function openContexte(request: FastifyRequest, reply: FastifyReply, options: PagesOptions): Promise<Contexte> {
  const cookie = (name: string) => request.cookies[cookieName(name, options.secure)] || undefined;
  const setCookie: Contexte['setCookie'] = (name, value, maxAge) => {
    const full = cookieName(name, options.secure);
    if (value === undefined) reply.clearCookie(full, cookieOptions(options.secure));
    else reply.setCookie(full, value, cookieOptions(options.secure, maxAge));
  };
  const principal = await options.identify(request, cookie);
  const chrome = chromeOf(request, principal, cookie, setCookie, options);
  return {
    params: request.params as Record<string, string>,
    query: queryOf(request.url),
    form: emptyForm,
    principal,
    chrome,
    url: request.url,
    request,
    setCookie,
    cookie,
  };
}

/** @returns what surrounds every page: assets, nonce, form token, who is signed in, the message to show once. */
function chromeOf(
  request: FastifyRequest,
  principal: Principal,
  cookie: Contexte['cookie'],
  setCookie: Contexte['setCookie'],
  options: PagesOptions,
): Chrome {
  const known = cookie(BROWSER_COOKIE);
  const browser = known ?? crypto.randomUUID();
  if (!known) setCookie(BROWSER_COOKIE, browser);
  const titre = titreOf(principal);
  const jetonEnToutNom = csrfToken(options.secret, browser);
  const flash = readFlash(cookie(FLASH_COOKIE));
  if (flash && request.method === 'GET') setCookie(FLASH_COOKIE, undefined);
  return {
    ...options.assets,
    nonce: request.nonce,
    jeton: titre === undefined ? jetonEnToutNom : csrfToken(options.secret, browser, titre),
    jetonEnToutNom,
    principal,
    url: request.url,
    ...(flash ? { flash } : {}),
  };
}

function readFlash(raw: string | undefined): Chrome['flash'] {
  if (!raw) return undefined;
  try {
    const { type, message } = JSON.parse(Buffer.from(raw, 'base64url').toString('utf8')) as NonNullable<
      Chrome['flash']
    >;
    return ['info', 'succes', 'erreur'].includes(type) && typeof message === 'string' ? { type, message } : undefined;
  } catch {
    return undefined;
  }
}

async function refuse(
  verdict: Exclude<Verdict, 'oui'>,
  contexte: Contexte,
  reply: FastifyReply,
  signInPath: SignInPath,
) {
  switch (verdict) {
    case 'connexion':
    case 'connexion_agent':
      return reply.redirect(await signInPath(contexte, verdict), 303);
    case 'interdit':
      throw new Forbidden('');
    case 'introuvable':
      throw new NotFound('');
  }
}

async function answer(reponse: Reponse, reply: FastifyReply, options: PagesOptions): Promise<FastifyReply> {
  switch (reponse.type) {
    case 'page':
      return reply.status(reponse.status).type('text/html; charset=utf-8').send(renderPage(reponse.view));
    case 'redirection':
      if (reponse.flash) {
        const value = Buffer.from(JSON.stringify(reponse.flash)).toString('base64url');
        reply.setCookie(cookieName(FLASH_COOKIE, options.secure), value, cookieOptions(options.secure, 60));
      }
      return reply.redirect(reponse.vers, 303);
    case 'json':
      if (reponse.links) reply.header('link', reponse.links);
      if (reponse.contentType) reply.type(reponse.contentType);
      return reply.status(reponse.status).send(reponse.body);
    case 'fichier':
      if (reponse.disposition) reply.header('content-disposition', reponse.disposition);
      if (reponse.cache) reply.header('cache-control', reponse.cache);
      return reply.type(reponse.contentType).send(reponse.body);
  }
}
