import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import type { Email } from '../../../values/email.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { etatOf, finDeLInvitation } from '../domain/equipe.ts';
import type { Role } from '../domain/role.ts';
import { findPlace, insertInvitations, lockEquipe, renewInvitation } from '../storage/membres.ts';
import { prevenir } from '../tasks/courrier-membre.ts';
import { administrer } from './administrer.ts';
import type { Agent } from './agent.ts';

export type InvitationDemandee = { readonly email: Email; readonly roles: readonly Role[] };

/** Invites somebody by their e-mail; a message tells them who invites, and how to sign in. */
export function inviteMembre(noyau: Noyau, agent: Agent, demande: InvitationDemandee): Promise<Result<void>> {
  return administrer(noyau, agent, (tx) => invite(tx, noyau, agent.organisation.id, demande, agent.personneId));
}

/** The same from the command line: how an organisation gets its first administrator. */
export function inviteMembreAsSysteme(
  noyau: Noyau,
  organisationId: string,
  demande: InvitationDemandee,
): Promise<Result<void>> {
  return noyau.db.transaction({ systeme: true }, async (tx) => {
    await lockEquipe(tx, organisationId);
    return invite(tx, noyau, organisationId, demande, null);
  });
}

/** An invitation that ended is offered again, with the roles asked now. */
async function invite(
  tx: Tx,
  noyau: Noyau,
  organisationId: string,
  { roles, ...demande }: InvitationDemandee,
  parId: string | null,
): Promise<Result<void>> {
  const email = demande.email.toLowerCase();
  const now = noyau.clock.now();
  const known = await findPlace(tx, organisationId, { email });
  if (known && etatOf(known, now) !== 'expire') return refuse(known.personneId ? DEJA_MEMBRE : DEJA_INVITE);
  const invitation = { roles, invitedBy: parId, expiresAt: finDeLInvitation(now) };
  const id = known?.id ?? newId<'Membre'>(noyau.clock, noyau.random);
  if (known) await renewInvitation(tx, id, { ...invitation, invitedAt: now });
  else await insertInvitations(tx, [{ ...invitation, id, organisation: organisationId, email }], now);
  await append(tx, noyau, {
    acteur: parId ? { type: 'agent', id: parId } : { type: 'systeme', id: 'parvis' },
    organisation: organisationId,
    sujet: { type: 'membre', id },
    type: 'membre.invite',
    contenu: { roles: [...roles] },
  });
  await prevenir(tx, { courriel: 'invitation', membreId: id, parId });
  return ok(undefined);
}

const DEJA_MEMBRE = 'Cette personne fait déjà partie de l’organisation\u00a0: changez plutôt ses rôles.';
const DEJA_INVITE = 'Cette personne est déjà invitée\u00a0: renvoyez-lui plutôt son invitation.';
