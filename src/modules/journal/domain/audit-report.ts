/** The first thing that does not hold. */
export type AuditBreak = {
  readonly kind: 'entry' | 'leaf' | 'node' | 'head' | 'key' | 'signature' | 'timestamp' | 'anchor' | 'waiting';
  /** Place in the journal, from 0: of the entry, or of the last entry that the node or the head covers. */
  readonly position: number;
  /** Complete French sentence. */
  readonly reason: string;
  /** What the rest of the journal demands, and what is there instead, when both are hashes. */
  readonly expected?: string;
  readonly found?: string;
};

export type AuditReport =
  | {
      readonly ok: true;
      readonly entries: number;
      readonly heads: number;
      readonly timestamps: number;
      /** Committed, but without a place yet. */
      readonly waiting: number;
      /** Hexadecimal; null when the journal is empty. */
      readonly root: string | null;
    }
  | { readonly ok: false; readonly broken: AuditBreak };
