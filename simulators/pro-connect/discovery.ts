import type { Claims } from '../oidc/jwt.ts';
import { ACR_VALUES } from './acr.ts';
import { CLAIMS_BY_SCOPE } from './claims.ts';

/** ProConnect's discovery document. */
export function discovery(issuer: string): Claims {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    revocation_endpoint: `${issuer}/token/revocation`,
    acr_values_supported: ACR_VALUES,
    claims_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    response_modes_supported: ['form_post', 'fragment', 'query'],
    scopes_supported: Object.keys(CLAIMS_BY_SCOPE),
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    userinfo_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256'],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claim_types_supported: ['normal'],
    claims_supported: [...new Set(Object.values(CLAIMS_BY_SCOPE).flat()), 'amr', 'acr', 'sid', 'auth_time', 'iss'],
  };
}
