import type { Chrome } from '../../../platform/http/page.ts';
import { agentNavigation, type Organisation, type SiteProps } from '../../comptes/index.ts';

export function habilitationsHref(organisation: Pick<Organisation, 'slug'>): string {
  return `${administrationHref(organisation)}/habilitations`;
}

type Cadre = {
  readonly navigation: NonNullable<SiteProps['navigation']>;
  readonly breadcrumb: NonNullable<SiteProps['breadcrumb']>;
};

/** The menu and the way back of these pages: a part of the administration, which only administrators open. */
export function cadreDesHabilitations(organisation: Organisation, chrome: Chrome): Cadre {
  return {
    navigation: agentNavigation({ organisation, roles: ['administrateur'] }, chrome),
    breadcrumb: [
      { href: administrationHref(organisation), label: 'Administration' },
      { href: habilitationsHref(organisation), label: 'Habilitations' },
    ],
  };
}

function administrationHref({ slug }: Pick<Organisation, 'slug'>): string {
  return `/administration/${slug}`;
}
