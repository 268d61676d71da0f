/** The State's fund: programmes, axes, enveloppes, the ledger where no euro is promised twice, and its subventions. */
import type { MachineLue } from '../../platform/http/machine.ts';
import type { Page } from '../../platform/http/page.ts';
import { actePages } from './pages/acte.tsx';
import { actionsSubventionPages } from './pages/actions-subvention.tsx';
import { attributionsMachines } from './pages/common-grants/attributions.ts';
import { candidaturesPages } from './pages/common-grants/candidatures.ts';
import { opportunitesMachines } from './pages/common-grants/opportunites.ts';
import { conventionPages } from './pages/convention.tsx';
import { creditsPages } from './pages/credits.tsx';
import type { FondsDeps, PublicFondsDeps } from './pages/deps.ts';
import { donneesPubliquesMachines, donneesPubliquesPages } from './pages/donnees-publiques.tsx';
import { enveloppePages } from './pages/enveloppe.tsx';
import { lotPages } from './pages/lot.tsx';
import { modelesActesPages } from './pages/modeles-actes.tsx';
import { mouvementPages } from './pages/mouvement.tsx';
import { nouveauProgrammePages } from './pages/nouveau-programme.tsx';
import { nouvelleEnveloppePages } from './pages/nouvelle-enveloppe.tsx';
import { nouvelleSubventionPages } from './pages/nouvelle-subvention.tsx';
import { paiementsPages } from './pages/paiements.tsx';
import { partagePages } from './pages/partage.tsx';
import { projetFinancePages } from './pages/projet-finance.tsx';
import { projetsFinancesPages } from './pages/projets-finances.tsx';
import { publicationPages } from './pages/publication.tsx';
import { retourPages } from './pages/retour.tsx';
import { subventionPages } from './pages/subvention.tsx';
import { subventionsPages } from './pages/subventions.tsx';
import { versementPages } from './pages/versement.tsx';

export type { TypeBeneficiaire } from './domain/subvention.ts';
export { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
export { type Eligibilites, makeEligibilites } from './eligibilites.ts';
export { comparaisonPages } from './pages/comparaison.tsx';
export type { FondsDeps } from './pages/deps.ts';
export { eligibilitePages } from './pages/eligibilite.tsx';
export { isFichierDActe } from './storage/actes.ts';
export { readCatalogueFonds } from './storage/catalogue.ts';
export { listEnveloppes } from './storage/enveloppes.ts';
export { listProgrammes } from './storage/programmes.ts';
export { isPieceDeVersement } from './storage/versements.ts';
export { envoyerCourrierPublication } from './tasks/envoyer-courrier-publication.ts';
export { produireDocument } from './tasks/produire-document.ts';
export { rappelerPublications } from './tasks/rappeler-publications.ts';
export { adoptFonds } from './use-cases/adopt-fonds.ts';
export { authoriseCredits } from './use-cases/authorise-credits.ts';
export { awardSubvention } from './use-cases/award-subvention.ts';
export { compareRegles } from './use-cases/compare-regles.ts';
export { extensionDuFonds } from './use-cases/extension-du-fonds.ts';
export { openEnveloppe } from './use-cases/open-enveloppe.ts';
export { proposeSubvention } from './use-cases/propose-subvention.ts';

/** For whoever manages the fund. */
export function gestionPages(deps: FondsDeps): readonly Page[] {
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
    conventionPages,
    versementPages,
    paiementsPages,
    lotPages,
    retourPages,
    publicationPages,
    partagePages,
    actePages,
    modelesActesPages,
  ].flatMap((make) => [...make(deps)]);
}

/** For everybody: what was financed, as pages and as open data. */
export function publicPages(deps: PublicFondsDeps): readonly Page[] {
  return [donneesPubliquesPages, projetsFinancesPages, projetFinancePages, candidaturesPages].flatMap((make) => [
    ...make(deps),
  ]);
}

/** For programs: the file of open data, and the answers of CommonGrants. */
export function publicMachines(deps: PublicFondsDeps): readonly MachineLue[] {
  return [donneesPubliquesMachines, opportunitesMachines, attributionsMachines].flatMap((make) => [...make(deps)]);
}
