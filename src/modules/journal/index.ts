/**
 * The journal: facts that nobody can change, in one growing Merkle tree (RFC 6962) whose signed heads are published.
 * See README.md for the formats, so that anybody can write a verifier of their own.
 */
export { auditCommand } from './audit-command.ts';
export { canonicalJson, type Json, type JsonObject } from './domain/canonical-json.ts';
export { type SaltedValue, saltedDigest } from './domain/digest.ts';
export type { Acteur, Entry, Sujet } from './domain/entry.ts';
export type { SignedHead } from './domain/head.ts';
export { type Disclosure, type Receipt, receiptFile } from './domain/receipt.ts';
export { type Journal, type JournalOptions, openJournal } from './journal.ts';
export { moduleDuJournal } from './module.ts';
export { consistencyProofBetween, inclusionProofOf } from './publication.ts';
export {
  type HistoryOptions,
  type KeyedEntry,
  type LecteurOptions,
  type PlacedEntry,
  selectEntriesFrom as entriesFrom,
  selectEntriesOfLecteur as entriesOfLecteur,
  selectEntriesOfMandat as entriesOfMandat,
  selectEntriesOfSujet as entriesOfSujet,
  treeSize,
} from './storage/entries.ts';
export { append, type EntryId, type Fact, newEntryId } from './use-cases/append.ts';
export { type AuditOptions, audit } from './use-cases/audit.ts';
export type { TimestampAuthority } from './use-cases/timestamp-head.ts';
