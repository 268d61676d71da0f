import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KEY, NOM } from '../testing/sample-receipt.ts';
import { toHex } from './bytes.ts';
import { saltedDigest } from './digest.ts';
import { headBytes, keyIdOf, parseHead, parsePublicKey, publicKeyHex, signHead, verifyHead } from './head.ts';

const head = { origin: 'https://parvis.exemple', size: 11, root: 'ab'.repeat(32), at: '2026-11-24T08:15:31.000Z' };

describe('what others must compute the same way', () => {
  test('the bytes that are signed', () => {
    expect(Buffer.from(headBytes(head)).toString()).toBe(
      `parvis-tete/1\n{"at":"2026-11-24T08:15:31.000Z","origin":"https://parvis.exemple","root":"${'ab'.repeat(32)}","size":11}`,
    );
  });

  test('the fingerprint of a key', () => {
    // xxd -r -p | sha256sum | cut -c1-32
    expect(keyIdOf(publicKeyHex(KEY))).toBe('324be2dea8bc44461b0233e51fa48902');
  });

  test('the digest of a value', () => {
    // printf '{"nom":"Nom de l’enfant","salt":"a1…","valeur":"Éloïse N’Diaye"}' | sha256sum
    expect(saltedDigest(NOM)).toBe('1c6d3b06f528f0e58d6e6942820d35320e71060e819fe0dca59947060be9e8cb');
  });
});

describe('a head', () => {
  const signed = signHead(head, KEY);
  const publicKey = createPublicKey(KEY);

  test('verifies, and nothing else does', () => {
    expect(verifyHead(head, signed.signature, publicKey)).toBe(true);
    expect(verifyHead({ ...head, size: 12 }, signed.signature, publicKey)).toBe(false);
    expect(verifyHead(head, signed.signature.toUpperCase(), publicKey)).toBe(false);
    expect(verifyHead(head, '00', publicKey)).toBe(false);
  });

  test('a signature of the same JSON for another purpose does not serve', () => {
    const bare = toHex(sign(null, Buffer.from(headBytes(head)).subarray('parvis-tete/1\n'.length), KEY));
    expect(verifyHead(head, bare, publicKey)).toBe(false);
  });

  test.each<[string, object]>([
    ['a missing field', { origin: undefined }],
    ['no origin', { origin: '' }],
    ['an origin without end', { origin: 'x'.repeat(201) }],
    ['a size that is no count', { size: -1 }],
    ['a size beyond what a double holds exactly', { size: 2 ** 53 }],
    ['a short root', { root: 'ab' }],
    ['a date with an offset', { at: '2026-11-24T09:15:31.000+01:00' }],
    ['an unknown field', { note: '' }],
  ])('is refused with %s', (_, change) => {
    expect(parseHead(head)).toEqual(head);
    expect(parseHead({ ...head, ...change })).toBeUndefined();
  });
});

test('only Ed25519 public keys are keys', () => {
  expect(parsePublicKey(publicKeyHex(KEY)).ok).toBe(true);
  const x25519 = generateKeyPairSync('x25519').publicKey;
  expect(parsePublicKey(publicKeyHex(x25519)).ok).toBe(false);
  for (const wrong of [undefined, '', '00'.repeat(44), publicKeyHex(KEY).toUpperCase()]) {
    expect(parsePublicKey(wrong).ok).toBe(false);
  }
});
