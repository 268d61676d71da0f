import { ok, type Result, refuse } from '../../values/result.ts';
import { type Detected, detectType } from './detect-type.ts';
import { announcedTypes, describeType, type FileType } from './file-types.ts';
import { type Refusal, refusals } from './refusals.ts';

export type Claims = {
  /** The media type that the browser declared; empty when it did not. */
  readonly declaredType: string;
  readonly fileName: string;
  readonly accept: readonly FileType[];
  /** Texts that are not UTF-8 are taken too: for who reads them with care. They are refused by default. */
  readonly anciensTextes?: boolean;
};

/** The type under which a file is kept: that of its content, which must be accepted and not belie what was announced. */
export async function recogniseType(path: string, claims: Claims): Promise<Result<FileType, Refusal>> {
  const announced = announcedTypes(claims.declaredType, claims.fileName);
  const detected = await detectType(path);
  if (detected === 'macros') return refuse(refusals.macros());
  const type = precise(
    detected === 'texte_ancien' && claims.anciensTextes ? 'texte' : detected,
    announced,
    claims.accept,
  );
  const belied = announced.find((announcement) => !type || !agree(announcement, type));
  if (type && !belied && claims.accept.includes(type)) return ok(type);
  if (!belied || !claims.accept.includes(belied)) return refuse(refusals.typeNotAccepted(claims.accept));
  const isText = describeType(belied).family === 'texte';
  return refuse(isText && !type ? refusals.unreadableText() : refusals.notWhatItSays(belied));
}

/** Phones name photos at random, and a CSV is a text: a JPEG called PNG is taken as the JPEG it is. */
function agree(announced: FileType, type: FileType): boolean {
  const { family } = describeType(type);
  return announced === type || (family !== 'document' && describeType(announced).family === family);
}

/** Content does not tell a CSV from another text: what was announced does, else what is accepted. */
function precise(
  detected: Exclude<Detected, 'macros'>,
  announced: readonly FileType[],
  accept: readonly FileType[],
): FileType | undefined {
  if (detected === 'inconnu' || detected === 'texte_ancien') return undefined;
  if (detected !== 'texte') return detected;
  const texts = accept.filter((type) => describeType(type).family === 'texte');
  return announced.findLast((type) => texts.includes(type)) ?? (texts.length === 1 ? texts[0] : 'txt');
}
