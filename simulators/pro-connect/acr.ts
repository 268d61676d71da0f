import type { Agent } from '../people.ts';
import { acrOf } from './claims.ts';

/** Every level that ProConnect knows. */
export const ACR_VALUES = [
  'eidas0',
  'eidas0-mfa',
  'eidas1',
  'eidas1-mfa',
  'eidas2',
  'eidas3',
  'https://proconnect.gouv.fr/assurance/certification-dirigeant',
] as const;

/**
 * The level at which an agent signs in, given what the service asked for, or `undefined` when the service insists on
 * levels that this agent cannot reach. A second factor is asked for only when the service wants one.
 */
export function reachableAcr(agent: Agent, params: Readonly<Record<string, unknown>>): string | undefined {
  const { values, essential } = requestedAcr(params);
  const reachable = agent.secondFacteur ? ['eidas1', acrOf(agent)] : ['eidas1'];
  const match = reachable.find((acr) => values.includes(acr));
  return match ?? (essential && values.length > 0 ? undefined : 'eidas1');
}

function requestedAcr(params: Readonly<Record<string, unknown>>): { values: readonly string[]; essential: boolean } {
  const { acr_values: plain, claims } = params;
  const acr = typeof claims === 'string' ? acrOfClaims(claims) : undefined;
  const values = acr?.values ?? (acr?.value === undefined ? undefined : [acr.value]);
  return {
    values: values ?? (typeof plain === 'string' ? plain.split(' ') : []),
    essential: acr?.essential === true,
  };
}

interface AcrClaim {
  readonly essential?: boolean;
  readonly value?: string;
  readonly values?: readonly string[];
}

/** The library has already checked that `claims` is JSON and that its `id_token` is an object. */
function acrOfClaims(claims: string): AcrClaim | undefined {
  const parsed: { id_token?: { acr?: AcrClaim | null } } = JSON.parse(claims);
  return parsed.id_token?.acr ?? undefined;
}
