import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Random } from '../../../platform/random.ts';
import { headImprint, timestampRequest, tokenOfResponse } from '../domain/timestamp-request.ts';
import { verifyTimestamp } from '../domain/timestamp-token.ts';
import { selectLatestHead } from '../storage/heads.ts';
import { insertTimestamp, selectLatestTimestamp } from '../storage/timestamps.ts';

export type TimestampAuthority = {
  /** Where it answers RFC 3161 requests over HTTP. */
  readonly url: string;
  /** Certificates (PEM) that its own must lead to. Without any, tokens are stored but who made them stays unproved. */
  readonly trustedCertificates?: readonly string[];
  readonly timeoutMs?: number;
};

export type Timestamper = {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly authority: TimestampAuthority;
};

/** At most one token in this time: an authority is somebody else's, and often asks to be paid. */
const INTERVAL = Temporal.Duration.from({ minutes: 10 });
const LARGEST_ANSWER = 256 * 1024;

/**
 * Has the latest head timestamped, unless it is already or another one was less than ten minutes ago. The authority is
 * asked outside any transaction: it may be slow.
 *
 * @param options.now at a shutdown: does not wait for the ten minutes
 * @returns whether a token was stored
 * @throws Error when the authority does not answer, refuses, or answers something else than what was asked
 */
export async function timestampHead(
  { db, clock, random, authority }: Timestamper,
  options: { readonly now?: boolean } = {},
): Promise<boolean> {
  const { head, latest } = await db.transaction({ public: true }, async (tx) => ({
    head: await selectLatestHead(tx),
    latest: await selectLatestTimestamp(tx),
  }));
  if (!head || latest?.size === head.size) return false;
  const isEarly = latest && Temporal.Instant.compare(clock.now(), latest.receivedAt.add(INTERVAL)) < 0;
  if (isEarly && !options.now) return false;

  const nonce = random.bytes(16);
  const imprint = headImprint(head);
  const token = tokenOfResponse(await post(authority, timestampRequest(imprint, nonce)));
  const { trustedCertificates } = authority;
  const verified = verifyTimestamp(token, { imprint, nonce, ...(trustedCertificates && { trustedCertificates }) });
  if (!verified.ok) throw new Error(`The timestamp of the journal is refused: ${verified.error}`);
  const stored = { size: head.size, genTime: verified.value.genTime, token, receivedAt: clock.now() };
  await db.transaction({ public: true }, (tx) => insertTimestamp(tx, stored));
  return true;
}

async function post({ url, timeoutMs = 10_000 }: TimestampAuthority, request: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: Buffer.from(request),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The timestamping authority answers ${response.status}`);
  return readBody(response);
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error('The timestamping authority answers far too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
