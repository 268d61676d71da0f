import type { ClientMetadata, Configuration } from 'oidc-provider';
import { html, page } from '../html.ts';
import type { ClientRegistration, Definition } from './definition.ts';
import { errorPage } from './error-page.ts';
import { type KeyPairs, toJwk } from './keys.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly definition: Definition;
  readonly client: ClientRegistration;
  readonly keys: KeyPairs;
  readonly store: Store;
  readonly cookieKey: string;
}

/** The library's configuration for one provider of the State, closed to everything that the real ones do not do. */
export function configurationOf({ definition, client, keys, store, cookieKey }: Parts): Configuration {
  const { lifetimes } = definition;
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;
  return {
    adapter: store.adapter,
    jwks: { keys: [toJwk(keys.ES256), toJwk(keys.RS256)] },
    clients: [clientMetadata(definition, client)],
    acrValues: definition.acrValues,
    claims: Object.fromEntries(Object.entries(definition.claims).map(([scope, claims]) => [scope, claims])),
    scopes: definition.scopesWithoutClaims,
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
    acceptQueryParamAccessTokens: true,
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 0,
    conformIdTokenClaims: true,
    expiresWithSession: () => false,
    // The mere presence of this option makes the library accept the refresh grant.
    ...(lifetimes.refreshToken && { issueRefreshToken: () => true, rotateRefreshToken: false }),
    clientBasedCORS: () => false,
    // Redirect URIs on several hosts need a sector document; nobody publishes one in a demonstration.
    sectorIdentifierUriValidate: () => false,
    pairwiseIdentifier: (_ctx, accountId, { clientId }) => definition.subject(accountId, clientId) ?? '',
    findAccount: (_ctx, id) => {
      const claims = definition.claimsOf(id);
      return claims && { accountId: id, claims: () => ({ ...claims, sub: id }) };
    },
    interactions: { url: (_ctx, { uid }) => `${definition.path}/interaction/${uid}` },
    renderError(ctx, out) {
      ctx.type = 'html';
      ctx.body = errorPage(definition, {
        code: definition.pageCode(out.error),
        detail: [out.error, out.error_description].filter(Boolean).join('\u00a0: '),
      });
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      jwks: '/jwks',
      end_session: '/session/end',
      revocation: '/token/revocation',
      introspection: '/token/introspection',
    },
    cookies: {
      // Cookies ignore ports: these names must collide neither with each other nor with those of the service.
      names: {
        session: `simulateur_${definition.system}`,
        interaction: `simulateur_${definition.system}_interaction`,
        resume: `simulateur_${definition.system}_reprise`,
      },
      keys: [cookieKey],
      long: { ...cookie, path: definition.path },
      short: cookie,
    },
    ttl: {
      AuthorizationCode: lifetimes.code,
      AccessToken: lifetimes.accessToken,
      IdToken: lifetimes.idToken,
      // Long enough for the code and then the tokens to die of their own age, and not because the consent did.
      Grant: Math.max(lifetimes.code + lifetimes.accessToken, lifetimes.refreshToken ?? 0, 1),
      Interaction: 1_800,
      Session: lifetimes.session,
      RefreshToken: lifetimes.refreshToken ?? 1,
    },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_ctx, { clientId }, token) => token.clientId === clientId },
      rpInitiatedLogout: {
        enabled: true,
        postLogoutSuccessSource(ctx) {
          ctx.type = 'html';
          ctx.body = loggedOutPage(definition);
        },
      },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      backchannelLogout: { enabled: false },
    },
  };
}

export function loggedOutPage({ label }: Definition): string {
  return page(`Simulateur de ${label}\u00a0: vous êtes déconnecté`, html`<p>Vous pouvez fermer cette page.</p>`);
}

function clientMetadata(definition: Definition, client: ClientRegistration): ClientMetadata {
  const alg = client.signingAlg ?? 'ES256';
  const hosts = new Set(client.redirectUris.map((uri) => new URL(uri).host));
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.name ?? 'Parvis',
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    response_types: ['code'],
    grant_types: definition.lifetimes.refreshToken ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
    ...(client.jwks
      ? {
          token_endpoint_auth_method: 'private_key_jwt' as const,
          jwks: { keys: client.jwks.keys.filter((key) => !('use' in key) || key.use === 'sig') },
        }
      : { token_endpoint_auth_method: 'client_secret_post' as const }),
    subject_type: 'pairwise',
    id_token_signed_response_alg: alg,
    userinfo_signed_response_alg: alg,
    scope: (client.scopes ?? definition.defaultScopes).join(' '),
    ...(hosts.size > 1 && { sector_identifier_uri: `https://secteur.invalid/${client.clientId}` }),
  };
}
