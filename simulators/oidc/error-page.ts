import { html, page } from '../html.ts';
import type { Definition, Refusal } from './definition.ts';

/** The page on which a provider leaves people when it cannot send them back to the service. */
export function errorPage({ label }: Pick<Definition, 'label'>, { code, detail }: Refusal): string {
  return page(
    `Simulateur de ${label}\u00a0: erreur ${code}`,
    html`<p>Une erreur est survenue. Revenez au service d’où vous venez et recommencez.</p>
<p>Pour l’équipe du service\u00a0: <code>${code}</code>, ${detail}</p>`,
  );
}
