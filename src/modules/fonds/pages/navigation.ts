/** The fund's own space: where one is, and what is beside it. */
export function navigationOf(
  slug: string,
  current?: 'credits' | 'sessions' | 'evaluations' | 'subventions' | 'paiements',
) {
  const base = `/fonds/${slug}`;
  return [
    { href: base, label: 'Crédits', current: current === 'credits' },
    { href: `${base}/sessions`, label: 'Sessions', current: current === 'sessions' },
    { href: `${base}/evaluations`, label: 'Évaluations', current: current === 'evaluations' },
    { href: `${base}/subventions`, label: 'Subventions', current: current === 'subventions' },
    { href: `${base}/paiements`, label: 'Paiements', current: current === 'paiements' },
  ];
}
