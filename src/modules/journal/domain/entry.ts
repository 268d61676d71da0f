import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Hash, utf8 } from './bytes.ts';
import { canonicalJson, type Json, type JsonObject, tryCanonicalJson } from './canonical-json.ts';
import { leafHash } from './merkle.ts';
import { personalDataIn } from './personal-data.ts';
import { isInstant, isPlainObject, isUuid, membersOf } from './shape.ts';

/** Who did it. `public` is somebody who did not sign in: nothing is known of them, not even an id. */
export type Acteur =
  | { readonly type: 'usager' | 'agent' | 'systeme'; readonly id: string }
  | { readonly type: 'public'; readonly id: null };

/** What it is about: a dossier, an award, an archive unit… `id` is an identifier, never a name. */
export type Sujet = { readonly type: string; readonly id: string };

/** A fact. It never changes and is never erased, so it holds identifiers and salted digests, no personal data. */
export type Entry = {
  /** UUID. */
  readonly id: string;
  /** Instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly acteur: Acteur;
  /** UUID of the organisation whose fact it is, null when it is nobody's in particular. */
  readonly organisation: string | null;
  readonly sujet: Sujet;
  /** `module.fact`, e.g. `dossier.depose`. */
  readonly type: string;
  readonly contenu: JsonObject;
};

/** In bytes of canonical JSON. A fact that needs more belongs in a blob whose hash is journalled. */
const LARGEST_ENTRY = 65_536;

export function entryText(entry: Entry): string {
  return canonicalJson(entry);
}

/** The leaf of an entry: SHA-256(0x00 ‖ canonical JSON in UTF-8). */
export function entryLeaf(entry: Entry): Hash {
  return leafHash(utf8(entryText(entry)));
}

/**
 * Reads an entry strictly. The refusal is technical, in English: an entry is made by our code, or by who falsifies it.
 */
export function parseEntry(value: unknown): Result<Entry> {
  const fields = membersOf(value, ['id', 'at', 'acteur', 'organisation', 'sujet', 'type', 'contenu']);
  if (!fields) return refuse('An entry has exactly id, at, acteur, organisation, sujet, type, contenu');
  const { id, at, organisation, type, contenu } = fields;
  const acteur = parseActeur(fields.acteur);
  const sujet = parseSujet(fields.sujet);
  if (!isUuid(id)) return refuse('id is not a UUID');
  if (!isInstant(at)) return refuse('at is not an RFC 3339 instant in UTC with milliseconds');
  if (!acteur) return refuse('acteur is not {type, id}');
  if (organisation !== null && !isUuid(organisation)) return refuse('organisation is neither a UUID nor null');
  if (!sujet) return refuse('sujet is not {type, id}');
  if (typeof type !== 'string' || !EVENT_TYPE.test(type)) return refuse('type is not like dossier.depose');
  if (!isPlainObject(contenu)) return refuse('contenu is not an object');
  const entry: Entry = { id, at, acteur, organisation, sujet, type, contenu: contenu as JsonObject };
  return checkText(entry);
}

/**
 * The last net before a fact becomes indelible: refuses what looks like personal data in clear.
 * It cannot recognise a name; keeping names out is the work of whoever writes the event.
 */
export function refusePersonalData(entry: Entry): Result<Entry> {
  const found = personalDataIn(entry as unknown as Json);
  return found
    ? refuse(`Personal data may not enter the journal in clear (${found.kind} at ${found.path})`)
    : ok(entry);
}

const EVENT_TYPE = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/;
const SUJET_TYPE = /^[a-z][a-z0-9_]*$/;
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/;

function parseActeur(value: unknown): Acteur | undefined {
  const fields = membersOf(value, ['type', 'id']);
  if (!fields) return undefined;
  const { type, id } = fields;
  if (type === 'public') return id === null ? { type, id } : undefined;
  if (type !== 'usager' && type !== 'agent' && type !== 'systeme') return undefined;
  return isIdentifier(id) ? { type, id } : undefined;
}

function parseSujet(value: unknown): Sujet | undefined {
  const fields = membersOf(value, ['type', 'id']);
  if (!fields || typeof fields.type !== 'string' || !SUJET_TYPE.test(fields.type)) return undefined;
  return isIdentifier(fields.id) ? { type: fields.type, id: fields.id } : undefined;
}

function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && IDENTIFIER.test(value);
}

function checkText(entry: Entry): Result<Entry> {
  const text = tryCanonicalJson(entry);
  if (!text.ok) return text;
  if (Buffer.byteLength(text.value) > LARGEST_ENTRY) return refuse(`An entry is at most ${LARGEST_ENTRY} bytes`);
  // PostgreSQL's jsonb cannot hold it, and nobody types it.
  if (text.value.includes('\\u0000')) return refuse('U+0000 is not allowed');
  return ok(entry);
}
