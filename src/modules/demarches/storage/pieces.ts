import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { demarches } from './tables.ts';

export type Piece = {
  readonly id: string;
  readonly dossierId: string;
  readonly champId: string | null;
  readonly messageId: string | null;
  readonly sha256: string;
  readonly nom: string;
  readonly typeMime: string;
  /** Bytes. */
  readonly taille: number;
  readonly analyse: 'saine' | 'non_analysee';
  readonly auteurId: string | null;
  readonly createdAt: Temporal.Instant;
};

const COLUMNS = [
  'id',
  'dossier_id as dossierId',
  'champ_id as champId',
  'message_id as messageId',
  'sha256',
  'nom',
  'type_mime as typeMime',
  'taille',
  'antivirus as analyse',
  'auteur_id as auteurId',
  'created_at as createdAt',
] as const;

export async function insertPiece(tx: Tx, piece: Piece): Promise<void> {
  await demarches(tx)
    .insertInto('pieces')
    .values({
      id: piece.id,
      dossier_id: piece.dossierId,
      champ_id: piece.champId,
      message_id: piece.messageId,
      sha256: piece.sha256,
      nom: piece.nom,
      type_mime: piece.typeMime,
      taille: piece.taille,
      antivirus: piece.analyse,
      auteur_id: piece.auteurId,
      created_at: piece.createdAt,
    })
    .execute();
}

export async function findPiece(tx: Tx, dossierId: string, id: string): Promise<Piece | undefined> {
  return demarches(tx)
    .selectFrom('pieces')
    .where('dossier_id', '=', dossierId)
    .where('id', '=', id)
    .select(COLUMNS)
    .executeTakeFirst();
}

export function listPieces(tx: Tx, dossierId: string): Promise<readonly Piece[]> {
  return piecesOfDossier(tx, dossierId);
}

/** The files that who asked sent with their messages, the last one first. */
export async function listPiecesRecues(tx: Tx, dossierId: string): Promise<readonly Piece[]> {
  return demarches(tx)
    .selectFrom('pieces as p')
    .innerJoin('messages as m', 'm.id', 'p.message_id')
    .where('p.dossier_id', '=', dossierId)
    .where('m.auteur_type', '=', 'usager')
    .select(COLUMNS.map((column) => `p.${column}` as const))
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id', 'desc')
    .execute();
}

const piecesOfDossier = prepared('pieces_du_dossier', (tx, dossierId: string) =>
  demarches(tx)
    .selectFrom('pieces')
    .where('dossier_id', '=', dossierId)
    .select(COLUMNS)
    .orderBy('created_at')
    .orderBy('id'),
);

/** Takes away a file of the form. One already sent with a message stays. @returns its digest */
export async function deletePieceOfChamp(tx: Tx, dossierId: string, id: string): Promise<readonly string[]> {
  const gone = await demarches(tx)
    .deleteFrom('pieces')
    .where('dossier_id', '=', dossierId)
    .where('id', '=', id)
    .where('champ_id', 'is not', null)
    .returning('sha256')
    .execute();
  return gone.map(({ sha256 }) => sha256);
}

/** Takes away the files of the form that came after a deposit: they were not deposited. @returns their digests */
export async function deletePiecesSince(
  tx: Tx,
  dossierId: string,
  depositedAt: Temporal.Instant,
): Promise<readonly string[]> {
  const gone = await demarches(tx)
    .deleteFrom('pieces')
    .where('dossier_id', '=', dossierId)
    .where('champ_id', 'is not', null)
    .where('created_at', '>', depositedAt)
    .returning('sha256')
    .execute();
  return gone.map(({ sha256 }) => sha256);
}

/** True when some dossier of any organisation has this file. */
export async function isFichierTenu(tx: Tx, sha256: string): Promise<boolean> {
  const row = await demarches(tx)
    .selectFrom('pieces')
    .where('sha256', '=', sha256)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
