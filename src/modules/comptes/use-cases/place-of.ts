import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import { isLastAdministrateur, type Membre } from '../domain/equipe.ts';
import { administrateursOf, findPlace } from '../storage/membres.ts';
import type { Agent } from './agent.ts';

/** @throws NotFound for a place of another organisation, or one that was left meanwhile */
export async function placeOf(tx: Tx, agent: Agent, id: string): Promise<Membre> {
  const membre = await findPlace(tx, agent.organisation.id, { id });
  if (!membre) throw new NotFound('Cette personne ne fait plus partie de l’organisation.');
  return membre;
}

/** The caller holds the turn (`lockEquipe`): nobody else can go meanwhile. */
export async function isLast(tx: Tx, membre: Membre): Promise<boolean> {
  const administrateurs = await administrateursOf(tx, membre.organisationId);
  return isLastAdministrateur(
    membre,
    administrateurs.map(({ personneId }) => personneId),
  );
}

/** What an agent did to a place: its holder may read it. */
export async function journaliserMembre(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  membre: Membre,
  fait: { readonly type: string; readonly contenu?: { readonly [cle: string]: string[] } },
): Promise<void> {
  await append(tx, noyau, {
    acteur: { type: 'agent', id: agent.personneId },
    organisation: agent.organisation.id,
    sujet: { type: 'membre', id: membre.id },
    type: fait.type,
    contenu: fait.contenu ?? {},
    lecteurs: membre.personneId ? [membre.personneId] : [],
  });
}
