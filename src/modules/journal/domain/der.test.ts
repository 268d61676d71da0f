import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from './bytes.ts';
import { children, contentOf, readDer, readOid, TAG, writeDer, writeInteger, writeOid } from './der.ts';

describe('writing', () => {
  // From the examples of X.690 and of the « Layman’s Guide to a Subset of ASN.1, BER, and DER ».
  test.each([
    [[0], '020100'],
    [[127], '02017f'],
    [[128], '02020080'],
    [[1, 0], '02020100'],
    [[0, 0, 5], '020105'],
    [[], '020100'],
  ])('the integer %j is %s', (bytes, expected) => {
    expect(toHex(writeInteger(Uint8Array.from(bytes)))).toBe(expected);
  });

  test.each([
    ['1.2.840.113549', '06062a864886f70d'],
    ['2.16.840.1.101.3.4.2.1', '0609608648016503040201'],
    ['2.5.4.3', '0603550403'],
  ])('the identifier %s is %s', (dotted, expected) => {
    expect(toHex(writeOid(dotted))).toBe(expected);
    expect(readOid(readDer(Buffer.from(expected, 'hex')))).toBe(dotted);
  });

  test.each([0, 127, 128, 255, 256, 65_535, 65_536])('a value of %i bytes is read back', (length) => {
    const content = Buffer.alloc(length, 7);
    expect(contentOf(readDer(writeDer(TAG.octetString, content)), TAG.octetString)).toEqual(content);
  });
});

describe('reading', () => {
  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a content cut short', '300301'],
    ['a length cut short', '3082ff'],
    ['the indefinite length of BER', '30800000'],
    ['a length of 2^40', '308501000000000000'],
    ['a tag of several bytes', '1f8101'],
    ['something after', '050005'],
  ])('refuses %s', (_, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(RangeError);
  });

  test('refuses an unexpected tag', () => {
    expect(() => contentOf(readDer(Buffer.from('0500', 'hex')), TAG.integer)).toThrow(RangeError);
    expect(() => contentOf(undefined, TAG.integer)).toThrow(RangeError);
  });

  test('any bytes: values or a RangeError, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          for (const child of children(readDer(bytes))) expect(child.raw.length).toBeLessThan(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
