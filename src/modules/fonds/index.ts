/** The State's fund: programmes, axes, enveloppes, and the ledger where no euro is promised twice. */
import type { Page } from '../../platform/http/page.ts';
import { creditsPages } from './pages/credits.tsx';
import type { FondsDeps } from './pages/deps.ts';
import { enveloppePages } from './pages/enveloppe.tsx';
import { mouvementPages } from './pages/mouvement.tsx';
import { nouveauProgrammePages } from './pages/nouveau-programme.tsx';
import { nouvelleEnveloppePages } from './pages/nouvelle-enveloppe.tsx';

export { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
export { type Eligibilites, makeEligibilites } from './eligibilites.ts';
export { comparaisonPages } from './pages/comparaison.tsx';
export type { FondsDeps } from './pages/deps.ts';
export { eligibilitePages } from './pages/eligibilite.tsx';
export { readCatalogueFonds } from './storage/catalogue.ts';
export { adoptFonds } from './use-cases/adopt-fonds.ts';
export { compareRegles } from './use-cases/compare-regles.ts';
export { gardeDesSessions } from './use-cases/garde-des-sessions.ts';

/** For whoever manages the fund. */
export function gestionPages(deps: FondsDeps): readonly Page[] {
  return [creditsPages, nouveauProgrammePages, nouvelleEnveloppePages, enveloppePages, mouvementPages].flatMap(
    (make) => [...make(deps)],
  );
}
