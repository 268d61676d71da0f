import { html } from '../html.ts';
import type { Definition } from '../oidc/definition.ts';
import { anything, atLeast, checkParameters, filled, wordsAmong } from '../oidc/parameters.ts';
import { displayName, findParticulier, particuliers } from '../people.ts';
import { peopleCards } from '../people-cards.ts';
import { discovery } from './discovery.ts';
import { errorBody, pageCode } from './errors.ts';
import { claimsOf, franceConnectSub } from './identity.ts';
import { CLAIMS_BY_SCOPE, DATA_SCOPES, DEFAULT_SCOPES, IDENTITY_LABELS } from './scopes.ts';

/** FranceConnect, as its own server is configured and as its own errors are written. */
export const franceConnect: Definition = {
  system: 'franceconnect',
  label: 'FranceConnect',
  path: '/franceconnect/api/v2',
  keyId: (alg) => `pkcs11:${alg}:hsm`,
  lifetimes: { code: 30, accessToken: 60, idToken: 60, session: 1_800 },
  acrValues: ['eidas1'],
  scopesWithoutClaims: ['openid', ...Object.keys(DATA_SCOPES)],
  claims: { ...CLAIMS_BY_SCOPE, amr: null, acr: null, auth_time: null, iss: null, sid: null },
  defaultScopes: DEFAULT_SCOPES,
  omittedFromIdToken: ['auth_time'],
  discovery,
  pageCode,
  errorBody,
  renounced: { error: 'access_denied', error_description: 'User auth aborted' },

  checkAuthorize(params) {
    const refusal = checkParameters(params, {
      code: 'Y030007',
      required: {
        response_type: filled,
        client_id: filled,
        redirect_uri: filled,
        scope: filled,
        state: filled,
        nonce: atLeast(22),
        acr_values: filled,
      },
      optional: {
        prompt: wordsAmong('login', 'consent'),
        claims: anything,
        idp_hint: anything,
        ui_locales: anything,
      },
    });
    if (refusal) {
      return refusal;
    }
    if (asksMoreThanAmr(params.get('claims'))) {
      return { code: 'Y100009', detail: 'seul amr peut être demandé par claims' };
    }
    // An unknown level is read as eidas1, and both prompts are forced whatever was asked.
    params.set('acr_values', 'eidas1');
    params.set('prompt', 'login consent');
    params.delete('ui_locales');
    params.delete('idp_hint');
    return undefined;
  },

  checkLogout: (params) =>
    checkParameters(params, {
      code: 'Y030007',
      required: { id_token_hint: filled },
      optional: {
        post_logout_redirect_uri: filled,
        state: anything,
        client_id: filled,
        logout_hint: anything,
        ui_locales: anything,
      },
    }),

  subject(accountId, clientId) {
    const person = findParticulier(accountId);
    return person && franceConnectSub(person, clientId);
  },

  claimsOf(accountId) {
    const person = findParticulier(accountId);
    return person && claimsOf(person);
  },

  people: () =>
    peopleCards(particuliers.map((person) => ({ id: person.id, name: displayName(person), cas: person.cas }))),

  signIn: (accountId) => findParticulier(accountId) && { login: { accountId, acr: 'eidas1', amr: ['fc', 'pwd'] } },

  consent(accountId, { clientName, scopes }) {
    const person = findParticulier(accountId);
    const labels: Readonly<Record<string, string>> = { ...IDENTITY_LABELS, ...DATA_SCOPES };
    const items = scopes.flatMap((scope) => (labels[scope] ? [html`<li>${labels[scope]}</li>`] : []));
    return html`<p>Vous êtes <strong>${person ? displayName(person) : ''}</strong>.</p>
<h2>Vous allez transmettre à «\u00a0${clientName}\u00a0»</h2>
<ul>
${items.length > 0 ? items : html`<li>aucune donnée d’identité</li>`}
</ul>`;
  },
};

function asksMoreThanAmr(claims: string | null): boolean {
  if (claims === null) {
    return false;
  }
  let asked: unknown;
  try {
    asked = JSON.parse(claims);
  } catch {
    // Not JSON: the library answers `invalid_request`.
    return false;
  }
  const containers = typeof asked === 'object' && asked !== null ? Object.values(asked) : [];
  return containers.some(
    (container) =>
      typeof container === 'object' && container !== null && Object.keys(container).some((name) => name !== 'amr'),
  );
}

const PLUS_LEVELS = ['eidas2', 'eidas3'];

/** FranceConnect+: the same people, proven better. It says `invalid_acr` to who asks for less than it gives. */
export const franceConnectPlus: Definition = {
  ...franceConnect,
  label: 'FranceConnect+',
  lifetimes: { ...franceConnect.lifetimes, session: 600 },
  acrValues: PLUS_LEVELS,
  discovery: (issuer) => ({
    ...discovery(issuer),
    acr_values_supported: PLUS_LEVELS,
    id_token_signing_alg_values_supported: ['ES256'],
    userinfo_signing_alg_values_supported: ['ES256'],
    id_token_encryption_alg_values_supported: ['ECDH-ES', 'RSA-OAEP', 'RSA-OAEP-256'],
    id_token_encryption_enc_values_supported: ['A256GCM'],
    userinfo_encryption_alg_values_supported: ['ECDH-ES', 'RSA-OAEP', 'RSA-OAEP-256'],
    userinfo_encryption_enc_values_supported: ['A256GCM'],
  }),

  checkAuthorize(params) {
    const asked = params.get('acr_values');
    const refusal = franceConnect.checkAuthorize(params);
    if (!refusal && asked) {
      params.set('acr_values', asked);
    }
    return refusal;
  },

  signIn(accountId, { params }) {
    const acr = PLUS_LEVELS.find((level) => String(params['acr_values']).split(' ').includes(level));
    if (acr === undefined) {
      return { error: 'invalid_acr', error_description: 'acr_value is not valid' };
    }
    return findParticulier(accountId) && { login: { accountId, acr, amr: ['fc', 'mfa'] } };
  },
};
