import type { Readable } from 'node:stream';
import { ok, type Result, refuse } from '../../values/result.ts';
import type { Clock } from '../clock.ts';
import { Unavailable } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { Random } from '../random.ts';
import type { BlobStore } from './blob-store.ts';
import type { Scanner } from './clamd.ts';
import { describeType, type FileType } from './file-types.ts';
import { createQuarantine, type Draft } from './quarantine.ts';
import { type Claims, recogniseType } from './recognise.ts';
import { type Refusal, refusals } from './refusals.ts';
import { safeFileName } from './safe-file-name.ts';

export type StoredBlob = {
  readonly sha256: string;
  readonly size: number;
  readonly type: FileType;
  /** To serve it with, always beside `X-Content-Type-Options: nosniff`. */
  readonly mediaType: string;
  /** Safe to show; its extension is that of the content. */
  readonly fileName: string;
  /** `non_analyse`: no antivirus looked at it, and pages say so. */
  readonly analyse: 'sain' | 'non_analyse';
};

export type ReceiveOptions = Claims & { readonly maxBytes: number };

export type Blobs = {
  /**
   * Receives a file from outside: nothing is usable before its size, its type and its health are known.
   *
   * The source must not be cut by a limit of its own below `maxBytes` + 1.
   * @throws what the source throws when the sender goes away, Unavailable when the store is down: nothing is kept then
   */
  receive(source: AsyncIterable<Uint8Array>, options: ReceiveOptions): Promise<Result<StoredBlob, Refusal>>;
  /** Keeps what the platform itself made (a receipt, an export), without checks. */
  keep(source: AsyncIterable<Uint8Array>): Promise<{ readonly sha256: string; readonly size: number }>;
  /** @throws NotFound */
  open(sha256: string): Promise<Readable>;
  /** In bytes; undefined when there is no such file. */
  size(sha256: string): Promise<number | undefined>;
  /** For all who hold it: the same content sent twice is one file. Ask first that nobody does. */
  remove(sha256: string): Promise<void>;
  /** The store is ready when it answers, and the disk where files arrive has room for the next ones. */
  ready(): Promise<{ readonly store: boolean; readonly antivirus: 'pret' | 'muet' | 'absent' }>;
  /** Deletes what interrupted uploads left. Done at start; repeat it now and then. @returns how many files */
  sweep(): Promise<number>;
};

export type BlobsOptions = {
  readonly store: BlobStore;
  /** Where files arrive; for a disk store, on its file system. */
  readonly quarantine: string;
  /** Absent: files are kept and marked `non_analyse`. */
  readonly scanner?: Scanner;
  /** When the antivirus does not answer: refuse the file (by default), or keep it marked `non_analyse`. */
  readonly withoutVerdict?: 'refuse' | 'mark';
  /** Free bytes below which the disk is not ready. */
  readonly leastFreeBytes?: number;
  readonly random: Random;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Files named by their content. They go through a quarantine, a look at what they are and the antivirus. */
export async function createBlobs(options: BlobsOptions): Promise<Blobs> {
  const { store, scanner, logger } = options;
  const quarantine = createQuarantine({ ...options, folder: options.quarantine });
  const swept = await quarantine.sweep();
  if (swept > 0) logger.info({ swept }, 'interrupted uploads were deleted');

  return {
    async receive(source, claims) {
      const received = await quarantine.receive(source, claims.maxBytes);
      if (!received.ok) return refuse(notReceived(received.error, claims, logger));
      const draft = received.value;
      try {
        const checked = await check(draft, claims, options);
        if (checked.ok) await store.put(draft.path, draft.sha256);
        return checked;
      } finally {
        await quarantine.discard(draft);
      }
    },
    async keep(source) {
      const received = await quarantine.receive(source, Number.MAX_SAFE_INTEGER);
      if (!received.ok) throw new Unavailable('', { cause: new Error(`A file is not kept: ${received.error}`) });
      const draft = received.value;
      try {
        await store.put(draft.path, draft.sha256);
        return { sha256: draft.sha256, size: draft.size };
      } finally {
        await quarantine.discard(draft);
      }
    },
    open: (sha256) => store.get(sha256),
    size: (sha256) => store.size(sha256),
    remove: (sha256) => store.remove(sha256),
    async ready() {
      const [isStoreReady, hasRoom, isScannerReady] = await Promise.all([
        store.isReady(),
        quarantine.hasRoom(),
        scanner?.isReady(),
      ]);
      const answers = { store: isStoreReady && hasRoom };
      if (isScannerReady === undefined) return { ...answers, antivirus: 'absent' };
      return { ...answers, antivirus: isScannerReady ? 'pret' : 'muet' };
    },
    sweep: () => quarantine.sweep(),
  };
}

function notReceived(why: 'too-large' | 'full', { maxBytes }: ReceiveOptions, logger: Logger): Refusal {
  if (why === 'too-large') return refusals.tooLarge(maxBytes);
  logger.error('the disk is full: a file was refused');
  return refusals.full();
}

async function check(draft: Draft, claims: Claims, options: BlobsOptions): Promise<Result<StoredBlob, Refusal>> {
  if (draft.size === 0) return refuse(refusals.empty());
  const recognised = await recogniseType(draft.path, claims);
  if (!recognised.ok) return recognised;
  const scanned = await scan(draft, options);
  if (!scanned.ok) return scanned;
  const type = recognised.value;
  return ok({
    sha256: draft.sha256,
    size: draft.size,
    type,
    mediaType: servedType(type, claims.anciensTextes ? '' : '; charset=utf-8'),
    fileName: safeFileName(claims.fileName, type),
    analyse: scanned.value,
  });
}

async function scan(draft: Draft, options: BlobsOptions): Promise<Result<StoredBlob['analyse'], Refusal>> {
  const { scanner, logger, withoutVerdict = 'refuse' } = options;
  if (!scanner) return ok('non_analyse');
  const verdict = await scanner.scan(draft.path);
  if (verdict.outcome === 'clean') return ok('sain');
  if (verdict.outcome === 'infected') {
    logger.warn({ sha256: draft.sha256, virus: verdict.signature }, 'an infected file was refused');
    return refuse(refusals.virus());
  }
  logger.error({ sha256: draft.sha256, err: verdict.cause, withoutVerdict }, 'the antivirus gave no verdict');
  return withoutVerdict === 'mark' ? ok('non_analyse') : refuse(refusals.scannerDown());
}

/** A text is known to be UTF-8 by now, unless older ones are accepted. */
function servedType(type: FileType, charset: string): string {
  const { family, mediaTypes } = describeType(type);
  return family === 'texte' ? `${mediaTypes[0]}${charset}` : mediaTypes[0];
}
