import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Refusal } from '../../../platform/blobs/refusals.ts';
import type { IncomingFile } from '../../../platform/http/page.ts';
import type { Result } from '../../../values/result.ts';
import type { PieceOptions } from '../champs/piece/definition.ts';
import type { Champ } from '../domain/champ.ts';
import { champsOfDefinition, type Definition } from '../domain/definition.ts';
import type { Moteur } from '../moteur.ts';

/** @returns undefined when the path is not one of a file champ of this démarche: nothing is stored then. */
export async function receiveChampFile(
  moteur: Pick<Moteur, 'blobs'>,
  definition: Definition,
  file: IncomingFile,
): Promise<Result<StoredBlob, Refusal> | undefined> {
  const champ = champAt(champsOfDefinition(definition), file.champ.split('.'));
  if (champ?.type !== 'piece') return undefined;
  const options = champ.options as PieceOptions;
  return moteur.blobs.receive(file.stream, {
    declaredType: file.type,
    fileName: file.nom,
    accept: options.accept,
    maxBytes: options.tailleMaxMo * 1_000_000,
  });
}

/** `justificatif`, or `enfants.s1.photo`: the champ of a row is found under its repetition. */
function champAt(champs: readonly Champ[], chemin: readonly string[]): Champ | undefined {
  const [id, , ...rest] = chemin;
  const champ = champs.find((candidate) => candidate.id === id);
  if (!champ || chemin.length === 1) return champ;
  const inner = (champ.options as { readonly champs?: readonly Champ[] }).champs;
  return inner && rest.length > 0 ? champAt(inner, rest) : undefined;
}
