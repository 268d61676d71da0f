import type { Noyau } from '../../../platform/services.ts';
import { ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { applyToVersement } from '../domain/versement.ts';
import { assertMayManage } from '../policies.ts';
import { saveVersement } from '../storage/versements.ts';
import { holdVersement } from './certify-versement.ts';
import { autoriteConvention, journaliser, moveCredits } from './on-subvention.ts';

export type Reprise = {
  readonly subventionId: string;
  readonly versementId: string;
  /** `representer`: the reason of the rejection is mended. `annuler_justification`: it was not owed after all. */
  readonly action: 'representer' | 'annuler_justification';
};

/** Gives a rejected payment to the accountant again, or takes back a service that was certified too early. */
export async function reopenVersement(
  noyau: Noyau,
  agent: Agent,
  { subventionId, versementId, action }: Reprise,
): Promise<Result<void>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const { subvention, versement } = await holdVersement(tx, subventionId, versementId);
    const applied = applyToVersement(action, versement.statut);
    if (!applied.ok) return applied;
    const { vers, operation } = applied.value;
    if (operation) {
      if (subvention.statut !== 'conventionnee') return refuse('La subvention est close : son compte ne change plus.');
      await moveCredits(tx, noyau, agent, subvention, {
        type: operation,
        montant: versement.montantLiquide ?? ZERO,
        motif: `Service fait annulé, ${subvention.numero}, versement ${versement.rang}`,
        autorite: autoriteConvention(subvention),
      });
    }
    const cleared = operation
      ? {
          montant_liquide: null,
          justificatif: null,
          justifie_le: null,
          piece_sha256: null,
          piece_nom: null,
          piece_type_mime: null,
        }
      : {};
    await saveVersement(tx, versement, { statut: vers, rejet_motif: null, ...cleared });
    const type = operation ? 'subvention.service_fait_annule' : 'subvention.versement_represente';
    await journaliser(tx, noyau, agent, subvention, type, {
      versement: versementId,
      rang: versement.rang,
      operation,
      montant: versement.montantLiquide,
      enveloppe: subvention.enveloppeId,
    });
    return ok(undefined);
  });
}
