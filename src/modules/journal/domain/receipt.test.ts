import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleEntry as entry, KEY, NOM, sampleReceipt } from '../testing/sample-receipt.ts';
import { fromHex, toHex } from './bytes.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import { saltedDigest } from './digest.ts';
import { keyIdOf, publicKeyHex, signHead } from './head.ts';
import { type Receipt, receiptFile } from './receipt.ts';
import { verifyReceipt } from './receipt-verify.ts';

const file = receiptFile(sampleReceipt());
const receipt = JSON.parse(Buffer.from(file).toString()) as Receipt;
const keyId = keyIdOf(receipt.publicKey);

/** The verdict on the same receipt with something replaced, written again canonically as a careful forger would. */
const verdictWith = (change: object, options?: { trustedKeys?: readonly string[] }) =>
  verifyReceipt(Buffer.from(`${canonicalJson({ ...receipt, ...change })}\n`), options);

describe('a true receipt', () => {
  test('verifies, and says that the key is not known', () => {
    const verdict = verifyReceipt(file);
    expect(verdict).toMatchObject({ ok: true, keyId, keyTrusted: false });
  });

  test('verifies with the trusted key', () => {
    expect(verifyReceipt(file, { trustedKeys: ['00'.repeat(16), keyId] })).toMatchObject({
      ok: true,
      keyTrusted: true,
    });
  });

  test('still verifies when its holder withholds a value', () => {
    const less = receiptFile({ ...receipt, disclosures: receipt.disclosures.slice(0, 1) });
    expect(verifyReceipt(less)).toMatchObject({ ok: true });
  });

  test('is one line of canonical JSON, whatever the order of the disclosures given', () => {
    const reversed = { ...receipt, disclosures: [...receipt.disclosures].reverse() };
    expect(receiptFile(reversed)).toEqual(file);
    expect(Buffer.from(file).indexOf('\n')).toBe(file.length - 1);
  });
});

describe('any change of the file is told', () => {
  test('each byte replaced, whatever it becomes', () => {
    for (let place = 0; place < file.length; place++) {
      for (const flip of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(file);
        changed[place] = (changed[place] ?? 0) ^ flip;
        const verdict = verifyReceipt(changed, { trustedKeys: [keyId] });
        if (verdict.ok) expect.fail(`byte ${place} ^ ${flip}: ${changed.subarray(place - 20, place + 20)}`);
      }
    }
  });

  test('each byte removed, and each place where a byte is added', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (place, byte) => {
        const [before, after] = [file.subarray(0, place), file.subarray(place)];
        expect(verifyReceipt(Buffer.concat([before, after.subarray(1)])).ok).toBe(false);
        expect(verifyReceipt(Buffer.concat([before, Uint8Array.of(byte), after])).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['reformatted', JSON.stringify(JSON.parse(Buffer.from(file).toString()), null, 2)],
    ['no final newline', Buffer.from(file).toString().trimEnd()],
    ['Windows newline', Buffer.from(file).toString().replace('\n', '\r\n')],
    ['duplicate member', Buffer.from(file).toString().replace('"position":4', '"position":4,"position":4')],
    ['the same number otherwise', Buffer.from(file).toString().replace('"position":4', '"position":4.0')],
    ['an escaped letter', Buffer.from(file).toString().replace('Poitiers', '\\u0050oitiers')],
  ])('%s: no longer canonical', (_, text) => {
    expect(verifyReceipt(Buffer.from(text))).toMatchObject({ ok: false, broken: 'canonical' });
  });
});

describe('a careful forger is told what broke', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const changedEntry = { ...entry, contenu: { ...entry.contenu, numero: 'POI-2026-000124' } };
  const forged = sampleReceipt({ entry: changedEntry });
  test.each<[string, object, string]>([
    ['another entry', { entry: changedEntry }, 'leaf'],
    ['another leaf', { leaf: '00'.repeat(32) }, 'leaf'],
    ['another entry with its own leaf', { entry: changedEntry, leaf: forged.leaf }, 'inclusion'],
    ['another position', { position: 5 }, 'inclusion'],
    ['a position beyond the tree', { position: 11 }, 'inclusion'],
    ['a shorter proof', { proof: receipt.proof.slice(1) }, 'inclusion'],
    ['an empty proof', { proof: [] }, 'inclusion'],
    ['another root', { head: forged.head }, 'signature'],
    ['an older date', { head: { ...receipt.head, at: '2025-11-24T08:15:31.000Z' } }, 'signature'],
    ['another origin', { head: { ...receipt.head, origin: 'https://autre.exemple' } }, 'signature'],
    ['another size', { head: { ...receipt.head, size: 12 } }, 'signature'],
    ['the key of somebody else', { publicKey: publicKeyHex(other) }, 'signature'],
    ['a key that is none', { publicKey: `${receipt.publicKey.slice(0, 24)}${'ff'.repeat(32)}` }, 'signature'],
    ['a key of another algorithm', { publicKey: receipt.publicKey.replace('2b6570', '2b656e') }, 'signature'],
    ['a signature of something else', { signature: toHex(sign(null, Buffer.from('x'), KEY)) }, 'signature'],
    ['another value', { disclosures: [{ ...NOM, valeur: 'Éloïse', path: '/empreintes/0' }] }, 'digest'],
    ['another name', { disclosures: [{ ...NOM, nom: 'Nom du parent', path: '/empreintes/0' }] }, 'digest'],
    ['another place', { disclosures: [{ ...NOM, path: '/empreintes/1' }] }, 'digest'],
    ['a place that does not exist', { disclosures: [{ ...NOM, path: '/empreintes/2' }] }, 'digest'],
    ['a place reached through a prototype', { disclosures: [{ ...NOM, path: '/constructor/name' }] }, 'digest'],
  ])('%s', (_, change, link) => {
    const verdict = verdictWith(change);
    expect(verdict).toMatchObject({ ok: false, broken: link });
  });

  test('a receipt wholly remade with a key of the forger stands only for who trusts that key', () => {
    const signed = signHead(forged.head, other);
    const remade = receiptFile({ ...forged, signature: signed.signature, publicKey: publicKeyHex(other) });
    expect(verifyReceipt(remade)).toMatchObject({ ok: true, keyTrusted: false });
    expect(verifyReceipt(remade, { trustedKeys: [keyId] })).toMatchObject({ ok: false, broken: 'key' });
  });

  test('trusting no key at all refuses every receipt', () => {
    expect(verifyReceipt(file, { trustedKeys: [] })).toMatchObject({ ok: false, broken: 'key' });
  });
});

describe('what is not a receipt', () => {
  test.each<[string, Uint8Array]>([
    ['an empty file', new Uint8Array()],
    ['not JSON', Buffer.from('bonjour')],
    ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['a byte order mark', Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), file])],
    ['null', Buffer.from('null')],
    ['a list', Buffer.from('[]')],
    ['nested without end', Buffer.from('['.repeat(1_000_000))],
    [
      'nested in the entry',
      Buffer.from(
        `${canonicalJson(receipt).replace('"Ville de Poitiers"', `${'['.repeat(9999)}${']'.repeat(9999)}`)}\n`,
      ),
    ],
    ['a lone surrogate', Buffer.from(Buffer.from(file).toString().replace('Ville', '\\ud800'))],
  ])('%s', (_, bytes) => {
    expect(verifyReceipt(bytes)).toMatchObject({ ok: false, broken: 'format' });
  });

  test.each<[string, JsonObject]>([
    ['another format', { format: 'parvis-accuse/2' }],
    ['an unknown field', { note: 'rien' }],
    ['an unknown field of the entry', { entry: { ...entry, note: 'rien' } as unknown as JsonObject }],
    ['an unknown field of the head', { head: { ...receipt.head, note: 'rien' } }],
    ['an unknown field of a value', { disclosures: [{ ...NOM, path: '/empreintes/0', note: 'rien' }] }],
    ['a negative position', { position: -1 }],
    ['a fractional position', { position: 4.5 }],
    ['a position as text', { position: '4' }],
    ['capitals in a hash', { leaf: receipt.leaf.toUpperCase() }],
    ['a short hash', { proof: ['00'] }],
    ['a key with something after it', { publicKey: `${receipt.publicKey}00` }],
    ['a date that does not exist', { head: { ...receipt.head, at: '2026-02-30T00:00:00.000Z' } }],
    ['a date in local time', { entry: { ...entry, at: '2026-11-24T09:15:30.250+01:00' } as unknown as JsonObject }],
    [
      'the same value twice',
      {
        disclosures: [
          { ...NOM, path: '/empreintes/0' },
          { ...NOM, path: '/empreintes/0' },
        ],
      },
    ],
    ['a stray tilde in a path', { disclosures: [{ ...NOM, path: '/empreintes~' }] }],
  ])('%s', (_, change) => {
    expect(verdictWith(change)).toMatchObject({ ok: false, broken: 'format' });
  });

  test('a file that is far too big is not even read', () => {
    const verdict = verifyReceipt(Buffer.alloc(9 * 1024 * 1024, 0x20));
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringContaining('trop gros') });
  });

  test('a missing field is named', () => {
    const { signature: _, ...rest } = receipt;
    const verdict = verifyReceipt(Buffer.from(`${canonicalJson(rest)}\n`));
    expect(verdict).toMatchObject({ ok: false, broken: 'format', reason: 'Il manque à l’accusé\u00a0: signature.' });
  });

  test('any bytes, any JSON: a verdict, never an exception', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !verifyReceipt(bytes).ok));
    fc.assert(fc.property(fc.json(), (text) => !verifyReceipt(Buffer.from(text)).ok));
    const names = Object.keys(receipt);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        fc.pre(canonicalJson(value) !== canonicalJson((receipt as unknown as JsonObject)[name]));
        // An empty list of disclosures is what a holder who withholds everything gives.
        fc.pre(!(name === 'disclosures' && Array.isArray(value) && value.length === 0));
        expect(verdictWith({ [name]: value }).ok).toBe(false);
      }),
    );
  });
});

test('two salts make two digests of the same value', () => {
  expect(saltedDigest(NOM)).not.toBe(saltedDigest({ ...NOM, salt: 'a2'.repeat(32) }));
  expect(fromHex(saltedDigest(NOM))).toHaveLength(32);
  expect(() => saltedDigest({ ...NOM, salt: '' })).toThrow(TypeError);
});
