import { claimsOpenedBy } from '../france-connect/scopes.ts';
import type { Introspection } from '../oidc/server.ts';
import { findParticulier, type Particulier } from '../people.ts';
import { type Answer, refuse } from './errors.ts';
import type { Habilitation } from './habilitation.ts';
import type { DataRoute } from './route.ts';

/** What the bearer of a request may have, and about whom. */
export interface Bearer {
  readonly scopes: ReadonlySet<string>;
  /** Known from FranceConnect; on the other routes the parameters tell. */
  readonly person: Particulier | undefined;
}

interface Authorities {
  readonly habilitation: Habilitation;
  introspect(token: string): Promise<Introspection | undefined>;
}

/** Reads the token that `route` wants, or says why it is refused. */
export async function identify(
  route: DataRoute,
  token: string | undefined,
  { habilitation, introspect }: Authorities,
): Promise<Bearer | Answer> {
  if (token === undefined) {
    return refuse('invalidToken');
  }
  if (route.access === 'habilitation') {
    const checked = habilitation.check(token);
    return typeof checked === 'string'
      ? refuse(REFUSALS[checked])
      : { scopes: new Set(checked.scopes), person: undefined };
  }
  const opened = await introspect(token);
  if (!opened) {
    return refuse('franceConnectToken');
  }
  const claims = claimsOpenedBy(opened.scopes);
  return PIVOT.every((claim) => claims.has(claim))
    ? { scopes: new Set(opened.scopes), person: findParticulier(opened.accountId) }
    : refuse('invalidToken');
}

const REFUSALS = { expired: 'expiredToken', blacklisted: 'blacklistedToken', invalid: 'invalidToken' } as const;

/** The civil status without which API Particulier cannot look for anybody. */
const PIVOT = ['given_name', 'family_name', 'birthdate', 'gender', 'birthplace', 'birthcountry'];
