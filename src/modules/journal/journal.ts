import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { Disclosure, Receipt } from './domain/receipt.ts';
import { insertKey, selectKeys } from './storage/heads.ts';
import { openSigningKey } from './storage/signing-key.ts';
import { coalesce } from './use-cases/coalesce.ts';
import { integrate } from './use-cases/integrate.ts';
import { issueReceipt } from './use-cases/issue-receipt.ts';
import { type TimestampAuthority, timestampHead } from './use-cases/timestamp-head.ts';

export type JournalOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Address of the installation, written in every head: it says whose journal this is. */
  readonly origin: string;
  /** File of the key that signs the heads; made at first use. It is as precious as the database, and apart from it. */
  readonly keyFile: string;
  /** RFC 3161 authority; without any, heads are not timestamped by a third party. */
  readonly timestampAuthority?: TimestampAuthority | undefined;
};

export type Journal = {
  /** Fingerprint of the key that signs now; publish it. */
  readonly keyId: string;
  /** Resolves when everything committed before the call has its place in the tree, under a signed head. */
  settle(): Promise<void>;
  /** The receipt of an entry; `receiptFile` gives its bytes. Throws Conflict until the entry is settled. */
  receiptFor(tx: Tx, entryId: string, disclosures: readonly Disclosure[]): Promise<Receipt>;
  /** Begins to integrate and timestamp by itself, starting with what a killed process left behind. */
  start(): void;
  /** Stops working by itself, then settles and has the last head timestamped. Never throws. */
  close(): Promise<void>;
};

/** What nobody waits for is taken at the latest after this: it also repairs a kill between commit and integration. */
const PERIOD_MS = 2_000;
/** The authority is asked at most every ten minutes; this only says how often we look whether it is time. */
const TIMESTAMP_PERIOD_MS = 60_000;

export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { db, clock, random, logger, origin, timestampAuthority } = options;
  const key = await openSigningKey(options.keyFile);
  await declareKey(options, key);
  const settle = coalesce(() => integrate({ db, clock, origin, privateKey: key.privateKey }));
  let isClosing = false;
  const timestamp = coalesce(async () => {
    if (!timestampAuthority) return;
    await timestampHead({ db, clock, random, authority: timestampAuthority }, { now: isClosing });
  });

  let timers: NodeJS.Timeout[] = [];
  const inBackground = (work: () => Promise<void>, failure: string) => () => {
    work().catch((error: unknown) => logger.error({ err: error }, failure));
  };
  const settleInBackground = inBackground(settle, 'the journal could not be integrated; it will be tried again');
  const timestampInBackground = inBackground(timestamp, 'the journal could not be timestamped; it will be tried again');

  return {
    keyId: key.keyId,
    settle,
    receiptFor: issueReceipt,
    start() {
      if (timers.length > 0) return;
      settleInBackground();
      timers = [setInterval(settleInBackground, PERIOD_MS), setInterval(timestampInBackground, TIMESTAMP_PERIOD_MS)];
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      timers = [];
      isClosing = true;
      // Neither may keep the server from stopping: what is left undone is done at the next start.
      await settle().catch((error: unknown) => logger.error({ err: error }, 'the journal was closed unsettled'));
      await timestamp().catch((error: unknown) => {
        logger.warn({ err: error }, 'the last head of the journal was not timestamped');
      });
    },
  };
}

async function declareKey(
  { db, logger }: JournalOptions,
  key: Awaited<ReturnType<typeof openSigningKey>>,
): Promise<void> {
  const known = await db.transaction({ public: true }, async (tx) => {
    const keys = await selectKeys(tx);
    await insertKey(tx, key.keyId, key.publicKey);
    return keys;
  });
  const isKnown = known.some(({ keyId }) => keyId === key.keyId);
  if (!isKnown && known.length > 0) {
    logger.warn({ keyId: key.keyId }, 'the journal signs with a new key: publish its fingerprint');
  }
  if (key.isExposed) logger.warn('other users of this machine may read the key of the journal: chmod 600');
}
