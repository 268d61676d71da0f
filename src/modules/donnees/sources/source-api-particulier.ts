import type { AppelSource, ReponseSource, SourcePersonne } from '../../demarches/index.ts';
import type { Donnees, RouteApi } from '../domain/route.ts';
import type { Recipient } from '../domain/siret-siege.ts';
import type { ApiParticulier } from './api-particulier.ts';

/** How the result of a route becomes what démarches may prefill with. */
export type Presentation<R> = {
  readonly donneesOf: (resultat: R, appel: AppelSource) => Donnees;
  /** When the answer itself says who gave it: « la CAF » rather than « la CAF ou la MSA ». */
  readonly fournisseurOf?: (resultat: R) => string;
};

/** A FranceConnected route, as a source of the démarches. */
export function sourceApiParticulier<R>(
  api: ApiParticulier,
  recipient: Recipient,
  route: RouteApi<R>,
  { donneesOf, fournisseurOf }: Presentation<R>,
): SourcePersonne {
  return {
    id: `api_particulier.${route.id}`,
    pour: 'personnes',
    nom: route.detenteur,
    presentation: route.presentation,
    donnees: route.donnees,
    scopes: route.scopes,
    async fetch(appel): Promise<ReponseSource> {
      const reponse = await api.demander({
        route,
        identifiant: { par: 'france_connect', accessToken: appel.accessToken },
        personne: appel.pivot,
        recipient: recipient(appel.organisation),
      });
      const { preuve } = reponse;
      const base = {
        le: preuve.le.toString({ smallestUnit: 'second' }),
        ...(preuve.requete ? { requete: preuve.requete } : {}),
      };
      if (reponse.type === 'obtenue') {
        return {
          ...base,
          etat: 'obtenue',
          phrase: OBTENUE,
          fournisseur: fournisseurOf?.(reponse.resultat) ?? route.detenteur,
          donnees: donneesOf(reponse.resultat, appel),
        };
      }
      const { issue, usager } = reponse.comportement;
      const etat = issue === 'a_corriger' ? 'absente' : issue;
      return { ...base, etat, phrase: usager(route.detenteur), cause: reponse.nom, fournisseur: route.detenteur };
    },
  };
}

const OBTENUE = 'Ces informations ont été transmises avec votre accord.';
