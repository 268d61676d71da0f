import { parseTheme, type Theme, type ThemeErrors } from '../../../platform/html/theme.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { saveOrganisationTheme } from '../storage/organisations.ts';
import { administrer } from './administrer.ts';
import type { Agent } from './agent.ts';

/** Gives an organisation another look, which everybody can read. @param typed six values, as they came */
export async function saveTheme(noyau: Noyau, agent: Agent, typed: unknown): Promise<Result<Theme, ThemeErrors>> {
  const theme = parseTheme(typed);
  if (!theme.ok) return theme;
  await administrer(noyau, agent, async (tx) => {
    const { id } = agent.organisation;
    await saveOrganisationTheme(tx, id, theme.value);
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: id,
      sujet: { type: 'organisation', id },
      type: 'organisation.apparence',
      contenu: { ...theme.value },
    });
  });
  return ok(theme.value);
}
