/**
 * « Dites-le-nous une fois »: what other administrations know is asked of them, within what the organisation is
 * entitled to, and only its useful part is kept.
 */

import type { Database } from '../../platform/db/database.ts';
import type { SealedColumn } from '../../platform/reseal.ts';
import type { Source } from '../demarches/index.ts';
import type { Donnees, RouteApi } from './domain/route.ts';
import { routes } from './domain/routes/index.ts';
import { participationFamilialeEaje } from './domain/routes/participation-familiale-eaje.ts';
import { quotientFamilial } from './domain/routes/quotient-familial.ts';
import { firstSiretOf } from './domain/siret-siege.ts';
import { type ApiParticulierOptions, apiParticulier } from './sources/api-particulier.ts';
import { presentationEaje, presentationFoyer } from './sources/foyer.ts';
import { identiteFranceConnect } from './sources/identite.ts';
import { identiteOrganisation } from './sources/organisation.ts';
import { sourceApiParticulier } from './sources/source-api-particulier.ts';
import { USAGE_DU_SCEAU } from './use-cases/deps.ts';
import { makeDroits } from './use-cases/droits.ts';
import { type Limites, makeRetenue } from './use-cases/retenue.ts';

export { moduleDesDonnees } from './module.ts';
export { rubriqueDesHabilitations } from './pages/habilitations.tsx';
export { ADRESSES_OFFICIELLES, type AdressesDesReferentiels, makeReferentiels } from './sources/referentiels.ts';
export type { DonneesDeps } from './use-cases/deps.ts';
export { diagnostiquerApiParticulier } from './use-cases/diagnose-api-particulier.ts';
export { installHabilitation } from './use-cases/install-habilitation.ts';
export { makeVerificateur } from './use-cases/verificateur.ts';

export type DonneesOptions = Omit<ApiParticulierOptions, 'retenue'> & {
  readonly db: Database;
  readonly limites: Limites;
};

const API = 'api_particulier';

/** Every source of data about people and organisations, ready to be registered in the démarches engine. */
export function sourcesDeDonnees(options: DonneesOptions): readonly Source[] {
  const interrogation = {
    api: apiParticulier({ ...options, retenue: makeRetenue(options.db, API, options.limites) }),
    droits: makeDroits(options),
    recipient: ({ siren }: { readonly siren: string }) => firstSiretOf(siren),
  };
  const autres = routes
    .filter((route) => route.chemins.france_connect && !route.parametres?.obligatoires.length && !OWN_SHAPE.has(route))
    .map((route) => sourceApiParticulier(interrogation, route as RouteApi<Donnees>, { donneesOf: (lu) => lu }));
  return [
    identiteFranceConnect,
    identiteOrganisation,
    sourceApiParticulier(interrogation, quotientFamilial, presentationFoyer),
    sourceApiParticulier(interrogation, participationFamilialeEaje, presentationEaje),
    ...autres,
  ];
}

/** Routes whose result is not yet in the shape of the champs. */
const OWN_SHAPE: ReadonlySet<RouteApi> = new Set([quotientFamilial, participationFamilialeEaje]);

export { USAGE_DU_SCEAU } from './use-cases/deps.ts';

export const colonnesScelleesDesDonnees: readonly SealedColumn[] = [
  { table: 'habilitations', column: 'jeton_scelle', key: 'id', purpose: USAGE_DU_SCEAU, bound: true },
];
