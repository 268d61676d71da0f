import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Acteur, append } from '../../journal/index.ts';
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
  await administrer(noyau, agent, (tx) =>
    writeMentions(tx, noyau, agent.organisation, mentions.value, { type: 'agent', id: agent.personneId }),
  );
  return ok(mentions.value);
}

/** In a transaction that may write for this organisation. */
export async function writeMentions(
  tx: Tx,
  noyau: Noyau,
  { id }: { readonly id: string },
  mentions: Mentions,
  acteur: Acteur,
): Promise<void> {
  await saveOrganisationMentions(tx, id, mentions);
  await append(tx, noyau, {
    acteur,
    organisation: id,
    sujet: { type: 'organisation', id },
    type: 'organisation.mentions',
    contenu: { dites: Object.keys(mentions).toSorted() },
  });
}
