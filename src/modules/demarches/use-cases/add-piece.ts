import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import { holdFile } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { newId } from '../../../values/ids.ts';
import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { deletePieceOfChamp, insertPiece } from '../storage/pieces.ts';
import { retirerFichiers } from '../tasks/retirer-fichiers.ts';
import { assertMayAsk } from './demandeur.ts';
import { assertEditable, loadAsDemandeur } from './load-dossier.ts';

/** Attaches a file already received and checked to a champ of the form. The same file twice is one. */
export async function addPiece(
  moteur: Moteur,
  demandeur: Demandeur,
  demande: { readonly dossierId: string; readonly champ: string; readonly blob: StoredBlob },
): Promise<void> {
  assertMayAsk(demandeur);
  await moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const { dossier, pieces } = await loadAsDemandeur(tx, moteur, demandeur, demande.dossierId, 'verrou');
    assertEditable(dossier);
    const { champ, blob } = demande;
    if (pieces.some((piece) => piece.champId === champ && piece.sha256 === blob.sha256)) return;
    await insertBlob(tx, moteur, { dossierId: dossier.id, blob, champId: champ, auteurId: demandeur.personneId });
  });
}

export async function removePiece(
  moteur: Moteur,
  demandeur: Demandeur,
  demande: { readonly dossierId: string; readonly pieceId: string },
): Promise<void> {
  assertMayAsk(demandeur);
  await moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const { dossier } = await loadAsDemandeur(tx, moteur, demandeur, demande.dossierId, 'verrou');
    assertEditable(dossier);
    const sha256 = await deletePieceOfChamp(tx, dossier.id, demande.pieceId);
    if (sha256.length > 0) await enqueue(tx, retirerFichiers, { sha256: [...sha256] });
  });
}

export type Rattachement = {
  readonly dossierId: string;
  readonly blob: Pick<StoredBlob, 'sha256' | 'fileName' | 'mediaType' | 'size' | 'analyse'>;
  readonly champId?: string;
  readonly messageId?: string;
  readonly auteurId?: string;
};

/**
 * The row that ties a stored file to a dossier.
 * @returns its id
 * @throws Conflict when the file was removed meanwhile, because the last dossier that had it went
 */
export async function insertBlob(tx: Tx, moteur: Moteur, rattachement: Rattachement): Promise<string> {
  const { blob } = rattachement;
  await holdFile(tx, blob.sha256, 'partage');
  if ((await moteur.blobs.size(blob.sha256)) === undefined) throw new Conflict('Envoyez ce fichier de nouveau.');
  const id = newId<'Piece'>(moteur.clock, moteur.random);
  await insertPiece(tx, {
    id,
    dossierId: rattachement.dossierId,
    champId: rattachement.champId ?? null,
    messageId: rattachement.messageId ?? null,
    sha256: blob.sha256,
    nom: blob.fileName,
    typeMime: blob.mediaType,
    taille: blob.size,
    analyse: blob.analyse === 'sain' ? 'saine' : 'non_analysee',
    auteurId: rattachement.auteurId ?? null,
    createdAt: moteur.clock.now(),
  });
  return id;
}
