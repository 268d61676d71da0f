import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Agent } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { findDossier } from '../storage/dossiers.ts';
import { listPiecesRecues, type Piece } from '../storage/pieces.ts';
import { journaliser } from './journaliser.ts';

/**
 * An agent opens, on a page of another module, a file that who asked sent with a message: the same fact as on the
 * dossier's. Who may is the caller's to say.
 *
 * @throws NotFound
 */
export async function consultPieceRecue(
  tx: Tx,
  noyau: Pick<Moteur, 'clock' | 'random'>,
  agent: Agent,
  { dossierId, pieceId }: { readonly dossierId: string; readonly pieceId: string },
): Promise<Piece> {
  const [dossier, recues] = await Promise.all([findDossier(tx, dossierId), listPiecesRecues(tx, dossierId)]);
  const piece = recues.find(({ id }) => id === pieceId);
  if (!piece || dossier?.organisationId !== agent.organisation.id) throw new NotFound('Ce fichier n’existe pas.');
  await journaliser(tx, noyau, {
    acteur: { type: 'agent', id: agent.personneId },
    dossier,
    type: 'dossier.consulte',
    contenu: { piece: pieceId },
  });
  return piece;
}
