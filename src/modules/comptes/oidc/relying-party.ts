import * as oidc from 'openid-client';
import type { Clock } from '../../../platform/clock.ts';
import { ConnexionRefusee, type Piece } from '../domain/securite.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { type ClientKeys, clientAuthentication, decryption, publicKeySet } from './client-keys.ts';
import { checkAnswer, checkIdToken, checkUserinfo, type ExpectedAnswer } from './own-checks.ts';
import { type Publication, publicationsOf } from './publication.ts';
import { isKeyFailure, isRevocation, refusalOf } from './refusal-of.ts';

/** One identity provider, as configured. */
export type ProviderOptions = {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent when the service proves who it is by a key. */
  readonly clientSecret?: string;
  readonly cles?: ClientKeys;
  /** Signature of the id_token and of the userinfo, as declared to the provider. */
  readonly alg: 'ES256' | 'RS256';
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  /** Longest wait for one of its answers, in seconds: 5 unless told otherwise. */
  readonly timeoutSeconds?: number;
};

export type SignInRequest = {
  readonly state: string;
  readonly nonce: string;
  readonly scope: string;
  readonly acrValues?: string;
  /** JSON of the `claims` parameter. */
  readonly claims?: string;
};

/** What the provider answered, every signature and claim verified. Never logged. */
export type ProvenIdentity = {
  readonly sub: string;
  readonly acr: string;
  readonly idToken: string;
  readonly accessToken: string;
  /** Only ProConnect gives one. */
  readonly refreshToken?: string;
  readonly userinfo: Readonly<Record<string, unknown>>;
};

/** The same person, asked again without them. */
export type RenewedIdentity = Pick<ProvenIdentity, 'refreshToken' | 'userinfo'>;

export type RelyingParty = {
  /** @throws Error when the provider does not say where to go. */
  authorizationUrl(request: SignInRequest): Promise<string>;
  /** @throws ConnexionRefusee on any doubt; the caller opens no session then. */
  complete(callbackQuery: string, expected: ExpectedAnswer): Promise<ProvenIdentity>;
  /** @throws ConnexionRefusee `agent_revoque` when the provider no longer vouches for them; others say nothing of them. */
  renew(refreshToken: string, sub: string): Promise<RenewedIdentity>;
  logoutUrl(idToken: string, state: string): Promise<string>;
  /** The public keys that the provider needs of us. */
  readonly publicKeys: { readonly keys: readonly object[] };
};

/** Seconds, for those who are waiting in front of a page. */
const TIMEOUT = 5;
/** Seconds of drift that we accept between the provider's clock and ours. */
const CLOCK_TOLERANCE = 30;

/**
 * A relying party as FranceConnect and ProConnect want it: no PKCE nor any parameter outside their white list, signed
 * userinfo. openid-client does the protocol; what it leaves open is in `own-checks.ts`.
 */
export function relyingParty(options: ProviderOptions, clock: Clock): RelyingParty {
  const publications = publicationsOf({ timeoutSeconds: TIMEOUT, ...options });
  const configurationOf = configurator(options, clock);

  /**
   * Looks at an answer with the keys that we know and, when they do not explain it, once more with those that the
   * provider publishes now. What was answered is kept between the two: a code is only good once.
   */
  async function believed<T>(piece: Piece, look: (configuration: oidc.Configuration) => Promise<T>): Promise<T> {
    try {
      const publication = await publications.current();
      const answers = rememberedAnswers(publication);
      try {
        return await look(configurationOf(publication, answers));
      } catch (error) {
        if (!isKeyFailure(error)) throw error;
        const renewed = await publications.renew(publication);
        return await look(configurationOf(renewed, rememberedAnswers(renewed, answers)));
      }
    } catch (error) {
      throw refusalOf(error, piece);
    }
  }

  async function userinfoOf(accessToken: string, sub: string): Promise<Readonly<Record<string, unknown>>> {
    const userinfo = await believed('identite', (configuration) => oidc.fetchUserInfo(configuration, accessToken, sub));
    checkUserinfo(userinfo, { ...options, now: clock.now(), tolerance: CLOCK_TOLERANCE });
    return userinfo;
  }

  return {
    publicKeys: publicKeySet(options.cles ?? {}),

    async authorizationUrl(request) {
      const parameters: Record<string, string> = {
        redirect_uri: options.redirectUri,
        response_type: 'code',
        scope: request.scope,
        state: request.state,
        nonce: request.nonce,
      };
      if (request.acrValues) parameters['acr_values'] = request.acrValues;
      if (request.claims) parameters['claims'] = request.claims;
      return oidc.buildAuthorizationUrl(configurationOf(await publications.current()), parameters).href;
    },

    async complete(callbackQuery, expected) {
      checkAnswer(new URLSearchParams(callbackQuery), options.issuer);
      // The registered address, not the Host header: a forged Host must not change the redirect_uri.
      const address = new URL(`${options.redirectUri}?${callbackQuery}`);
      const tokens = await believed('jeton', (configuration) =>
        oidc.authorizationCodeGrant(configuration, address, {
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          idTokenExpected: true,
        }),
      );
      const claims = tokens.claims();
      if (!claims || !tokens.id_token) throw new ConnexionRefusee('jeton_incomplet');
      const acr = checkIdToken(claims, { ...expected, now: clock.now(), tolerance: CLOCK_TOLERANCE });
      return {
        sub: claims.sub,
        acr,
        idToken: tokens.id_token,
        accessToken: tokens.access_token,
        ...(tokens.refresh_token ? { refreshToken: tokens.refresh_token } : {}),
        userinfo: await userinfoOf(tokens.access_token, claims.sub),
      };
    },

    async renew(refreshToken, sub) {
      const tokens = await believed('jeton', (configuration) =>
        oidc.refreshTokenGrant(configuration, refreshToken),
      ).catch((error: unknown) => {
        throw isRevocation(error) ? new ConnexionRefusee('agent_revoque', { cause: error }) : error;
      });
      return {
        ...(tokens.refresh_token ? { refreshToken: tokens.refresh_token } : {}),
        userinfo: await userinfoOf(tokens.access_token, sub),
      };
    },

    async logoutUrl(idToken, state) {
      return oidc.buildEndSessionUrl(configurationOf(await publications.current()), {
        id_token_hint: idToken,
        post_logout_redirect_uri: options.postLogoutRedirectUri,
        state,
      }).href;
    },
  };
}

function configurator(options: ProviderOptions, clock: Clock) {
  const { clientId, clientSecret, alg, cles = {} } = options;
  const authentication = clientAuthentication(clientSecret, cles);
  const extensions = [
    oidc.enableNonRepudiationChecks,
    ...decryption(cles),
    ...(options.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
  ];
  return ({ metadata }: Publication, fetch: oidc.CustomFetch = boundedFetch): oidc.Configuration => {
    const client = {
      id_token_signed_response_alg: alg,
      userinfo_signed_response_alg: alg,
      [oidc.clockTolerance]: CLOCK_TOLERANCE,
      // Zero but in tests: the library reads the machine's clock, and ours is injected.
      [oidc.clockSkew]: Math.round((clock.now().epochMilliseconds - Date.now()) / 1000),
    };
    const configuration = new oidc.Configuration(metadata, clientId, client, authentication);
    configuration.timeout = options.timeoutSeconds ?? TIMEOUT;
    configuration[oidc.customFetch] = fetch;
    for (const extend of extensions) extend(configuration);
    return configuration;
  };
}

type Remembering = oidc.CustomFetch & { readonly answers: ReadonlyMap<string, Response> };

/** Asks each address once: the keys are those of `publication`, and what `earlier` was answered is answered again. */
function rememberedAnswers({ metadata, keys }: Publication, earlier?: Remembering): Remembering {
  const answers = new Map<string, Response>(earlier?.answers);
  const fetch: oidc.CustomFetch = async (url, request) => {
    if (url === metadata.jwks_uri) return new Response(keys, { headers: { 'content-type': 'application/json' } });
    const known = answers.get(url) ?? (await boundedFetch(url, request));
    answers.set(url, known);
    return known.clone();
  };
  return Object.assign(fetch, { answers });
}
