import type { Tx } from '../../../platform/db/database.ts';
import { type MembreJoignable, membresOf } from '../../comptes/index.ts';
import { type ChoixDeCourriels, choixParDefaut, type Quoi, veut } from '../domain/courriels-agents.ts';
import type { LieuDInstruction } from '../domain/extension.ts';
import { listChoix } from '../storage/courriels-choisis.ts';

export type AgentJoignable = MembreJoignable & { readonly choix: ChoixDeCourriels | undefined };

/** Who works in an organisation now, with what they chose. */
export async function agentsOf(tx: Tx, organisationId: string): Promise<readonly AgentJoignable[]> {
  const membres = await membresOf(tx, organisationId);
  const choix = await listChoix(
    tx,
    membres.map(({ membreId }) => membreId),
  );
  return membres.map((membre) => ({ ...membre, choix: choix.get(membre.membreId) }));
}

/** Whether an agent is told of this, on a dossier on which agents work there. */
export function estPrevenu({ roles, choix }: AgentJoignable, lieu: LieuDInstruction, quoi: Quoi): boolean {
  return lieu.mayRead(roles) && veut(choix ?? choixParDefaut(lieu.mayAnswer(roles)), quoi);
}
