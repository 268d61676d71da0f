/** The fund's own space: where one is, and what is beside it. */
export function navigationOf(slug: string, current?: 'credits' | 'candidatures' | 'subventions' | 'paiements') {
  const base = `/fonds/${slug}`;
  return [
    { href: base, label: 'Crédits', current: current === 'credits' },
    { href: `${base}/candidatures`, label: 'Demandes', current: current === 'candidatures' },
    { href: `${base}/subventions`, label: 'Subventions', current: current === 'subventions' },
    { href: `${base}/paiements`, label: 'Paiements', current: current === 'paiements' },
  ];
}
