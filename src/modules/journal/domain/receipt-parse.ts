import { quote } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { isHex, sameBytes } from './bytes.ts';
import { type Json, tryCanonicalJson } from './canonical-json.ts';
import { SALT_BYTES } from './digest.ts';
import { parseEntry } from './entry.ts';
import { PUBLIC_KEY_BYTES, parseHead, SIGNATURE_BYTES } from './head.ts';
import { type Disclosure, RECEIPT_FORMAT, type Receipt, receiptFile } from './receipt.ts';
import { isCount, isPlainObject, membersOf } from './shape.ts';

export type Malformed = { readonly broken: 'format' | 'canonical'; readonly reason: string };

/** Far more than any receipt: a verifier must not be exhausted by what it is given. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Reads the file of a receipt strictly: exactly the known fields, exactly the canonical bytes. Proves nothing yet. */
export function parseReceipt(bytes: Uint8Array): Result<Receipt, Malformed> {
  const json = parseJson(bytes);
  if (!json.ok) return json;
  if (!isPlainObject(json.value) || json.value['format'] !== RECEIPT_FORMAT) {
    return malformed(`Ce fichier n’est pas un accusé au format ${quote(RECEIPT_FORMAT)}.`);
  }
  const receipt = readFields(json.value);
  if (!receipt.ok) return malformed(receipt.error);
  const written = tryCanonicalJson(receipt.value);
  if (!written.ok) return malformed('L’accusé contient une valeur qui n’existe pas en JSON canonique.');
  if (!sameBytes(receiptFile(receipt.value), bytes)) {
    return refuse({
      broken: 'canonical',
      reason:
        'Le fichier a été modifié ou réenregistré\u00a0: il n’est plus écrit, à l’octet près, comme Parvis l’a remis (forme canonique).',
    });
  }
  return receipt;
}

function parseJson(bytes: Uint8Array): Result<unknown, Malformed> {
  if (bytes.length > LARGEST_FILE) return malformed('Ce fichier est bien trop gros pour être un accusé.');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return ok(JSON.parse(text));
  } catch {
    return malformed('Ce fichier n’est pas lisible comme un accusé\u00a0: ce n’est pas du JSON en UTF-8.');
  }
}

const FIELDS = [
  'format',
  'entry',
  'position',
  'leaf',
  'proof',
  'head',
  'signature',
  'publicKey',
  'disclosures',
] as const;

function readFields(value: unknown): Result<Receipt> {
  const fields = membersOf(value, FIELDS);
  if (!fields) return refuse(wrongFields(Object.keys(value as object)));
  const { position, leaf, proof, signature, publicKey } = fields;
  const entry = parseEntry(fields.entry);
  const head = parseHead(fields.head);
  const disclosures = readDisclosures(fields.disclosures);
  if (!entry.ok) return refuse(wrongField('entry'));
  if (!isCount(position)) return refuse(wrongField('position'));
  if (!isHex(leaf, 32)) return refuse(wrongField('leaf'));
  if (!Array.isArray(proof) || !proof.every((hash) => isHex(hash, 32))) return refuse(wrongField('proof'));
  if (!head) return refuse(wrongField('head'));
  if (!isHex(signature, SIGNATURE_BYTES)) return refuse(wrongField('signature'));
  if (!isHex(publicKey, PUBLIC_KEY_BYTES)) return refuse(wrongField('publicKey'));
  if (!disclosures) return refuse(wrongField('disclosures'));
  const format = RECEIPT_FORMAT;
  return ok({ format, entry: entry.value, position, leaf, proof, head, signature, publicKey, disclosures });
}

/** Strict (RFC 6901): no stray tilde, so that one place has one spelling. */
const JSON_POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;

function readDisclosures(value: unknown): Disclosure[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const disclosures: Disclosure[] = [];
  const paths = new Set<string>();
  for (const item of value as readonly unknown[]) {
    const fields = membersOf(item, ['nom', 'path', 'salt', 'valeur']);
    if (!fields) return undefined;
    const { nom, path, salt, valeur } = fields;
    if (typeof nom !== 'string' || typeof path !== 'string' || !isHex(salt, SALT_BYTES)) return undefined;
    if (!JSON_POINTER.test(path) || paths.has(path)) return undefined;
    paths.add(path);
    disclosures.push({ nom, path, salt, valeur: valeur as Json });
  }
  return disclosures;
}

function wrongFields(names: readonly string[]): string {
  const unknown = names.filter((name) => !FIELDS.some((field) => field === name)).length;
  return unknown > 0
    ? 'L’accusé contient un champ inconnu\u00a0: quelque chose y a été ajouté.'
    : `Il manque à l’accusé\u00a0: ${FIELDS.filter((field) => !names.includes(field)).join(', ')}.`;
}

function wrongField(name: string): string {
  return `Le champ ${quote(name)} de l’accusé n’a pas la forme attendue.`;
}

function malformed(reason: string): { readonly ok: false; readonly error: Malformed } {
  return refuse({ broken: 'format', reason });
}
