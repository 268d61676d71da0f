import type { Identification, RouteApi } from '../route.ts';
import { allocationAdulteHandicape } from './allocation-adulte-handicape.ts';
import { allocationEnfantHandicape } from './allocation-enfant-handicape.ts';
import { allocationSoutienFamilial } from './allocation-soutien-familial.ts';
import { complementaireSanteSolidaire } from './complementaire-sante-solidaire.ts';
import { demandeurEmploi } from './demandeur-emploi.ts';
import { etudiantBoursier, etudiantBoursierV3 } from './etudiant-boursier.ts';
import { immatriculationVehicule } from './immatriculation-vehicule.ts';
import { indemnites } from './indemnites.ts';
import { participationFamilialeEaje } from './participation-familiale-eaje.ts';
import { primeActivite } from './prime-activite.ts';
import { quotientFamilial } from './quotient-familial.ts';
import { revenuSolidariteActive } from './revenu-solidarite-active.ts';
import { scolarite, scolariteV3 } from './scolarite.ts';
import { serviceCivique } from './service-civique.ts';
import { serviceNational } from './service-national.ts';
import { statutEtudiant } from './statut-etudiant.ts';
import { statutSportif } from './statut-sportif.ts';

/** Everything that API Particulier v3 and v4 can answer. */
export const routes: readonly RouteApi[] = [
  quotientFamilial,
  revenuSolidariteActive,
  allocationAdulteHandicape,
  allocationEnfantHandicape,
  allocationSoutienFamilial,
  primeActivite,
  complementaireSanteSolidaire,
  participationFamilialeEaje,
  etudiantBoursier,
  etudiantBoursierV3,
  statutEtudiant,
  scolarite,
  scolariteV3,
  demandeurEmploi,
  indemnites,
  serviceNational,
  serviceCivique,
  statutSportif,
  immatriculationVehicule,
];

/** One line of the table: a URL, what identifies the person there, and what reads the answer. */
export type LigneRoute = {
  readonly chemin: string;
  readonly identification: Identification;
  readonly route: RouteApi;
};

export const tableDesRoutes: readonly LigneRoute[] = routes.flatMap((route) =>
  Object.entries(route.chemins).map(([identification, chemin]) => ({
    chemin,
    identification: identification as Identification,
    route,
  })),
);
