import * as oidc from 'openid-client';

/** One identity provider, as configured. */
export type ProviderOptions = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signature of the id_token and of the userinfo, as declared to the provider. */
  readonly alg: 'ES256' | 'RS256';
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
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
  readonly userinfo: Readonly<Record<string, unknown>>;
};

export type RelyingParty = {
  authorizationUrl(request: SignInRequest): Promise<string>;
  /** @throws Error on any doubt; the caller opens no session then. */
  complete(
    callbackQuery: string,
    expected: { state: string; nonce: string; acr: readonly string[] },
  ): Promise<ProvenIdentity>;
  logoutUrl(idToken: string, state: string): Promise<string>;
};

const TIMEOUT_SECONDS = 5;
/** Seconds of drift that we accept between the provider's clock and ours. */
const CLOCK_TOLERANCE = 30;

/**
 * A relying party as FranceConnect and ProConnect want it: no PKCE nor any parameter outside their white list,
 * `client_secret_post`, signed userinfo. openid-client does the protocol; what it leaves open is checked here.
 */
export function relyingParty(options: ProviderOptions): RelyingParty {
  let discovered: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    discovered ??= discover(options).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };

  return {
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
      return oidc.buildAuthorizationUrl(await configuration(), parameters).href;
    },

    async complete(callbackQuery, expected) {
      // The registered address, not the Host header: a forged Host must not change the redirect_uri.
      const current = new URL(`${options.redirectUri}?${callbackQuery}`);
      try {
        return await exchange(await configuration(), current, options, expected);
      } catch (error) {
        // The keys may have changed under a constant kid: the next attempt starts from a fresh discovery.
        discovered = undefined;
        throw error;
      }
    },

    async logoutUrl(idToken, state) {
      return oidc.buildEndSessionUrl(await configuration(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: options.postLogoutRedirectUri,
        state,
      }).href;
    },
  };
}

async function discover(options: ProviderOptions): Promise<oidc.Configuration> {
  const issuer = new URL(options.issuer);
  const insecure = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const configuration = await oidc.discovery(
    issuer,
    options.clientId,
    {
      id_token_signed_response_alg: options.alg,
      userinfo_signed_response_alg: options.alg,
      [oidc.clockTolerance]: CLOCK_TOLERANCE,
    },
    oidc.ClientSecretPost(options.clientSecret),
    { execute: [oidc.enableNonRepudiationChecks, ...insecure], timeout: TIMEOUT_SECONDS },
  );
  configuration.timeout = TIMEOUT_SECONDS;
  return configuration;
}

async function exchange(
  configuration: oidc.Configuration,
  current: URL,
  options: ProviderOptions,
  expected: { state: string; nonce: string; acr: readonly string[] },
): Promise<ProvenIdentity> {
  const tokens = await oidc.authorizationCodeGrant(configuration, current, {
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims || !tokens.id_token) throw new Error('No id_token in the answer');
  assertNotFromTheFuture(claims.iat);
  if (typeof claims['acr'] !== 'string' || !expected.acr.includes(claims['acr']))
    throw new Error('acr below what was asked');
  const userinfo = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  assertUserinfoIsForUs(userinfo, options);
  return {
    sub: claims.sub,
    acr: claims['acr'],
    idToken: tokens.id_token,
    accessToken: tokens.access_token,
    userinfo: userinfo as Record<string, unknown>,
  };
}

/** openid-client accepts an id_token issued an hour from now; we do not. */
function assertNotFromTheFuture(iat: number): void {
  if (iat > Temporal.Now.instant().epochMilliseconds / 1000 + CLOCK_TOLERANCE)
    throw new Error('id_token from the future');
}

/** openid-client accepts a userinfo without `aud`, `iss` or `exp`; a signed answer meant for another would pass. */
function assertUserinfoIsForUs(userinfo: oidc.UserInfoResponse, options: ProviderOptions): void {
  const { aud, iss, exp } = userinfo as Record<string, unknown>;
  if (aud !== options.clientId) throw new Error('userinfo not addressed to us');
  if (iss !== options.issuer) throw new Error('userinfo from another issuer');
  const now = Temporal.Now.instant().epochMilliseconds / 1000;
  if (typeof exp !== 'number' || exp < now - CLOCK_TOLERANCE) throw new Error('userinfo without a valid expiry');
}
