import { type ProviderOptions, type RelyingParty, relyingParty } from './relying-party.ts';

export type Provider = {
  readonly issuer: string;
  readonly party: RelyingParty;
  readonly scopes: readonly string[];
  /** Parameters of the request beyond scope, state and nonce. */
  readonly request: { readonly acrValues?: string; readonly claims?: string };
  /** Levels of assurance that we accept in the id_token. */
  readonly acr: readonly string[];
};

export type Providers = { readonly franceconnect: Provider; readonly proconnect: Provider };

/** Levels with two factors or better: an agent's password alone opens no dossier. */
const PROCONNECT_ACR = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];

export function makeProviders(options: { franceconnect: ProviderOptions; proconnect: ProviderOptions }): Providers {
  return {
    franceconnect: {
      issuer: options.franceconnect.issuer,
      party: relyingParty(options.franceconnect),
      scopes: ['openid', 'identite_pivot', 'preferred_username', 'email'],
      request: { acrValues: 'eidas1' },
      acr: ['eidas1', 'eidas2', 'eidas3'],
    },
    proconnect: {
      issuer: options.proconnect.issuer,
      party: relyingParty(options.proconnect),
      scopes: ['openid', 'given_name', 'usual_name', 'email', 'siret'],
      request: { claims: JSON.stringify({ id_token: { acr: { essential: true, values: PROCONNECT_ACR } } }) },
      acr: PROCONNECT_ACR,
    },
  };
}
