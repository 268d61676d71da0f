import { holdFile } from '../../../platform/blobs/hold-file.ts';
import { NotFound } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { retirerFichiers } from '../../demarches/index.ts';
import { assertMayAttachActes } from '../policies.ts';
import { findActe, saveActeSigne } from '../storage/actes.ts';
import type { PieceJustificative } from '../storage/versements.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';

export type VersionSignee = {
  readonly subventionId: string;
  readonly acteId: string;
  readonly piece: PieceJustificative;
};

/** Keeps the version that was signed by hand beside the act. Another one takes its place: the journal tells of both. */
export async function attachActeSigne(
  noyau: Noyau,
  agent: Agent,
  { subventionId, acteId, piece }: VersionSignee,
): Promise<Result<void>> {
  assertMayAttachActes(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const acte = await findActe(tx, acteId);
    if (!acte || acte.subventionId !== subventionId) throw new NotFound('Cet acte n’existe pas.');
    if (acte.etat === 'projet') return refuse('Un projet ne se signe pas : attribuez la subvention.');
    const remplace = acte.signe?.sha256 ?? null;
    if (remplace === piece.sha256) return ok(undefined);
    await holdFile(tx, piece.sha256, 'partage');
    await saveActeSigne(tx, acteId, piece);
    if (remplace !== null) await enqueue(tx, retirerFichiers, { sha256: [remplace] });
    await journaliser(tx, noyau, agent, subvention, 'subvention.acte_signe', {
      acte: acteId,
      numero: acte.numero,
      piece: piece.sha256,
      remplace,
    });
    return ok(undefined);
  });
}
