/** The State's fund: programmes, axes, enveloppes, the ledger where no euro is promised twice, and its subventions. */
import type { MachineLue } from '../../platform/http/machine.ts';
import type { Page } from '../../platform/http/page.ts';
import { actePages } from './pages/acte.tsx';
import { actionsCandidaturePages } from './pages/actions-candidature.tsx';
import { actionsSubventionPages } from './pages/actions-subvention.tsx';
import { candidaturePages } from './pages/candidature.tsx';
import { candidaturesPages } from './pages/candidatures.tsx';
import { chargePages } from './pages/charge.tsx';
import { classementPages } from './pages/classement.tsx';
import { commissionPages } from './pages/commission.tsx';
import { attributionsMachines } from './pages/common-grants/attributions.ts';
import { applicationsPages } from './pages/common-grants/candidatures.ts';
import { opportunitesMachines } from './pages/common-grants/opportunites.ts';
import { conventionPages } from './pages/convention.tsx';
import { type CorrectionSiretDeps, correctionSiretPages } from './pages/correction-siret.tsx';
import { creditsPages } from './pages/credits.tsx';
import { decisionDeCommissionPages } from './pages/decision-de-commission.tsx';
import type { FondsDeps, PublicFondsDeps } from './pages/deps.ts';
import { donneesPubliquesMachines, donneesPubliquesPages } from './pages/donnees-publiques.tsx';
import { enveloppePages } from './pages/enveloppe.tsx';
import { evaluateursDeDemandePages } from './pages/evaluateurs-de-demande.tsx';
import { evaluationPages } from './pages/evaluation.tsx';
import { evaluationsPages } from './pages/evaluations.tsx';
import type { InstructionDeps } from './pages/instruction-deps.ts';
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
import { procesVerbalPages } from './pages/proces-verbal.ts';
import { projetFinancePages } from './pages/projet-finance.tsx';
import { projetsFinancesPages } from './pages/projets-finances.tsx';
import { publicationPages } from './pages/publication.tsx';
import { rapportLotPages } from './pages/rapport-lot.tsx';
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

export { type ApercuAdoption, nouveautesDe } from './domain/apercu-adoption.ts';
export type { TypeBeneficiaire } from './domain/subvention.ts';
export { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
export { type Eligibilites, makeEligibilites } from './eligibilites.ts';
export { type GrilleFournie, readGrilleDensite } from './grille-densite.ts';
export { actesDuDemandeurPages } from './pages/actes-du-demandeur.tsx';
export { adopterFondsPages } from './pages/adopter-fonds.tsx';
export { comparaisonPages } from './pages/comparaison.tsx';
export type { FondsDeps } from './pages/deps.ts';
export { eligibilitePages } from './pages/eligibilite.tsx';
export { listeEtapePages } from './pages/liste-etape.tsx';
export { avecMenuDuFonds } from './pages/menu-du-fonds.ts';
export { pointDEtapePages } from './pages/point-d-etape.tsx';
export { suiviDuDemandeur } from './pages/suivi-du-demandeur.tsx';
export { lazyRecensement } from './recensement.ts';
export { isFichierDActe } from './storage/actes.ts';
export { readCatalogueFonds } from './storage/catalogue.ts';
export { isProcesVerbal } from './storage/commissions.ts';
export { type EnveloppeListee, listEnveloppes } from './storage/enveloppes.ts';
export { listProgrammes } from './storage/programmes.ts';
export { isPieceDeVersement } from './storage/versements.ts';
export { appliquerDecisions } from './tasks/appliquer-decisions.ts';
export { appliquerSilences } from './tasks/appliquer-silences.ts';
export { envoyerCourrierInstruction } from './tasks/envoyer-courrier-instruction.ts';
export { envoyerCourrierPublication } from './tasks/envoyer-courrier-publication.ts';
export { produireDocument } from './tasks/produire-document.ts';
export { tenirEtapeAJour } from './tasks/projeter-etape.ts';
export { rappelerEcheances } from './tasks/rappeler-echeances.ts';
export { rappelerPublications } from './tasks/rappeler-publications.ts';
export { traiterLots } from './tasks/traiter-lots.ts';
export { adoptAsSysteme, readAdoptable } from './use-cases/adopt-catalogue.ts';
export { adoptFonds } from './use-cases/adopt-fonds.ts';
export { authoriseCredits } from './use-cases/authorise-credits.ts';
export { awardSubvention } from './use-cases/award-subvention.ts';
export { compareRegles } from './use-cases/compare-regles.ts';
export { declareObjectif } from './use-cases/declare-objectif.ts';
export { extensionDuFonds } from './use-cases/extension-du-fonds.ts';
export { openEnveloppe } from './use-cases/open-enveloppe.ts';
export { previewAdoption } from './use-cases/preview-adoption.ts';
export { proposeSubvention } from './use-cases/propose-subvention.ts';

/** For whoever manages the fund. */
export function gestionPages(deps: CorrectionSiretDeps): readonly Page[] {
  return [
    creditsPages,
    nouveauProgrammePages,
    nouvelleEnveloppePages,
    enveloppePages,
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
  ].flatMap((make) => [...make(deps)]);
}

/** For everybody: what was financed, as pages and as open data. */
export function publicPages(deps: PublicFondsDeps): readonly Page[] {
  return [donneesPubliquesPages, projetsFinancesPages, projetFinancePages, applicationsPages].flatMap((make) => [
    ...make(deps),
  ]);
}

/** For programs: the file of open data, and the answers of CommonGrants. */
export function publicMachines(deps: PublicFondsDeps): readonly MachineLue[] {
  return [donneesPubliquesMachines, opportunitesMachines, attributionsMachines].flatMap((make) => [...make(deps)]);
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
  ].flatMap((make) => [...make(deps)]);
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
    simulationPages,
    decisionDeCommissionPages,
    procesVerbalPages,
  ].flatMap((make) => [...make(deps)]);
}
