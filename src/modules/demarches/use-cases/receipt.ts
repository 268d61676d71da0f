import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import { receiptFile } from '../../journal/index.ts';
import { reponsesProuvees } from '../domain/preuve.ts';
import type { Moteur } from '../moteur.ts';
import { findLastDepot } from '../storage/depots.ts';
import { loadAsDemandeur } from './load-dossier.ts';

/** The receipt of the last deposit, for who asks. */
export async function receiptOf(moteur: Moteur, demandeur: Demandeur, dossierId: string): Promise<Uint8Array> {
  return onceSettled(moteur, () =>
    moteur.db.read(porteeOfDemandeur(demandeur), async (tx) => {
      await loadAsDemandeur(tx, moteur, demandeur, dossierId);
      return lastReceipt(tx, moteur, dossierId);
    }),
  );
}

/**
 * The receipt of the last deposit, whole: the entry, its proof, a signed head and the answers with their salts. Anyone
 * can verify it offline with `parvis verify`. The caller knows whose dossier it is.
 * @throws Conflict when the entry has no place in the tree yet
 */
export async function lastReceipt(tx: Tx, moteur: Moteur, dossierId: string): Promise<Uint8Array> {
  const depot = await findLastDepot(tx, dossierId);
  if (!depot) throw new NotFound('Ce dossier n’est pas encore déposé.');
  const disclosures = depot.sel
    ? reponsesProuvees(depot.reponses, depot.sel).map((reponse, index) => ({
        ...reponse,
        path: `/empreintes/${index}`,
      }))
    : [];
  return receiptFile(await moteur.journal.receiptFor(tx, depot.entreeId, disclosures));
}

/**
 * Reads a receipt; the journal is settled first only when the entry has no place in the tree yet: the server was stopped
 * just after the deposit, say.
 */
export async function onceSettled<T>(moteur: Pick<Moteur, 'journal'>, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await moteur.journal.settle();
    return read();
  }
}
