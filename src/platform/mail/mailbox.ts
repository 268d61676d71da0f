import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../values/result.ts';
import { type Random, randomHex } from '../random.ts';
import type { Letter } from './message.ts';

const storedMessage = z.object({
  id: z.string(),
  /** ISO 8601, UTC. */
  sentAt: z.string(),
  from: z.string(),
  to: z.string(),
  replyTo: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() })),
});

export type StoredMessage = z.infer<typeof storedMessage>;

export type Mailbox = {
  deliver(letter: Letter): Promise<Result<void>>;
  /** The newest first. */
  list(limit?: number): Promise<readonly StoredMessage[]>;
  read(id: string): Promise<StoredMessage | undefined>;
};

const MOST_MESSAGES = 500;
const FILE_NAME = /^(\d{15}-\d{6}-[0-9a-f]{8})\.json$/;

/** Messages as files in a folder, the last 500: they outlive the server, and a human can read them. */
export function createMailbox({ dir, random }: { readonly dir: string; readonly random: Random }): Mailbox {
  let delivered = 0;
  /** The oldest first. Read once: what another process leaves here counts from the next start. */
  let known: Promise<string[]> | undefined;
  const open = async () => {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return (await idsIn(dir)).reverse();
  };

  return {
    async deliver(letter) {
      const message = toStored(letter, newId(letter.sentAt, delivered++, random));
      known ??= open();
      const kept = await known;
      const path = join(dir, `${message.id}.json`);
      await writeFile(`${path}.partial`, JSON.stringify(message, null, 2), { mode: 0o600 });
      await rename(`${path}.partial`, path);
      kept.push(message.id);
      const tooOld = kept.splice(0, kept.length - MOST_MESSAGES);
      await Promise.all(tooOld.map((id) => rm(join(dir, `${id}.json`), { force: true })));
      return ok(undefined);
    },
    async list(limit = MOST_MESSAGES) {
      const ids = (await idsIn(dir)).slice(0, limit);
      const messages = await Promise.all(ids.map((id) => readMessage(dir, id)));
      return messages.filter((message) => message !== undefined);
    },
    async read(id) {
      return FILE_NAME.test(`${id}.json`) ? readMessage(dir, id) : undefined;
    },
  };
}

/** Sorts by time, then by order of delivery. */
function newId(sentAt: Temporal.Instant, order: number, random: Random): string {
  const time = String(sentAt.epochMilliseconds).padStart(15, '0');
  return `${time}-${String(order % 1_000_000).padStart(6, '0')}-${randomHex(random, 4)}`;
}

function toStored({ from, sentAt, attachments, ...letter }: Letter, id: string): StoredMessage {
  return {
    ...letter,
    id,
    sentAt: sentAt.toString(),
    from: from.name ? `${from.name} <${from.address}>` : from.address,
    attachments: attachments.map(({ fileName, mediaType, content }) => ({
      fileName,
      mediaType,
      base64: Buffer.from(content).toString('base64'),
    })),
  };
}

async function idsIn(dir: string): Promise<string[]> {
  const names = await unlessMissing(readdir(dir), []);
  return names
    .flatMap((name) => FILE_NAME.exec(name)?.[1] ?? [])
    .sort()
    .reverse();
}

/** @returns undefined when it is not there, e.g. pushed out by newer ones since it was listed */
async function readMessage(dir: string, id: string): Promise<StoredMessage | undefined> {
  const json = await unlessMissing(readFile(join(dir, `${id}.json`), 'utf8'), undefined);
  return json === undefined ? undefined : storedMessage.parse(JSON.parse(json));
}

async function unlessMissing<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw error;
  }
}
