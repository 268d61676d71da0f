import { z } from 'zod';
import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Refusal } from '../../../platform/blobs/refusals.ts';
import { safeFileName } from '../../../platform/blobs/safe-file-name.ts';
import { Forbidden } from '../../../platform/errors.ts';
import type { FormData } from '../../../platform/http/form.ts';
import type { IncomingFile } from '../../../platform/http/page.ts';
import { count, NBSP, quote } from '../../../values/french.ts';
import type { Result } from '../../../values/result.ts';
import { PIECES_DE_MESSAGE } from '../domain/pieces-de-message.ts';
import { checkCorps, type PieceDeMessage } from '../use-cases/post-message.ts';
import type { DemarchesDeps } from './deps.ts';

/** Names of the fields of a message that are about its files. */
export const CHAMP_PIECES = 'pieces';
export const CHAMP_RECUES = 'recues';
export const CHAMP_RETIRER = 'retirer';

/** A message that is being written, as its page shows it. */
export type MessageEnAttente = {
  /** The files that came before, and are kept. */
  readonly pieces: readonly PieceDeMessage[];
  /** The same, as a hidden field of the page carries them. */
  readonly jetons: string;
  /** By name of field, in the order of the form. */
  readonly erreurs: { readonly message?: string; readonly [CHAMP_PIECES]?: string };
};

type Outils = Pick<DemarchesDeps, 'blobs' | 'sceau'>;
type Recue = { readonly nom: string; readonly result: Result<StoredBlob, Refusal> };

/** One file of the form, once `receive` has taken it or not. */
export async function recueDe(
  { champ, nom, type, stream }: IncomingFile,
  receive: (fichier: Pick<IncomingFile, 'nom' | 'type' | 'stream'>) => Promise<Recue['result']>,
): Promise<Recue> {
  if (champ !== CHAMP_PIECES) throw new Forbidden('Ce champ ne reçoit pas de fichier.');
  return { nom: safeFileName(nom), result: await receive({ nom, type, stream }) };
}

/**
 * A refused message comes back with its good files: the page carries, for each, a sealed word that only the same person
 * can give back, about the same dossier. So no form can name the file of somebody else.
 *
 * @param lieu see `lieuOf`
 */
export async function lireMessage(outils: Outils, form: FormData, lieu: string): Promise<MessageEnAttente> {
  const recues = form.files(CHAMP_PIECES) as readonly Recue[];
  const kept = await stillThere(outils, form.get(CHAMP_RECUES).split(' ').filter(Boolean), lieu);
  const arrived = recues.flatMap(({ result }) => (result.ok ? [result.value] : []));
  // The same content twice is one file.
  const all = new Map([...kept.pieces, ...arrived].map((piece) => [piece.sha256, piece]));
  all.delete(form.get(CHAMP_RETIRER));
  const pieces = [...all.values()];
  const sealed = pieces.map((piece) => outils.sceau.seal(JSON.stringify(piece), lieu).toString('base64url'));
  const ofPieces = [
    ...(kept.lost ? [PERDUES] : []),
    ...recues.flatMap(({ nom, result }) => (result.ok ? [] : [refusalOf(nom, result.error)])),
    ...(pieces.length > PIECES_DE_MESSAGE.max ? [tropDe(pieces.length)] : []),
  ].join(' ');
  const corps = checkCorps(corpsOf(form, pieces.length));
  const ofCorps = corps.ok || isUnfinished(form) ? {} : { message: corps.error };
  return {
    pieces,
    jetons: sealed.join(' '),
    erreurs: { ...ofCorps, ...(ofPieces ? { [CHAMP_PIECES]: ofPieces } : {}) },
  };
}

/** What is written, or what files say when nothing is written with them. */
export function corpsOf(form: FormData, pieces: number): string {
  const typed = form.get('message');
  if (typed.trim() !== '' || pieces === 0) return typed;
  return pieces === 1 ? 'Document joint.' : 'Documents joints.';
}

/** What the session that ended on a message left of it; a new one otherwise. */
export async function messageRepris(outils: Outils, form: FormData, lieu: string): Promise<MessageEnAttente> {
  return { ...(await lireMessage(outils, form, lieu)), erreurs: {} };
}

export function isRefused({ erreurs }: MessageEnAttente): boolean {
  return Object.keys(erreurs).length > 0;
}

/** Whose message it is, about which dossier: what the words of its page are bound to. */
export function lieuOf({ personneId }: { readonly personneId: string }, dossierId: string): string {
  return `${dossierId} ${personneId}`;
}

/** True when the button took a file away: the message is still being written, and is not to be sent. */
export function isUnfinished(form: FormData): boolean {
  return form.has(CHAMP_RETIRER);
}

const jetonSchema = z.object({
  sha256: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number(),
  analyse: z.enum(['sain', 'non_analyse']),
});

async function stillThere(
  { blobs, sceau }: Outils,
  jetons: readonly string[],
  lieu: string,
): Promise<{ readonly pieces: readonly PieceDeMessage[]; readonly lost: boolean }> {
  const pieces: PieceDeMessage[] = [];
  for (const jeton of jetons.slice(0, MOST_KEPT)) {
    const opened = sceau.open(Buffer.from(jeton, 'base64url'), lieu);
    const piece = opened === undefined ? undefined : jetonSchema.parse(JSON.parse(opened));
    if (piece && (await blobs.size(piece.sha256)) !== undefined) pieces.push(piece);
  }
  return { pieces, lost: pieces.length < jetons.length };
}

/** No form of ours carries more; a forged one does not make us look for each. */
const MOST_KEPT = 25;

const PERDUES = 'Un fichier déjà envoyé n’est plus gardé\u00a0: choisissez-le de nouveau.';

/** « scan.pdf » : le fichier est vide. Every refusal begins with a word that is no name. */
function refusalOf(nom: string, { message }: Refusal): string {
  return `${quote(nom)}${NBSP}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function tropDe(n: number): string {
  const { max } = PIECES_DE_MESSAGE;
  return `Joignez ${count(max, 'fichier')} au plus${NBSP}: retirez-en ${n - max}.`;
}
