import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { type Mentions, type MentionsErrors, parseMentions } from '../domain/mentions.ts';
import { saveOrganisationMentions } from '../storage/organisations.ts';
import { administrer } from './administrer.ts';
import type { Agent } from './agent.ts';

/** What the public pages of an organisation say of it. The journal tells which parts are said, not what: people are named. */
export async function saveMentions(
  noyau: Noyau,
  agent: Agent,
  typed: unknown,
): Promise<Result<Mentions, MentionsErrors>> {
  const mentions = parseMentions(typed);
  if (!mentions.ok) return mentions;
  await administrer(noyau, agent, async (tx) => {
    const { id } = agent.organisation;
    await saveOrganisationMentions(tx, id, mentions.value);
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: id,
      sujet: { type: 'organisation', id },
      type: 'organisation.mentions',
      contenu: { dites: Object.keys(mentions.value).toSorted() },
    });
  });
  return ok(mentions.value);
}
