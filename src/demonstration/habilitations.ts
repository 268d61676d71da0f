import { demandes } from '../../simulators/datapass/demandes.ts';
import { findOrganisationBySiren } from '../modules/comptes/index.ts';
import { findDemarche } from '../modules/demarches/index.ts';
import { installHabilitation } from '../modules/donnees/index.ts';
import type { Seal } from '../platform/seal.ts';
import { addDays, addMonths, fromPlainDate } from '../values/jour.ts';
import { orThrow } from '../values/result.ts';
import { parseSiret, sirenOf } from '../values/siret.ts';
import type { Etape } from './etapes.ts';

/** What each démarche of the demonstration may ask: the requests of the simulator of DataPass, once granted. */
const OBJETS: Readonly<
  Record<number, { readonly demarche: string; readonly finalite: string; readonly jours: number }>
> = {
  9001: {
    demarche: 'cantine',
    finalite:
      'Calculer le prix du repas et remplir l’adresse et les prénoms des enfants, sans demander de justificatif.',
    jours: 540,
  },
  // Soon over, so that the warning shows.
  9002: { demarche: 'occupation-domaine-public', finalite: 'Vérifier l’entreprise qui demande.', jours: 25 },
};

/** @param jetons by number of request; one that has none is installed without */
export function prepareHabilitations(sceau: Seal, jetons: ReadonlyMap<number, string>): Etape['prepare'] {
  return async (noyau) => async (tx) => {
    const aujourdhui = fromPlainDate(noyau.clock.today());
    for (const { id, definition, scopes, siret } of demandes) {
      const objet = OBJETS[id];
      const organisation = await findOrganisationBySiren(tx, sirenOf(orThrow(parseSiret(siret))));
      const demarche = organisation && objet && (await findDemarche(tx, organisation.id, objet.demarche));
      if (!organisation || !demarche) continue;
      const jeton = definition === 'api_particulier' ? jetons.get(id) : undefined;
      await installHabilitation(
        tx,
        { ...noyau, sceau },
        {
          organisationId: organisation.id,
          demarcheId: demarche.id,
          fournisseur: definition,
          datapassId: id,
          etat: 'validee',
          scopes,
          baseLegale:
            'Article L114-8 du code des relations entre le public et l’administration\u00a0; délibération du conseil municipal.',
          finalite: objet.finalite,
          conservationMois: 24,
          siret: null,
          valableDu: addMonths(aujourdhui, -6),
          valableJusquau: addDays(aujourdhui, objet.jours),
          ...(jeton ? { jeton } : {}),
        },
      );
    }
  };
}
