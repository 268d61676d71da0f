import type { Organisation } from '../../comptes/index.ts';

export function habilitationsHref(organisation: Pick<Organisation, 'slug'>): string {
  return `/administration/${organisation.slug}/habilitations`;
}
