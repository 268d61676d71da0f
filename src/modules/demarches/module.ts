import type { FichierTenu } from '../../platform/blobs/hold-file.ts';
import type { Page } from '../../platform/http/page.ts';
import type { Module } from '../../platform/module.ts';
import { administrationDemarchesPages } from './pages/administration-demarches.tsx';
import { adressesPages } from './pages/adresses.ts';
import { commencerPages } from './pages/commencer.tsx';
import { contesterPages } from './pages/contester.tsx';
import { courrielsPages } from './pages/courriels.tsx';
import { decisionPages } from './pages/decision.tsx';
import type { DemarchesDeps } from './pages/deps.ts';
import { donneesRecuesPages } from './pages/donnees-recues.tsx';
import { effetPages } from './pages/effet.tsx';
import { etapePages } from './pages/etape.tsx';
import { fichierPages } from './pages/fichiers.ts';
import { instructionPages } from './pages/instruction.tsx';
import { instructionDossierPages } from './pages/instruction-dossier.tsx';
import { lecturesPages } from './pages/lectures.tsx';
import { mesDossiersPages } from './pages/mes-dossiers.tsx';
import { portailPages } from './pages/portail.tsx';
import { repondreRecoursPages } from './pages/repondre-recours.tsx';
import { suiviPages } from './pages/suivi.tsx';
import { verificationPages } from './pages/verification.tsx';
import type { Catalogue } from './storage/catalogue.ts';
import { envoyerCourrier } from './tasks/envoyer-courrier.ts';
import { envoyerCourrierAgent } from './tasks/envoyer-courrier-agent.ts';
import { envoyerCourrierRecours } from './tasks/envoyer-courrier-recours.ts';
import { mesurerEffet } from './tasks/mesurer-effet.ts';
import { prevenirLesAgents } from './tasks/prevenir-du-recours.ts';
import { produireLettre } from './tasks/produire-lettre.ts';
import { rejeterRecours } from './tasks/rejeter-recours.ts';
import { resumerLaJournee } from './tasks/resumer-la-journee.ts';
import { viderFichiers } from './tasks/vider-fichiers.ts';

/**
 * @param catalogue what an administrator may adopt
 * @param ailleurs what says, for each other module that keeps files, whether it still has one
 */
export function moduleDesDemarches(
  deps: DemarchesDeps,
  catalogue: Catalogue,
  ailleurs: readonly FichierTenu[],
): Module {
  return {
    pages: [...pagesDesDossiers(deps), ...administrationDemarchesPages(deps, catalogue)],
    tasks: [
      envoyerCourrier(deps),
      envoyerCourrierRecours(deps),
      prevenirLesAgents(deps),
      envoyerCourrierAgent(deps),
      produireLettre(deps),
      viderFichiers(deps, ailleurs),
    ],
    recurrences: [
      { task: mesurerEffet(deps), at: '5 * * * *' },
      { task: rejeterRecours(deps), at: '20 0 * * *', catchUp: Temporal.Duration.from({ days: 7 }) },
      { task: resumerLaJournee(deps), at: '20 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
    ],
  };
}

/** For who asks, and for who answers. */
export function pagesDesDossiers(deps: DemarchesDeps): readonly Page[] {
  const usager = [
    portailPages,
    commencerPages,
    etapePages,
    verificationPages,
    suiviPages,
    contesterPages,
    mesDossiersPages,
    donneesRecuesPages,
    lecturesPages,
    fichierPages,
    adressesPages,
    effetPages,
  ];
  const agent = [instructionPages, instructionDossierPages, decisionPages, repondreRecoursPages, courrielsPages];
  return [...usager, ...agent].flatMap((make) => make(deps));
}
