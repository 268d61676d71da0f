import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Id, newId, parseId } from './ids.ts';

const at = (epochMilliseconds: number) => ({ now: () => Temporal.Instant.fromEpochMilliseconds(epochMilliseconds) });
const bytes = (values: Iterable<number>) => ({ bytes: () => Uint8Array.from(values) });
const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('newId', () => {
  test('is the example of RFC 9562, appendix A.6', () => {
    // Time 2022-02-22T19:22:22Z, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
    const random = bytes([0xcc, 0x31, 0x8c, 0x4d, 0xc0, 0xc0, 0xc0, 0x73, 0x98, 0xf0]);
    expect(newId(at(0x017f22e279b0), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  test('has the version and the variant of a UUID 7, whatever the bytes', () => {
    fc.assert(
      fc.property(anyTime, anyBytes, (time, random) => {
        const id = newId(at(time), bytes(random));
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(time);
        expect(parseId(id)).toEqual({ ok: true, value: id });
      }),
    );
  });

  test('sorts as time does', () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyBytes, (one, other, random) => {
        fc.pre(one !== other);
        const before = newId(at(Math.min(one, other)), bytes(random));
        expect(before < newId(at(Math.max(one, other)), bytes(random))).toBe(true);
      }),
    );
  });

  test('uses 74 bits of the random bytes: each one changes it', () => {
    const zeros = newId(at(0), bytes(new Array(10).fill(0)));
    const changed = Array.from({ length: 80 }, (_, bit) => {
      const random = new Uint8Array(10);
      random[bit >> 3] = 0x80 >> (bit & 7);
      return newId(at(0), bytes(random));
    });
    expect(new Set(changed.filter((id) => id !== zeros)).size).toBe(74);
  });

  test('ids of different things are different types', () => {
    expectTypeOf<Id<'Dossier'>>().not.toExtend<Id<'Piece'>>();
    expectTypeOf(newId<'Dossier'>(at(0), bytes(new Array(10).fill(0)))).toEqualTypeOf<Id<'Dossier'>>();
  });
});

describe('parseId', () => {
  const uuid = '0190a6f4-5c1e-7b3a-9d2f-1a2b3c4d5e6f';

  test.each([uuid, ` ${uuid.toUpperCase()} `, '5f0c3b52-3c5e-4d3b-8f0a-9d1b2c3d4e5f'])('reads %j', (input) => {
    expect(parseId(input)).toEqual({ ok: true, value: input.trim().toLowerCase() });
  });

  test.each([
    '',
    'abc',
    uuid.slice(0, -1),
    `${uuid}0`,
    uuid.replaceAll('-', ''),
    '00000000-0000-0000-0000-000000000000',
    `${uuid}\n' or 1=1`,
  ])('refuses %j', (input) =>
    expect(parseId(input)).toEqual({ ok: false, error: expect.stringContaining('incomplet') }));
});
