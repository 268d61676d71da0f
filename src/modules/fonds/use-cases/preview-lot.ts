import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { raisonContre } from '../domain/instruction.ts';
import type { ActionEnLot } from '../domain/lot-candidatures.ts';
import { assertMayInstruct } from '../policies.ts';
import { type Instruction, listInstructions } from '../storage/instruction.ts';

export type ApercuDuLot = {
  readonly passent: readonly Instruction[];
  readonly refusees: readonly { readonly instruction: Instruction; readonly raison: string }[];
};

/** What an action would do to these requests now. Writes nothing; each is looked at again when it is done. */
export async function previewLot(
  noyau: Noyau,
  agent: Agent,
  { action, dossierIds }: { readonly action: ActionEnLot; readonly dossierIds: readonly string[] },
): Promise<ApercuDuLot> {
  assertMayInstruct(agent);
  const aujourdhui = fromPlainDate(noyau.clock.today());
  const found = await noyau.db.read(porteeOf(agent), (tx) => listInstructions(tx, dossierIds));
  const judged = found
    .filter(({ organisationId }) => organisationId === agent.organisation.id)
    .map((instruction) => ({ instruction, raison: raisonContre(action, instruction, aujourdhui) }));
  return {
    passent: judged.flatMap(({ instruction, raison }) => (raison === undefined ? [instruction] : [])),
    refusees: judged.flatMap(({ instruction, raison }) => (raison === undefined ? [] : [{ instruction, raison }])),
  };
}
