import type { Tx } from '../../../platform/db/database.ts';
import { membresOf, nomsOfAgents } from '../../comptes/index.ts';
import { mayBeAssigned, mayGiveAvis } from '../policies.ts';

type Personne = { readonly id: string; readonly nom: string };

/** Who works on the requests of a fund, in the order of their names. */
export type EquipeDuFonds = {
  readonly instructeurs: readonly Personne[];
  readonly experts: readonly Personne[];
  /** Of anybody here; of who left, what they are called without a name. */
  nomOf(personneId: string | null): string;
};

/** @param others people who may have left, and whose names are shown */
export async function equipeOf(tx: Tx, organisationId: string, others: readonly string[] = []): Promise<EquipeDuFonds> {
  const membres = await membresOf(tx, organisationId);
  const noms = await nomsOfAgents(tx, [...new Set([...membres.map(({ personneId }) => personneId), ...others])]);
  const named = membres
    .map(({ personneId: id, roles }) => ({ id, roles, nom: noms.get(id) || 'Une personne sans nom' }))
    .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'));
  return {
    instructeurs: named.filter(({ roles }) => mayBeAssigned(roles)),
    experts: named.filter(({ roles }) => mayGiveAvis(roles)),
    nomOf: (id) => (id === null ? 'Personne' : noms.get(id) || 'Une personne partie'),
  };
}
