import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { NotFound, Unavailable } from '../errors.ts';
import { type BlobStore, keyOf, MISSING_BLOB } from './blob-store.ts';

export type S3Options = {
  /** Without the bucket: `https://s3.gra.io.cloud.ovh.net`. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Put before every key, e.g. `parvis/`. */
  readonly prefix?: string;
  /** For one try of one request to be answered, in milliseconds. 60 000 by default. */
  readonly timeout?: number;
};

/** Files in a store that speaks S3, the bucket in the path. The signature covers the content: its hash is its name. */
export function createS3Store(options: S3Options): BlobStore {
  const bucketUrl = `${options.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(options.bucket)}`;
  const urlOf = (sha256: string) => `${bucketUrl}/${escaped(options.prefix ?? '')}${keyOf(sha256)}`;
  const send = (method: string, url: string, file?: Upload) => withRetries(() => sendOnce(options, method, url, file));

  return {
    async put(path, sha256) {
      await expectSuccess(await send('PUT', urlOf(sha256), { content: await openAsBlob(path), sha256 }));
      await rm(path, { force: true });
    },
    async get(sha256) {
      const response = await send('GET', urlOf(sha256));
      if (response.status === 404) throw new NotFound(MISSING_BLOB);
      await expectSuccess(response);
      return response.body ? Readable.fromWeb(response.body as ReadableStream) : Readable.from([]);
    },
    async size(sha256) {
      const response = await send('HEAD', urlOf(sha256));
      if (response.status === 404) return undefined;
      await expectSuccess(response);
      return Number(response.headers.get('content-length'));
    },
    async remove(sha256) {
      const response = await send('DELETE', urlOf(sha256));
      if (response.status !== 404) await expectSuccess(response);
    },
    async isReady() {
      try {
        return (await send('HEAD', bucketUrl)).ok;
      } catch {
        return false;
      }
    },
  };
}

/** A plus or a percent left as it is would be signed as something else than what is sent. */
function escaped(prefix: string): string {
  return prefix.split('/').map(encodeURIComponent).join('/');
}

type Upload = { readonly content: Blob; readonly sha256: string };

async function sendOnce(options: S3Options, method: string, url: string, file?: Upload): Promise<Response> {
  const { accessKeyId, secretAccessKey, region, timeout = 60_000 } = options;
  const headers: Record<string, string> = { 'x-amz-content-sha256': file?.sha256 ?? SHA256_OF_NOTHING };
  if (file) headers['content-type'] = 'application/octet-stream';
  const signer = new AwsV4Signer({ method, url, headers, accessKeyId, secretAccessKey, region, service: 's3' });
  const signed = await signer.sign();
  const silence = new AbortController();
  const timer = globalThis.setTimeout(() => silence.abort(new Error('The store kept silent for too long')), timeout);
  try {
    const request = { method, headers: signed.headers, redirect: 'error', signal: silence.signal } as const;
    return await fetch(signed.url, file ? { ...request, body: file.content } : request);
  } finally {
    clearTimeout(timer); // From here on, a large file may be read as slowly as its reader wants.
  }
}

const SHA256_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const TRIES = 3;

/** Every request here may be repeated. A store that says it is busy, or does not answer, is asked again. */
async function withRetries(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await send().then(
      (response) => ({ response, cause: undefined }),
      (cause: unknown) => ({ response: undefined, cause }),
    );
    const { response, cause } = outcome;
    if (response && response.status < 500 && response.status !== 429) return response;
    await response?.body?.cancel();
    if (attempt === TRIES) throw new Unavailable(STORE_DOWN, { cause: cause ?? new Error(`S3 ${response?.status}`) });
    await setTimeout(50 * 3 ** attempt);
  }
}

const STORE_DOWN = 'Le stockage des fichiers ne répond pas, réessayez dans quelques minutes.';

/** A refusal of the store (wrong keys, bucket, clock) is ours to mend: the user is only told that it does not work. */
async function expectSuccess(response: Response): Promise<void> {
  if (response.ok) return;
  const code = /<Code>(\w{1,60})<\/Code>/.exec(await response.text())?.[1] ?? '';
  const cause = Object.assign(new Error('The store refused a request'), { code, statusCode: response.status });
  throw new Unavailable(STORE_DOWN, { cause });
}
