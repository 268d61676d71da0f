import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPENSSL_GEN_TIME, OPENSSL_ROOT, OPENSSL_TOKEN } from '../testing/openssl-token.ts';
import { startTsaStandIn, type TsaBehaviour, type TsaStandIn } from '../testing/tsa-stand-in.ts';
import { sha256 } from './bytes.ts';
import { timestampRequest, tokenOfResponse } from './timestamp-request.ts';
import { verifyTimestamp } from './timestamp-token.ts';

const imprint = sha256(Buffer.from('tête'));
const nonce = Buffer.from('f1e2d3c4b5a69788', 'hex');

let tsa: TsaStandIn;
let other: TsaStandIn;
beforeAll(async () => {
  tsa = await startTsaStandIn({ genTime: '2026-11-24T09:00:00Z' });
  other = await startTsaStandIn({ genTime: '2026-11-24T09:00:00Z' });
});
afterAll(() => Promise.all([tsa.close(), other.close()]));

async function ask(from: TsaStandIn, behaviour: TsaBehaviour = 'grant'): Promise<Uint8Array> {
  from.behave(behaviour);
  const response = await fetch(from.url, { method: 'POST', body: Buffer.from(timestampRequest(imprint, nonce)) });
  return new Uint8Array(await response.arrayBuffer());
}
const tokenFrom = async (from: TsaStandIn, behaviour?: TsaBehaviour) => tokenOfResponse(await ask(from, behaviour));

describe('the token of the stand-in', () => {
  test('verifies, trusted when its authority is', async () => {
    const token = await tokenFrom(tsa);
    expect(verifyTimestamp(token, { imprint, nonce })).toEqual({
      ok: true,
      value: {
        genTime: Temporal.Instant.from('2026-11-24T09:00:00Z'),
        authority: 'CN=Horodatage de test',
        isTrusted: false,
      },
    });
    const trusting = { imprint, nonce, trustedCertificates: [tsa.authority] };
    expect(verifyTimestamp(token, trusting)).toMatchObject({ ok: true, value: { isTrusted: true } });
  });

  test.each<[TsaBehaviour, RegExp]>([
    ['other imprint', /something else/],
    ['other nonce', /another request/],
    ['bad signature', /signature/],
    ['other content', /signature/],
    ['no certificate', /signature/],
  ])('is refused: %s', async (behaviour, reason) => {
    const token = await tokenFrom(tsa, behaviour);
    expect(verifyTimestamp(token, { imprint, nonce })).toMatchObject({
      ok: false,
      error: expect.stringMatching(reason),
    });
  });

  test('is refused when it is about another head', async () => {
    const token = await tokenFrom(tsa);
    expect(verifyTimestamp(token, { imprint: sha256(Buffer.from('autre')) }).ok).toBe(false);
  });

  test('is refused when it leads to no trusted certificate', async () => {
    const token = await tokenFrom(tsa);
    const verdict = verifyTimestamp(token, { imprint, trustedCertificates: [other.authority] });
    expect(verdict).toMatchObject({ ok: false, error: expect.stringMatching(/chain/) });
    expect(verifyTimestamp(token, { imprint, trustedCertificates: [] }).ok).toBe(false);
  });

  test.each([
    [
      'a certificate for web servers',
      { genTime: '2026-11-24T09:00:00Z', purpose: '1.3.6.1.5.5.7.3.1' },
      /not for timestamping/,
    ],
    ['a certificate that had expired', { genTime: '2051-01-01T00:00:00Z' }, /not valid at that time/],
  ])('is refused: %s', async (_, options, reason) => {
    const odd = await startTsaStandIn(options);
    const verdict = verifyTimestamp(await tokenFrom(odd), { imprint });
    await odd.close();
    expect(verdict).toMatchObject({ ok: false, error: expect.stringMatching(reason) });
  });

  test('whatever byte changes, it is refused or says the same', async () => {
    const token = await tokenFrom(tsa);
    const trusting = { imprint, nonce, trustedCertificates: [tsa.authority] };
    const truth = verifyTimestamp(token, trusting);
    let refused = 0;
    for (let place = 0; place < token.length; place++) {
      const changed = Buffer.from(token);
      changed[place] = (changed[place] ?? 0) ^ 0x01;
      const verdict = verifyTimestamp(changed, trusting);
      // A few bytes are not signed: the version numbers, the list of hashes and the name that repeats the certificate's.
      if (verdict.ok) expect(verdict).toEqual(truth);
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(token.length * 0.85);
  });
});

test('a token made by OpenSSL verifies up to its root, through an intermediate authority', () => {
  const trusting = { imprint, nonce, trustedCertificates: [OPENSSL_ROOT] };
  expect(verifyTimestamp(OPENSSL_TOKEN, trusting)).toEqual({
    ok: true,
    value: {
      genTime: Temporal.Instant.from(OPENSSL_GEN_TIME),
      authority: 'C=FR, O=Exemple, CN=Horodatage OpenSSL de test',
      isTrusted: true,
    },
  });
  expect(verifyTimestamp(OPENSSL_TOKEN, { ...trusting, trustedCertificates: [tsa.authority] }).ok).toBe(false);
  expect(verifyTimestamp(OPENSSL_TOKEN, { imprint, nonce: Buffer.from('f1', 'hex') }).ok).toBe(false);
});

test('a refusal and garbage are told apart from a token', async () => {
  const rejected = await ask(tsa, 'reject');
  expect(() => tokenOfResponse(rejected)).toThrow(/refused \(PKIStatus 2\)/);
  const garbage = await ask(tsa, 'garbage');
  expect(() => tokenOfResponse(garbage)).toThrow(RangeError);
  expect(verifyTimestamp(randomBytes(200), { imprint }).ok).toBe(false);
  expect(verifyTimestamp(new Uint8Array(), { imprint }).ok).toBe(false);
});
