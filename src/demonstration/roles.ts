import type { Role } from '../modules/comptes/index.ts';

/** What each invented agent of the simulator may do, by id (`simulators/people/agents.ts`). */
export const rolesByAgent: Readonly<Record<string, readonly Role[]>> = {
  'sandrine-auger': ['instructeur', 'valideur'],
  'yannick-le-goff': ['instructeur'],
  'fatou-sow': ['administrateur', 'valideur'],
  // Has the role, and not the second factor that it demands.
  'gerard-petit': ['instructeur'],
  'lucile-bernier': ['instructeur', 'valideur'],
  'amandine-roche': ['chef_equipe'],
  'thomas-bouchet': ['agent'],
  'helene-vergnaud': ['archiviste', 'administrateur'],
  'patrice-lacote': ['valideur', 'lecteur'],
  'justine-carlier': ['administrateur', 'instructeur'],
  // In a village of 300, one person is the whole administration.
  'martine-jouhandeau': ['administrateur', 'instructeur', 'valideur'],
  'nadia-khelifi': ['gestionnaire', 'administrateur'],
  // Whoever examines, evaluates and signs are three people: none of them holds the purse.
  'karim-benali': ['instructeur'],
  'elodie-marchand': ['expert'],
  'bernard-vasseur': ['valideur'],
};
