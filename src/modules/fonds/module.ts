import type { MachineLue } from '../../platform/http/machine.ts';
import type { Page } from '../../platform/http/page.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import type { Module } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import type { GrilleFournie } from './grille-densite.ts';
import { actePages } from './pages/acte.tsx';
import { actesDuDemandeurPages, type SuiviDuFondsDeps } from './pages/actes-du-demandeur.tsx';
import { actionsCandidaturePages } from './pages/actions-candidature.tsx';
import { actionsSubventionPages } from './pages/actions-subvention.tsx';
import { type AdoptionDeps, adopterFondsPages } from './pages/adopter-fonds.tsx';
import { candidaturePages } from './pages/candidature.tsx';
import { candidaturesPages } from './pages/candidatures.tsx';
import { chargePages } from './pages/charge.tsx';
import { classementPages } from './pages/classement.tsx';
import { clotureDeCommissionPages } from './pages/cloture-de-commission.tsx';
import { commissionPages } from './pages/commission.tsx';
import { attributionsMachines } from './pages/common-grants/attributions.ts';
import { applicationsPages } from './pages/common-grants/candidatures.ts';
import { opportunitesMachines } from './pages/common-grants/opportunites.ts';
import { comparaisonPages } from './pages/comparaison.tsx';
import { conventionPages } from './pages/convention.tsx';
import { type CorrectionSiretDeps, correctionSiretPages } from './pages/correction-siret.tsx';
import { creditsPages } from './pages/credits.tsx';
import { decisionDeCommissionPages } from './pages/decision-de-commission.tsx';
import { delegationPages } from './pages/delegation.tsx';
import type { FondsDeps, PublicFondsDeps } from './pages/deps.ts';
import { donneesPubliquesMachines, donneesPubliquesPages } from './pages/donnees-publiques.tsx';
import { eligibilitePages } from './pages/eligibilite.tsx';
import { enveloppePages } from './pages/enveloppe.tsx';
import type { RegistreDeps } from './pages/etablissement-ouvert.ts';
import { evaluateursDeDemandePages } from './pages/evaluateurs-de-demande.tsx';
import { evaluationPages } from './pages/evaluation.tsx';
import { evaluationsPages } from './pages/evaluations.tsx';
import type { InstructionDeps } from './pages/instruction-deps.ts';
import { jamaisDemandePages } from './pages/jamais-demande.tsx';
import { listeEtapePages } from './pages/liste-etape.tsx';
import { lotPages } from './pages/lot.tsx';
import { lotCandidaturesPages } from './pages/lot-candidatures.tsx';
import { modelesActesPages } from './pages/modeles-actes.tsx';
import { mouvementPages } from './pages/mouvement.tsx';
import { nouveauClassementPages } from './pages/nouveau-classement.tsx';
import { nouveauProgrammePages } from './pages/nouveau-programme.tsx';
import { nouvelleCommissionPages } from './pages/nouvelle-commission.tsx';
import { nouvelleEnveloppePages } from './pages/nouvelle-enveloppe.tsx';
import { nouvelleSubventionPages } from './pages/nouvelle-subvention.tsx';
import { objectifsPages } from './pages/objectifs.tsx';
import { paiementsPages } from './pages/paiements.tsx';
import { partagePages } from './pages/partage.tsx';
import { pointDEtapePages } from './pages/point-d-etape.tsx';
import { procesVerbalPages } from './pages/proces-verbal.ts';
import { projetFinancePages } from './pages/projet-finance.tsx';
import { projetsFinancesPages } from './pages/projets-finances.tsx';
import { publicationPages } from './pages/publication.tsx';
import { rapportLotPages } from './pages/rapport-lot.tsx';
import { recoursDeLaDemandePages } from './pages/recours-de-la-demande.tsx';
import { regimeAidePages } from './pages/regime-aide.tsx';
import { repartitionPages } from './pages/repartition.tsx';
import { retourPages } from './pages/retour.tsx';
import { sessionFondsPages } from './pages/session-fonds.tsx';
import { sessionsPages } from './pages/sessions.tsx';
import { simulationPages } from './pages/simulation.tsx';
import { subventionPages } from './pages/subvention.tsx';
import { subventionsPages } from './pages/subventions.tsx';
import { suitesDesCandidaturesPages } from './pages/suites-candidatures.tsx';
import { versementPages } from './pages/versement.tsx';
import { lazyRecensement } from './recensement.ts';
import { appliquerDecisions } from './tasks/appliquer-decisions.ts';
import { appliquerSilences } from './tasks/appliquer-silences.ts';
import { envoyerCourrierInstruction } from './tasks/envoyer-courrier-instruction.ts';
import { envoyerCourrierPublication } from './tasks/envoyer-courrier-publication.ts';
import { produireDocument } from './tasks/produire-document.ts';
import { tenirEtapeAJour } from './tasks/projeter-etape.ts';
import { rappelerEcheances } from './tasks/rappeler-echeances.ts';
import { rappelerPublications } from './tasks/rappeler-publications.ts';
import { rappelerSubventions } from './tasks/rappeler-subventions.ts';
import { traiterLots } from './tasks/traiter-lots.ts';

export type ModuleDuFondsDeps = InstructionDeps &
  Services &
  AdoptionDeps &
  RegistreDeps &
  SuiviDuFondsDeps & {
    readonly mail: Mail;
    /** Which communes are rural; without it, the point d’étape says that it is not known. */
    readonly grilleDensite: GrilleFournie | undefined;
  };

export function moduleDuFonds(deps: ModuleDuFondsDeps): Module {
  const { collectivites } = deps.eligibilites;
  const recensement = lazyRecensement(collectivites, deps.grilleDensite);
  const etape = { ...deps, collectivites, recensement };
  // The geographic code is only read when there is a grid to apply to it.
  const ruralites = deps.grilleDensite && (async () => (await recensement()).ruralites);
  const others = [adopterFondsPages, eligibilitePages, comparaisonPages, actesDuDemandeurPages];
  return {
    pages: [
      ...gestionPages(etape),
      ...instructionDuFondsPages(deps),
      ...evaluationDuFondsPages(deps),
      ...publicPages(deps),
      ...others.flatMap((make) => make(deps)),
      ...pointDEtapePages(etape),
      ...listeEtapePages(etape),
      ...jamaisDemandePages(etape),
    ],
    machines: publicMachines(deps),
    tasks: [
      traiterLots(deps),
      appliquerDecisions(deps),
      produireDocument(deps),
      envoyerCourrierInstruction(deps),
      envoyerCourrierPublication(deps),
    ],
    recurrences: [
      { task: tenirEtapeAJour(deps, ruralites), at: '* * * * *' },
      { task: appliquerSilences(deps), at: '15 0 * * *', catchUp: Temporal.Duration.from({ days: 7 }) },
      { task: rappelerEcheances(deps), at: '0 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
      { task: rappelerSubventions(deps), at: '10 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
      { task: rappelerPublications(deps), at: '15 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
    ],
  };
}

/** For whoever manages the fund. */
export function gestionPages(deps: CorrectionSiretDeps): readonly Page[] {
  return [
    creditsPages,
    nouveauProgrammePages,
    nouvelleEnveloppePages,
    enveloppePages,
    delegationPages,
    mouvementPages,
    subventionsPages,
    nouvelleSubventionPages,
    subventionPages,
    actionsSubventionPages,
    correctionSiretPages,
    conventionPages,
    versementPages,
    paiementsPages,
    lotPages,
    retourPages,
    publicationPages,
    regimeAidePages,
    partagePages,
    objectifsPages,
    actePages,
    modelesActesPages,
  ].flatMap((make) => make(deps));
}

/** For everybody: what was financed, as pages and as open data. */
export function publicPages(deps: PublicFondsDeps): readonly Page[] {
  return [donneesPubliquesPages, projetsFinancesPages, projetFinancePages, applicationsPages].flatMap((make) => [
    ...make(deps),
  ]);
}

/** For programs: the file of open data, and the answers of CommonGrants. */
export function publicMachines(deps: PublicFondsDeps): readonly MachineLue[] {
  return [donneesPubliquesMachines, opportunitesMachines, attributionsMachines].flatMap((make) => make(deps));
}

/** For whoever examines the requests made to the fund. */
export function instructionDuFondsPages(deps: InstructionDeps): readonly Page[] {
  return [
    candidaturesPages,
    suitesDesCandidaturesPages,
    chargePages,
    lotCandidaturesPages,
    rapportLotPages,
    candidaturePages,
    actionsCandidaturePages,
    recoursDeLaDemandePages,
  ].flatMap((make) => make(deps));
}

/** For whoever compares the requests of a session, and the committee that decides. */
export function evaluationDuFondsPages(deps: FondsDeps): readonly Page[] {
  return [
    sessionsPages,
    sessionFondsPages,
    repartitionPages,
    evaluateursDeDemandePages,
    nouveauClassementPages,
    classementPages,
    evaluationsPages,
    evaluationPages,
    nouvelleCommissionPages,
    commissionPages,
    clotureDeCommissionPages,
    simulationPages,
    decisionDeCommissionPages,
    procesVerbalPages,
  ].flatMap((make) => make(deps));
}
