import { isHex, sha256, toHex, utf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** Bytes of a salt: as many as the hash, so that trying every value is hopeless however few there are. */
export const SALT_BYTES = 32;

/** A personal value with what its digest was made from. It is kept beside the dossier, never in the journal. */
export type SaltedValue = {
  /** What the value is, as the depositor knows it, e.g. the label of the champ. Part of the digest. */
  readonly nom: string;
  /** 32 random bytes in lower-case hexadecimal, drawn for this value alone. */
  readonly salt: string;
  readonly valeur: Json;
};

/**
 * What stands in the journal for a personal value: SHA-256 of the canonical JSON of `{nom, salt, valeur}`, in
 * hexadecimal. Once salt and value are erased, nobody can tell any more which value the digest stood for, and every
 * proof still holds (RGPD art. 17).
 *
 * @throws TypeError when the salt is not one, or the value is not JSON
 */
export function saltedDigest({ nom, salt, valeur }: SaltedValue): string {
  if (!isHex(salt, SALT_BYTES)) throw new TypeError('A salt is 32 bytes in lower-case hexadecimal');
  return toHex(sha256(utf8(canonicalJson({ nom, salt, valeur }))));
}
