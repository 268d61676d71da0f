import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import { isFresh, rapprocher } from '../domain/rapprochement.ts';
import { ConnexionRefusee } from '../domain/securite.ts';
import { empreinteOf } from '../domain/token.ts';
import { lockComptes, lockRapprochement, saveOtherProof } from '../storage/rapprochements.ts';

/**
 * Writes down that a second account was proven, in the browser where the first one is signed in. Nothing is merged yet.
 *
 * @returns a refusal to show when these two accounts cannot be of one person
 * @throws ConnexionRefusee when there is nothing to prove it for: too late, or another browser
 */
export async function proveOtherCompte(
  tx: Tx,
  { clock }: Noyau,
  preuve: { readonly rapprochementId: string; readonly navigateur: string; readonly personneId: string },
): Promise<Result<void>> {
  const now = clock.now();
  const rapprochement = await lockRapprochement(tx, preuve.rapprochementId);
  if (
    !rapprochement?.navigateurEmpreinte.equals(empreinteOf(preuve.navigateur)) ||
    !isFresh(rapprochement.prouveeAt, now)
  ) {
    throw new ConnexionRefusee('rapprochement_refuse');
  }
  const comptes = await lockComptes(tx, [rapprochement.personneId, preuve.personneId]);
  const [connecte, autre] = [comptes.get(rapprochement.personneId), comptes.get(preuve.personneId)];
  if (!connecte || !autre) throw new ConnexionRefusee('rapprochement_refuse');
  const fusion = rapprocher(connecte, autre);
  if (!fusion.ok) return fusion;
  await saveOtherProof(tx, rapprochement.id, autre.id, now);
  return ok(undefined);
}
