import type { Agent } from '../../comptes/index.ts';
import { mayReview } from '../policies.ts';

/** What is beside each other in the fund's own space, by the end of its address. The credits are its home. */
const RUBRIQUES = {
  credits: 'Crédits',
  candidatures: 'Demandes',
  sessions: 'Sessions',
  evaluations: 'Évaluations',
  subventions: 'Subventions',
  paiements: 'Paiements',
  publication: 'Publication',
  'point-d-etape': 'Point d’étape',
  objectifs: 'Objectifs',
} as const;

type Rubrique = keyof typeof RUBRIQUES;

/** Where an agent is, and what is beside it: « Évaluations » is of those who evaluate, and of whoever is there. */
export function navigationOf(
  { organisation: { slug }, roles }: Pick<Agent, 'organisation' | 'roles'>,
  current?: Rubrique,
) {
  return Object.entries(RUBRIQUES)
    .filter(([rubrique]) => rubrique !== 'evaluations' || current === rubrique || mayReview(roles))
    .map(([rubrique, label]) => ({
      href: rubrique === 'credits' ? `/fonds/${slug}` : `/fonds/${slug}/${rubrique}`,
      label,
      current: current === rubrique,
    }));
}
