import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { DERNIER_ADMINISTRATEUR } from '../domain/equipe.ts';
import type { Role } from '../domain/role.ts';
import { saveRoles } from '../storage/membres.ts';
import { prevenir } from '../tasks/courrier-membre.ts';
import { administrer } from './administrer.ts';
import type { Agent } from './agent.ts';
import { isLast, journaliserMembre, placeOf } from './place-of.ts';

/** Gives other roles to somebody, or to an invitation. The last administrator keeps that role. */
export function changeRoles(
  noyau: Noyau,
  agent: Agent,
  { membreId, roles }: { readonly membreId: string; readonly roles: readonly Role[] },
): Promise<Result<void>> {
  return administrer(noyau, agent, async (tx) => {
    const membre = await placeOf(tx, agent, membreId);
    if (roles.length === 0) return refuse('Cochez au moins un rôle, ou retirez la personne de l’organisation.');
    if (!roles.includes('administrateur') && (await isLast(tx, membre))) return refuse(DERNIER_ADMINISTRATEUR);
    if (new Set(roles).symmetricDifference(new Set(membre.roles)).size === 0) return ok(undefined);
    await saveRoles(tx, membre.id, roles);
    const contenu = { avant: [...membre.roles], apres: [...roles] };
    await journaliserMembre(tx, noyau, agent, membre, { type: 'membre.roles_changes', contenu });
    if (membre.personneId) await prevenir(tx, { courriel: 'roles', membreId, parId: agent.personneId });
    return ok(undefined);
  });
}
