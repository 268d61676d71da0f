import type { Clock } from '../../../platform/clock.ts';
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

export type Providers = {
  readonly franceconnect: Provider & { readonly niveau: NiveauFranceConnect };
  readonly proconnect: Provider;
};

/** eIDAS: low is FranceConnect; substantial and high are FranceConnect+. */
export type NiveauFranceConnect = 'eidas1' | 'eidas2' | 'eidas3';

export type ProvidersOptions = {
  readonly franceconnect: ProviderOptions & { readonly niveau?: NiveauFranceConnect };
  readonly proconnect: ProviderOptions;
};

const NIVEAUX: readonly NiveauFranceConnect[] = ['eidas1', 'eidas2', 'eidas3'];

/** Levels with two factors or better: an agent's password alone opens no dossier. */
const PROCONNECT_ACR = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];

export function makeProviders({ franceconnect, proconnect }: ProvidersOptions, clock: Clock): Providers {
  const { niveau = 'eidas1' } = franceconnect;
  return {
    franceconnect: {
      issuer: franceconnect.issuer,
      party: relyingParty(franceconnect, clock),
      scopes: ['openid', 'identite_pivot', 'preferred_username', 'email'],
      request: { acrValues: niveau },
      acr: NIVEAUX.slice(NIVEAUX.indexOf(niveau)),
      niveau,
    },
    proconnect: {
      issuer: proconnect.issuer,
      party: relyingParty(proconnect, clock),
      scopes: ['openid', 'given_name', 'usual_name', 'email', 'siret'],
      request: { claims: JSON.stringify({ id_token: { acr: { essential: true, values: PROCONNECT_ACR } } }) },
      acr: PROCONNECT_ACR,
    },
  };
}
