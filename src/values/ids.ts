import type { Brand } from './brand.ts';
import { ok, type Result, refuse } from './result.ts';

/** A UUID in lower case that names one kind of thing: an `Id<'Dossier'>` does not pass for an `Id<'Piece'>`. */
export type Id<Kind extends string> = Brand<string, `Id<${Kind}>`>;

/** Any UUID (RFC 9562), in either case. Comes from addresses and forms that the platform itself wrote. */
export function parseId<Kind extends string>(input: string): Result<Id<Kind>> {
  const text = input.trim().toLowerCase();
  if (UUID.test(text)) return ok(text as Id<Kind>);
  return refuse(
    'Cette adresse ou ce lien est incomplet. Recopiez-le en entier, par exemple depuis le message que vous avez reçu.',
  );
}

/**
 * A new UUID of version 7 (RFC 9562, § 5.7): its first 48 bits are the time in milliseconds, so that rows are born in
 * the order of their index; the 74 others are random. Two made in the same millisecond are in no particular order.
 */
export function newId<Kind extends string>(
  clock: { now(): Temporal.Instant },
  random: { bytes(n: number): Uint8Array },
): Id<Kind> {
  const time = clock.now().epochMilliseconds.toString(16).padStart(12, '0');
  const chance = Array.from(random.bytes(10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // 4 bits of version before 12 random bits, then 2 bits of variant before 62 random bits.
  const variant = ((Number.parseInt(chance.slice(3, 4), 16) & 0b0011) | 0b1000).toString(16);
  const hex = `${time}7${chance.slice(0, 3)}${variant}${chance.slice(4, 19)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Id<Kind>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
