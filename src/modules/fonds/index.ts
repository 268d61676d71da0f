/** The State's fund: programmes, axes, enveloppes, the ledger where no euro is promised twice, and its subventions. */
import type { Page } from '../../platform/http/page.ts';
import { actionsSubventionPages } from './pages/actions-subvention.tsx';
import { classementPages } from './pages/classement.tsx';
import { commissionPages } from './pages/commission.tsx';
import { conventionPages } from './pages/convention.tsx';
import { creditsPages } from './pages/credits.tsx';
import { decisionDeCommissionPages } from './pages/decision-de-commission.tsx';
import type { FondsDeps } from './pages/deps.ts';
import { enveloppePages } from './pages/enveloppe.tsx';
import { evaluateursDeDemandePages } from './pages/evaluateurs-de-demande.tsx';
import { evaluationPages } from './pages/evaluation.tsx';
import { evaluationsPages } from './pages/evaluations.tsx';
import { lotPages } from './pages/lot.tsx';
import { mouvementPages } from './pages/mouvement.tsx';
import { nouveauClassementPages } from './pages/nouveau-classement.tsx';
import { nouveauProgrammePages } from './pages/nouveau-programme.tsx';
import { nouvelleCommissionPages } from './pages/nouvelle-commission.tsx';
import { nouvelleEnveloppePages } from './pages/nouvelle-enveloppe.tsx';
import { nouvelleSubventionPages } from './pages/nouvelle-subvention.tsx';
import { paiementsPages } from './pages/paiements.tsx';
import { procesVerbalPages } from './pages/proces-verbal.ts';
import { repartitionPages } from './pages/repartition.tsx';
import { retourPages } from './pages/retour.tsx';
import { sessionFondsPages } from './pages/session-fonds.tsx';
import { sessionsPages } from './pages/sessions.tsx';
import { simulationPages } from './pages/simulation.tsx';
import { subventionPages } from './pages/subvention.tsx';
import { subventionsPages } from './pages/subventions.tsx';
import { versementPages } from './pages/versement.tsx';

export { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
export { type Eligibilites, makeEligibilites } from './eligibilites.ts';
export { comparaisonPages } from './pages/comparaison.tsx';
export type { FondsDeps } from './pages/deps.ts';
export { eligibilitePages } from './pages/eligibilite.tsx';
export { readCatalogueFonds } from './storage/catalogue.ts';
export { isPieceDeVersement } from './storage/versements.ts';
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
