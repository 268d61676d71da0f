import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { type Verificateur, verificateurDeJetons } from '../sources/introspection.ts';
import { type Limites, makeRetenue } from './retenue.ts';

export type VerificateurOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly baseUrl: string;
  readonly limites: Limites;
};

/** Asks the provider what a token opens, within the same limits as the calls. */
export function makeVerificateur(options: VerificateurOptions): Verificateur {
  return verificateurDeJetons({ ...options, retenue: makeRetenue(options.db, 'api_particulier', options.limites) });
}
