import type { Definition } from '../oidc/definition.ts';
import { anything, checkParameters, filled, oneOf, wordsAmong } from '../oidc/parameters.ts';
import { agents, findAgent } from '../people.ts';
import { peopleCards } from '../people-cards.ts';
import { ACR_VALUES, reachableAcr } from './acr.ts';
import { createAutresAgents, type OrganisationsInstallees } from './autre-agent.ts';
import { CLAIMS_BY_SCOPE, claimsOf, proConnectSub } from './claims.ts';
import { discovery } from './discovery.ts';

const CODE = 'Y000400';
export const PROCONNECT_PATH = '/proconnect/api/v2';

/**
 * ProConnect: agents of public bodies, and anybody else who works somewhere. It lets everybody in.
 *
 * @param installees the organisations whose agents may be played beside those of the list
 */
export function proConnect(installees: OrganisationsInstallees): Definition {
  const autre = createAutresAgents(installees);
  const find = (accountId: string) => findAgent(accountId) ?? autre.find(accountId);
  return {
    system: 'proconnect',
    label: 'ProConnect',
    path: PROCONNECT_PATH,
    keyId: (alg) => `pkcs11:${alg}:hsm`,
    lifetimes: { code: 60, accessToken: 3_600, idToken: 60, session: 43_200, refreshToken: 43_200 },
    acrValues: ACR_VALUES,
    scopesWithoutClaims: ['openid'],
    claims: { ...CLAIMS_BY_SCOPE, amr: null, acr: null, auth_time: null, iss: null, sid: null },
    defaultScopes: Object.keys(CLAIMS_BY_SCOPE),
    omittedFromIdToken: [],
    discovery,
    autre,
    renounced: { error: 'access_denied', error_description: 'User auth aborted' },

    pageCode: (error) => (error === 'invalid_redirect_uri' ? 'Y030031' : CODE),
    errorBody: ({ error, description, detail }) => ({
      error,
      error_description: detail ? `${description} (${detail})` : description,
    }),

    checkAuthorize: (params) =>
      checkParameters(params, {
        code: CODE,
        required: { response_type: filled, client_id: filled, redirect_uri: filled, scope: filled, state: filled },
        optional: {
          nonce: (value) => /^[\x20-\x7e]{1,512}$/.test(value),
          acr_values: anything,
          claims: anything,
          prompt: wordsAmong('login', 'consent', 'none'),
          idp_hint: anything,
          login_hint: (value) => /^\S+@\S+$/.test(value),
          siret_hint: (value) => /^\d{14}$/.test(value),
          response_mode: oneOf('query', 'fragment', 'form_post'),
          code_challenge: filled,
          code_challenge_method: oneOf('S256'),
        },
      }),

    checkLogout: (params) =>
      checkParameters(params, {
        code: CODE,
        required: { id_token_hint: filled, state: filled },
        optional: { post_logout_redirect_uri: filled, client_id: filled, logout_hint: anything, ui_locales: anything },
      }),

    subject(accountId, clientId) {
      const agent = find(accountId);
      return agent && proConnectSub(agent, clientId);
    },

    claimsOf(accountId) {
      const agent = find(accountId);
      return agent && claimsOf(agent);
    },

    // An agent announced by `login_hint` comes first, as ProConnect fills in their address.
    people({ params }) {
      const announced = agents.filter(({ courriel }) => courriel === params['login_hint']);
      const others = agents.filter((agent) => !announced.includes(agent));
      return peopleCards(
        [...announced, ...others].map(({ id, prenom, nom, cas, organisation }) => ({
          id,
          name: `${prenom} ${nom}, ${organisation.nom}`,
          cas,
        })),
      );
    },

    signIn(accountId, { params }) {
      const agent = find(accountId);
      if (!agent) {
        return undefined;
      }
      const acr = reachableAcr(agent, params);
      return acr === undefined
        ? { error: 'access_denied', error_description: 'none of the requested ACRs could be obtained' }
        : { login: { accountId, acr, amr: acr.endsWith('-mfa') ? ['pwd', 'otp', 'mfa'] : ['pwd'] } };
    },

    // ProConnect asks agents for no consent.
    consent: () => undefined,
  };
}
