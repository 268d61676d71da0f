import type { InteractionResults } from 'oidc-provider';
import type { OidcSystem } from '../control/behaviours.ts';
import type { Html } from '../html.ts';
import type { Encryption } from './jwe.ts';
import type { Claims } from './jwt.ts';
import type { SigningAlg } from './keys.ts';

/** The service that asks people to sign in, as it was registered with the provider. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** The name shown to people. */
  readonly name?: string;
  /** The scopes granted by the habilitation; each simulator has its own default. */
  readonly scopes?: readonly string[];
  /** Algorithm of the id_token and of the userinfo; ES256 unless told otherwise. */
  readonly signingAlg?: SigningAlg;
  /** Its public keys, when it proves who it is by a key (`private_key_jwt`) and not by its secret. */
  readonly jwks?: { readonly keys: readonly object[] };
  /** FranceConnect+ only: how it wants its answers encrypted. */
  readonly encryption?: Encryption;
  /** FranceConnect+ rather than FranceConnect. */
  readonly plus?: boolean;
}

/** An error page shown by the provider itself, without going back to the service. */
export interface Refusal {
  /** The provider's own code, such as `Y030007`. */
  readonly code: string;
  /** For the developer who reads the page. */
  readonly detail: string;
}

/** What somebody has asked for, as the pages need to know it. */
export interface SignInRequest {
  readonly params: Readonly<Record<string, unknown>>;
  readonly clientName: string;
  readonly scopes: readonly string[];
}

/** The answer to « who are you? »: a sign-in, or an error to take back to the service. */
type SignIn = Required<Pick<InteractionResults, 'login'>> | { error: string; error_description: string };

/** By name of field. */
export type Erreurs = Readonly<Record<string, string>>;

export interface Autre {
  /** The inside of a form whose button is `action=autre`; what was typed, and what is wrong in it. */
  form(request: SignInRequest, typed?: URLSearchParams, erreurs?: Erreurs): Promise<Html>;
  read(typed: URLSearchParams): Promise<{ readonly accountId: string } | { readonly erreurs: Erreurs }>;
}

/** All that tells one OpenID Connect provider of the State from another. */
export interface Definition {
  readonly system: OidcSystem;
  readonly label: string;
  /** Where the issuer lives under the public URL. */
  readonly path: string;
  readonly keyId: (alg: SigningAlg) => string;
  /** In seconds. */
  readonly lifetimes: {
    readonly code: number;
    readonly accessToken: number;
    readonly idToken: number;
    readonly session: number;
    readonly refreshToken?: number;
  };
  readonly acrValues: readonly string[];
  readonly scopesWithoutClaims: readonly string[];
  readonly claims: Readonly<Record<string, readonly string[] | null>>;
  readonly defaultScopes: readonly string[];
  /** The document at `/.well-known/openid-configuration`. */
  discovery(issuer: string): Claims;
  /** Refuses what the real one refuses before reading further. May complete `params` in place. */
  checkAuthorize(params: URLSearchParams): Refusal | undefined;
  checkLogout(params: URLSearchParams): Refusal | undefined;
  /** The code shown on the page for an error of the library that cannot go back to the service. */
  pageCode(error: string): string;
  /** The JSON body of an error of the token and userinfo endpoints. */
  errorBody(error: { error: string; description: string; detail: string | undefined }): Claims;
  /** The pairwise subject, or `undefined` for somebody unknown. */
  subject(accountId: string, clientId: string): string | undefined;
  /** Every claim there is about somebody; scopes choose among them. */
  claimsOf(accountId: string): Claims | undefined;
  /** Claims that the library puts in the id_token and the real provider does not. */
  readonly omittedFromIdToken: readonly string[];
  /** The choice of a person, as the inside of a form whose buttons are named `personne`. */
  people(request: SignInRequest): Html;
  /** How somebody who is not in the list says who they are, where that can be played. */
  readonly autre?: Autre;
  signIn(accountId: string, request: SignInRequest): SignIn | undefined;
  /** What is about to be sent, or `undefined` where the provider asks for no consent. */
  consent(accountId: string, request: SignInRequest): Html | undefined;
  /** What the service is told when the person gives up. */
  readonly renounced: { error: string; error_description: string };
}
