/** The State's fund: programmes, axes, enveloppes, the ledger where no euro is promised twice, and its subventions. */
import type { Page } from '../../platform/http/page.ts';
import { actionsCandidaturePages } from './pages/actions-candidature.tsx';
import { actionsSubventionPages } from './pages/actions-subvention.tsx';
import { candidaturePages } from './pages/candidature.tsx';
import { candidaturesPages } from './pages/candidatures.tsx';
import { chargePages } from './pages/charge.tsx';
import { conventionPages } from './pages/convention.tsx';
import { creditsPages } from './pages/credits.tsx';
import type { FondsDeps } from './pages/deps.ts';
import { enveloppePages } from './pages/enveloppe.tsx';
import type { InstructionDeps } from './pages/instruction-deps.ts';
import { lotPages } from './pages/lot.tsx';
import { lotCandidaturesPages } from './pages/lot-candidatures.tsx';
import { mouvementPages } from './pages/mouvement.tsx';
import { nouveauProgrammePages } from './pages/nouveau-programme.tsx';
import { nouvelleEnveloppePages } from './pages/nouvelle-enveloppe.tsx';
import { nouvelleSubventionPages } from './pages/nouvelle-subvention.tsx';
import { paiementsPages } from './pages/paiements.tsx';
import { rapportLotPages } from './pages/rapport-lot.tsx';
import { retourPages } from './pages/retour.tsx';
import { subventionPages } from './pages/subvention.tsx';
import { subventionsPages } from './pages/subventions.tsx';
import { suitesDesCandidaturesPages } from './pages/suites-candidatures.tsx';
import { versementPages } from './pages/versement.tsx';

export { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
export { type Eligibilites, makeEligibilites } from './eligibilites.ts';
export { comparaisonPages } from './pages/comparaison.tsx';
export type { FondsDeps } from './pages/deps.ts';
export { eligibilitePages } from './pages/eligibilite.tsx';
export { readCatalogueFonds } from './storage/catalogue.ts';
export { isPieceDeVersement } from './storage/versements.ts';
export { appliquerSilences } from './tasks/appliquer-silences.ts';
export { envoyerCourrierInstruction } from './tasks/envoyer-courrier-instruction.ts';
export { rappelerEcheances } from './tasks/rappeler-echeances.ts';
export { traiterLots } from './tasks/traiter-lots.ts';
export { adoptFonds } from './use-cases/adopt-fonds.ts';
export { compareRegles } from './use-cases/compare-regles.ts';
export { extensionDuFonds } from './use-cases/extension-du-fonds.ts';

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
  ].flatMap((make) => [...make(deps)]);
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
