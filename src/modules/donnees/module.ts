import type { Module } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import { declarationPages } from './pages/declaration.tsx';
import { habilitationPages } from './pages/habilitation.tsx';
import { habilitationsPages } from './pages/habilitations.tsx';
import { notificationsDataPass } from './pages/notifications.ts';
import { preremplissagePages } from './pages/preremplissage.tsx';
import { avertirExpirations } from './tasks/avertir-expirations.ts';
import { envoyerCourrierHabilitation } from './tasks/envoyer-courrier-habilitation.ts';
import { purgerDonnees } from './tasks/purger-donnees.ts';
import { purgerLimites } from './tasks/purger-limites.ts';
import type { DonneesDeps } from './use-cases/deps.ts';

/** @param datapassSecret signs the notifications of DataPass; without it, none is received */
export function moduleDesDonnees(deps: DonneesDeps & Services, datapassSecret: string | undefined): Module {
  const administration = [habilitationsPages, declarationPages, habilitationPages, preremplissagePages];
  return {
    pages: administration.flatMap((make) => make(deps)),
    machines: notificationsDataPass(deps, datapassSecret),
    tasks: [envoyerCourrierHabilitation(deps)],
    recurrences: [
      { task: purgerLimites(deps), at: '40 * * * *' },
      { task: purgerDonnees(deps), at: '30 2 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
      { task: avertirExpirations(deps), at: '10 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
    ],
  };
}
