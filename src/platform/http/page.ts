import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { FormData } from './form.ts';

/** Who is on the other end, as the module that owns sessions tells it. */
export type Principal =
  | { readonly type: 'anonyme' }
  | {
      readonly type: 'usager' | 'agent';
      /** Whose things these are: what the transactions of this request may see. */
      readonly personneId: string;
      readonly sessionId: string;
      /** Name of that person. Shown; never logged. */
      readonly nom: string;
      /** Set when somebody acts in the name of that person: who is really there. */
      readonly auteur?: Auteur;
    };

/** Whoever signed in, and now acts in the name of somebody else. */
export type Auteur = {
  readonly personneId: string;
  readonly nom: string;
  /** Id of what allows it: written with each thing done. */
  readonly titreId: string;
  /** The only organisation with which it is allowed; with all of them when absent. */
  readonly organisationId?: string;
  /** Until then. */
  readonly fin: Temporal.Instant;
};

/** What a page handler receives: everything already read and checked. */
export type Contexte = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly form: FormData;
  readonly principal: Principal;
  readonly chrome: Chrome;
  /** Address of this page, path and query: where to come back after a sign-in. */
  readonly url: string;
  readonly request: FastifyRequest;
  /** Sets or, with `undefined`, removes a cookie of this site (HttpOnly, Lax, Secure over https). */
  setCookie(name: string, value: string | undefined, maxAgeSeconds?: number): void;
  cookie(name: string): string | undefined;
};

/** Addresses of the built files, the same for the whole site. */
export type SiteAssets = {
  readonly cssHref: string;
  readonly wideHref: string;
  readonly dossierHref: string;
  readonly jsHref: string;
  /** The font, fetched early so that the text does not change under the eyes. */
  readonly fontHref: string;
};

/** What every page of the site needs around its own content. */
export type Chrome = SiteAssets & {
  readonly nonce: string;
  /** Goes into each form, in a hidden field `_jeton`. */
  readonly jeton: string;
  /** The same for the forms of pages that are `enToutNom`: it does not depend on whom one acts for. */
  readonly jetonEnToutNom: string;
  readonly principal: Principal;
  readonly url: string;
  /** A sentence to show once, after a redirect. */
  readonly flash?: { readonly type: 'info' | 'succes' | 'erreur'; readonly message: string };
};

export type Reponse =
  | { readonly type: 'page'; readonly view: VNode; readonly status: number }
  | { readonly type: 'redirection'; readonly vers: string; readonly flash?: Chrome['flash'] }
  | {
      readonly type: 'json';
      readonly body: unknown;
      readonly status: number;
      /** `application/json` by default. */
      readonly contentType?: string;
      /** A whole `Link` value (RFC 8288): where the next page is. */
      readonly links?: string;
    }
  | {
      readonly type: 'fichier';
      readonly body: Readable | Buffer | string;
      readonly contentType: string;
      /** A whole `Content-Disposition` value. */
      readonly disposition?: string;
      readonly cache?: string;
    };

/**
 * `connexion` sends to sign-in and comes back, `connexion_agent` to that of agents; `introuvable` does not tell that the
 * thing exists.
 */
export type Verdict = 'oui' | Connexion | 'interdit' | 'introuvable';

/** Who a page is for, when nobody who may read it is signed in: it says itself where to sign in. */
export type Connexion = 'connexion' | 'connexion_agent';

export type Access = (contexte: Contexte) => Verdict | Promise<Verdict>;

/** One file being uploaded; its stream must be consumed. */
export type IncomingFile = {
  readonly champ: string;
  readonly nom: string;
  readonly type: string;
  readonly stream: Readable;
};

/** One page, or one address of the site: translation only, from a request to a use case and back. */
export type Page = {
  readonly path: string;
  readonly access: Access;
  readonly GET?: (contexte: Contexte) => Promise<Reponse>;
  readonly POST?: (contexte: Contexte) => Promise<Reponse>;
  /** For pages that accept files. What it returns is found in `form.files(champ)`. */
  readonly receiveFile?: (contexte: Contexte, file: IncomingFile) => Promise<unknown>;
  /** Its forms are good in whatever name they were shown: they only leave, or stop acting for somebody. */
  readonly enToutNom?: boolean;
  /** Requests a minute and an address, when the general limit is too generous. */
  readonly perMinute?: number;
};

export function page(view: VNode, status = 200): Reponse {
  return { type: 'page', view, status };
}

/** After a POST: 303, so that the Back button and a reload never send the form again. */
export function redirect(vers: string, flash?: Chrome['flash']): Reponse {
  return flash ? { type: 'redirection', vers, flash } : { type: 'redirection', vers };
}

export function json(body: unknown, status = 200): Extract<Reponse, { readonly type: 'json' }> {
  return { type: 'json', body, status };
}
