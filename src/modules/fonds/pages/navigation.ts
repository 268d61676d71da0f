/** The fund's own space: where one is, and what is beside it. */
export function navigationOf(
  slug: string,
  current?: 'credits' | 'subventions' | 'paiements' | 'point-d-etape' | 'objectifs',
) {
  const base = `/fonds/${slug}`;
  return [
    { href: base, label: 'Crédits', current: current === 'credits' },
    { href: `${base}/subventions`, label: 'Subventions', current: current === 'subventions' },
    { href: `${base}/paiements`, label: 'Paiements', current: current === 'paiements' },
    { href: `${base}/point-d-etape`, label: 'Point d’étape', current: current === 'point-d-etape' },
    { href: `${base}/objectifs`, label: 'Objectifs', current: current === 'objectifs' },
  ];
}
