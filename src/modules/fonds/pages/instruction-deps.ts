import type { ActesSurDossiers } from '../../demarches/index.ts';
import type { Eligibilites } from '../eligibilites.ts';
import type { FondsDeps } from './deps.ts';

/** What the pages of instruction are made with. */
export type InstructionDeps = FondsDeps & {
  readonly eligibilites: Eligibilites;
  readonly dossiers: ActesSurDossiers;
};
