import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../../../platform/random.ts';
import { headImprint } from '../domain/timestamp-request.ts';
import { verifyTimestamp } from '../domain/timestamp-token.ts';
import { publishedHeads } from '../publication.ts';
import { openTestJournal, type TestJournal } from '../testing/test-journal.ts';
import { startTsaStandIn, type TsaBehaviour, type TsaStandIn } from '../testing/tsa-stand-in.ts';
import { timestampHead } from './timestamp-head.ts';

let the: TestJournal;
let tsa: TsaStandIn;
beforeEach(async () => {
  the = await openTestJournal();
  tsa = await startTsaStandIn({ genTime: '2026-11-24T09:00:02Z' });
});
afterEach(() => Promise.all([the.close(), tsa.close()]));

const stamp = (options?: { now: boolean }) =>
  timestampHead(
    { ...the, db: the.base.db, random: systemRandom, authority: { url: tsa.url, timeoutMs: 500 } },
    options,
  );
const heads = () => the.base.db.transaction({ public: true }, (tx) => publishedHeads(tx));
const grow = async () => {
  await the.write();
  await the.journal.settle();
};

describe('the latest head', () => {
  test('is timestamped, and published with its token', async () => {
    await grow();
    await grow();
    expect(await stamp()).toBe(true);
    const [first, second] = await heads();
    expect(first?.horodatage).toBeNull();
    expect(second?.horodatage).toMatchObject({ at: '2026-11-24T09:00:02Z' });
    if (!second) throw new Error('no head');
    const token = Buffer.from(second.horodatage?.token ?? '', 'base64');
    const imprint = headImprint(second);
    expect(verifyTimestamp(token, { imprint, trustedCertificates: [tsa.authority] })).toMatchObject({ ok: true });
  });

  test('is not asked for twice, nor when there is none', async () => {
    expect(await stamp()).toBe(false);
    await grow();
    expect(await stamp()).toBe(true);
    the.clock.advance({ hours: 1 });
    expect(await stamp()).toBe(false);
    expect(tsa.requests).toHaveLength(1);
  });

  test('is timestamped every ten minutes at most, except at a shutdown', async () => {
    await grow();
    await stamp();
    await grow();
    the.clock.advance({ minutes: 9, seconds: 59 });
    expect(await stamp()).toBe(false);
    the.clock.advance({ seconds: 1 });
    expect(await stamp()).toBe(true);
    await grow();
    expect(await stamp()).toBe(false);
    expect(await stamp({ now: true })).toBe(true);
    expect(tsa.requests).toHaveLength(3);
  });

  test('each request has a nonce of its own', async () => {
    await grow();
    await stamp();
    await grow();
    await stamp({ now: true });
    const [first, second] = tsa.requests;
    expect(first?.subarray(-20)).not.toEqual(second?.subarray(-20));
  });
});

test.each<[TsaBehaviour, RegExp]>([
  ['reject', /refused/],
  ['other imprint', /something else/],
  ['other nonce', /another request/],
  ['bad signature', /signature/],
  ['garbage', /DER/],
  ['error 503', /answers 503/],
  ['silence', /timeout/],
])('an authority that misbehaves (%s) leaves the head without a token, to be asked again', async (behaviour, reason) => {
  await grow();
  tsa.behave(behaviour);
  await expect(stamp()).rejects.toThrow(reason);
  expect((await heads())[0]?.horodatage).toBeNull();
  tsa.behave('grant');
  expect(await stamp()).toBe(true);
});

test('a journal that closes has its last head timestamped, and closes even when nobody answers', async () => {
  const timestampAuthority = { url: tsa.url, timeoutMs: 300 };
  const journal = await the.open({ timestampAuthority });
  await the.write();
  await journal.close();
  expect((await heads()).at(-1)?.horodatage).not.toBeNull();
  tsa.behave('silence');
  const next = await the.open({ timestampAuthority });
  await the.write();
  await next.close();
  expect(await heads()).toMatchObject([{ size: 1 }, { size: 2, horodatage: null }]);
});
