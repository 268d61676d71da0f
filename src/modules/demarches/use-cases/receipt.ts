import { Conflict, NotFound } from '../../../platform/errors.ts';
import { receiptFile } from '../../journal/index.ts';
import { reponsesProuvees } from '../domain/preuve.ts';
import type { Moteur } from '../moteur.ts';
import { findLastDepot } from '../storage/depots.ts';

/**
 * The receipt of the last deposit, whole: the entry, its proof, a signed head and the answers with their salts. Anyone
 * can verify it offline with `parvis verify`.
 */
export async function receiptOf(
  moteur: Moteur,
  demande: { readonly usagerId: string; readonly dossierId: string },
): Promise<Uint8Array> {
  try {
    return await readReceipt(moteur, demande);
  } catch (error) {
    // Has no place in the tree yet: the server was stopped just after the deposit.
    if (!(error instanceof Conflict)) throw error;
    await moteur.journal.settle();
    return readReceipt(moteur, demande);
  }
}

function readReceipt(
  moteur: Moteur,
  demande: { readonly usagerId: string; readonly dossierId: string },
): Promise<Uint8Array> {
  return moteur.db.read({ personne: demande.usagerId }, async (tx) => {
    const depot = await findLastDepot(tx, demande.dossierId);
    if (!depot) throw new NotFound('Ce dossier n’est pas encore déposé.');
    const disclosures = depot.sel
      ? reponsesProuvees(depot.reponses, depot.sel).map((reponse, index) => ({
          ...reponse,
          path: `/empreintes/${index}`,
        }))
      : [];
    return receiptFile(await moteur.journal.receiptFor(tx, depot.entreeId, disclosures));
  });
}
