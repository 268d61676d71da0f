import type { LayoutProps } from '../../../platform/html/index.ts';
import type { Chrome } from '../../../platform/http/page.ts';
import { mayAdminister } from '../policies.ts';
import type { Agent } from '../use-cases/agent.ts';

/** The menu of an agent in one organisation: what their roles open. */
export function agentNavigation(
  { organisation, roles }: Pick<Agent, 'organisation' | 'roles'>,
  chrome: Chrome,
): NonNullable<LayoutProps['navigation']> {
  const path = chrome.url.split('?')[0];
  const links = [{ href: `/instruction/${organisation.slug}`, label: 'Dossiers' }];
  if (mayAdminister(roles)) links.push({ href: `/administration/${organisation.slug}`, label: 'Administration' });
  return links.map((link) => ({ ...link, current: path === link.href }));
}
