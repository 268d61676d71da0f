import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import type { DemandeSource } from '../../demarches/index.ts';
import { type DroitsDeRoute, droitsDe } from '../domain/droits.ts';
import type { Habilitation } from '../domain/habilitation.ts';
import type { RouteApi } from '../domain/route.ts';
import { findHabilitation, touchUtilisation } from '../storage/habilitations.ts';

/** What a démarche of an organisation may ask of API Particulier. Read at each use: a revocation counts at once. */
export type Droits = {
  lire(
    route: RouteApi,
    demande: DemandeSource,
  ): Promise<DroitsDeRoute & { readonly habilitation: Habilitation | undefined }>;
  /** It served: the date is kept, for administrators. */
  noter(demande: DemandeSource, habilitation: Habilitation): Promise<void>;
};

export function makeDroits({ db, clock }: { readonly db: Database; readonly clock: Clock }): Droits {
  return {
    async lire(route, { organisation, demarche, donnees }) {
      // In the scope of the organisation: whoever the usager is, another organisation's grant is never seen.
      const habilitation = await db.read({ organisation: organisation.id }, (tx) =>
        findHabilitation(tx, demarche.id, 'api_particulier'),
      );
      return { ...droitsDe(route, habilitation, donnees, fromPlainDate(clock.today())), habilitation };
    },
    noter: ({ organisation }, habilitation) =>
      db.transaction({ organisation: organisation.id }, (tx) => touchUtilisation(tx, habilitation.id, clock.now())),
  };
}
