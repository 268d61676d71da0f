import type { AppelSource, ReponseSource, SourcePersonne } from '../../demarches/index.ts';
import { COMPORTEMENTS } from '../domain/comportements.ts';
import type { Donnees, RouteApi } from '../domain/route.ts';
import type { Recipient } from '../domain/siret-siege.ts';
import type { Droits } from '../use-cases/droits.ts';
import type { ApiParticulier } from './api-particulier.ts';

/** How the result of a route becomes what démarches may prefill with. */
export type Presentation<R> = {
  readonly donneesOf: (resultat: R, appel: AppelSource) => Donnees;
  /** When the answer itself says who gave it: « la CAF » rather than « la CAF ou la MSA ». */
  readonly fournisseurOf?: (resultat: R) => string;
};

export type Interrogation = { readonly api: ApiParticulier; readonly droits: Droits; readonly recipient: Recipient };

/** A FranceConnected route, as a source of the démarches: asked only within what the organisation was granted. */
export function sourceApiParticulier<R>(
  { api, droits, recipient }: Interrogation,
  route: RouteApi<R>,
  { donneesOf, fournisseurOf }: Presentation<R>,
): SourcePersonne {
  const sansHabilitation = {
    etat: 'refusee',
    phrase: COMPORTEMENTS.sans_habilitation.usager(route.detenteur),
    cause: 'sans_habilitation',
    fournisseur: route.detenteur,
  } as const;
  return {
    id: `api_particulier.${route.id}`,
    pour: 'personnes',
    nom: route.detenteur,
    presentation: route.presentation,
    donnees: route.donnees,
    scopes: route.scopes,
    expliquer: (cause) => (Object.hasOwn(COMPORTEMENTS, cause) ? agentOf(cause) : undefined),
    async droits(demande) {
      const lus = await droits.lire(route, demande);
      return lus.accordes
        ? { accordes: true, scopes: lus.scopes, presentation: lus.presentation }
        : { accordes: false, reponse: sansHabilitation };
    },
    async fetch(appel): Promise<ReponseSource> {
      // Again: what was granted when the usager agreed may have been taken back while they signed in.
      const lus = await droits.lire(route, appel);
      const { habilitation } = lus;
      if (!lus.accordes || !habilitation) {
        return { ...sansHabilitation, le: appel.now.toString({ smallestUnit: 'second' }) };
      }
      const reponse = await api.demander({
        route,
        identifiant: { par: 'france_connect', accessToken: appel.accessToken },
        personne: appel.pivot,
        recipient: habilitation.siret ?? recipient(appel.organisation),
        signal: appel.signal,
      });
      await droits.noter(appel, habilitation);
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
          donnees: only(lus.donnees, donneesOf(reponse.resultat, appel)),
        };
      }
      const { issue, usager } = reponse.comportement;
      const etat = issue === 'a_corriger' ? 'absente' : issue;
      return { ...base, etat, phrase: usager(route.detenteur), cause: reponse.nom, fournisseur: route.detenteur };
    },
  };
}

const OBTENUE = 'Ces informations ont été transmises avec votre accord.';

function agentOf(cause: string): string {
  return COMPORTEMENTS[cause as keyof typeof COMPORTEMENTS].agent;
}

/** A provider may give more than was granted or is of use (its sandbox masks nothing): the rest is not kept. */
function only(names: readonly string[], donnees: Donnees): Donnees {
  return Object.fromEntries(Object.entries(donnees).filter(([name]) => names.includes(name)));
}
