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

/** Of the evaluations that one was asked: the menu leaves it out for others. */
export const EVALUATIONS = (slug: string): string => `/fonds/${slug}/evaluations`;

export type Rubrique = keyof typeof RUBRIQUES;

/** Where one is, and what is beside it. */
export function navigationOf(slug: string, current?: Rubrique) {
  return Object.entries(RUBRIQUES).map(([rubrique, label]) => ({
    href: rubrique === 'credits' ? `/fonds/${slug}` : `/fonds/${slug}/${rubrique}`,
    label,
    current: current === rubrique,
  }));
}
