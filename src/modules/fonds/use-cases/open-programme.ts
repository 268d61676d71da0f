import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { type Id, newId } from '../../../values/ids.ts';
import { formatMontant, type Montant, sumMontants } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { assertMayManage } from '../policies.ts';
import { insertProgramme } from '../storage/programmes.ts';

export type DemandeDeProgramme = {
  readonly nom: string;
  readonly montant: Montant;
  /** In their order, from axis 1. */
  readonly axes: readonly { readonly nom: string; readonly montant: Montant }[];
};

export type Programme = { readonly id: Id<'Programme'>; readonly axes: readonly Id<'Axe'>[] };

/** Opens a programme and its axes, whose amounts add up to its own: no credit is open yet. */
export async function openProgramme(
  noyau: Noyau,
  agent: Agent,
  demande: DemandeDeProgramme,
): Promise<Result<Programme>> {
  assertMayManage(agent);
  const total = sumMontants(demande.axes.map(({ montant }) => montant));
  if (total !== demande.montant) {
    return refuse(
      `Les axes totalisent ${formatMontant(total, 'if-any')}${NBSP}: le programme est de ` +
        `${formatMontant(demande.montant, 'if-any')}. Corrigez l’un ou l’autre.`,
    );
  }
  const id = newId<'Programme'>(noyau.clock, noyau.random);
  const axes = demande.axes.map((axe, index) => ({
    ...axe,
    id: newId<'Axe'>(noyau.clock, noyau.random),
    numero: index + 1,
  }));
  await noyau.db.transaction(porteeOf(agent), async (tx) => {
    const programme = { id, organisationId: agent.organisation.id, nom: demande.nom, montant: demande.montant, axes };
    await insertProgramme(tx, programme, noyau.clock.now());
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: agent.organisation.id,
      sujet: { type: 'programme', id },
      type: 'programme.ouvert',
      contenu: { montant: demande.montant, axes: axes.map((axe) => ({ id: axe.id, montant: axe.montant })) },
    });
  });
  return ok({ id, axes: axes.map((axe) => axe.id) });
}
