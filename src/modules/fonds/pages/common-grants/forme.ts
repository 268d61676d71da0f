import { createHash } from 'node:crypto';
import type { Jour } from '../../../../values/jour.ts';
import { type Montant, toDecimal } from '../../../../values/montant.ts';
import type { Siret } from '../../../../values/siret.ts';

/**
 * The shapes of CommonGrants v0.4 that several answers share (https://commongrants.org, « Fields » and « Responses »).
 * The words of the protocol are English; what people read in its texts is French.
 */

export const money = (montant: Montant) => ({ amount: toDecimal(montant), currency: 'EUR' });

export const utc = (at: Temporal.Instant) => at.toString({ smallestUnit: 'millisecond' });

/** An event of one day. */
export function dayEvent(name: string, date: Jour) {
  return { name, eventType: 'singleDate', date };
}

/** An event of one instant, on the clocks of Paris: the protocol's times have no zone, so its description says which. */
export function instantEvent(name: string, at: Temporal.Instant) {
  const paris = at.toZonedDateTimeISO('Europe/Paris');
  return {
    name,
    eventType: 'singleDate',
    date: paris.toPlainDate().toString(),
    time: paris.toPlainTime().toString({ smallestUnit: 'second' }),
    description: 'Heure de Paris.',
  };
}

/** An identifier of a register that the protocol does not name: under `otherIds`, by its code. */
export function otherIds(code: string, id: string) {
  return { otherIds: { [code]: { registry: { code }, id } } };
}

/**
 * The protocol names an organisation by a UUID, and a beneficiary has none here: this one is made from its SIRET (RFC
 * 9562, version 5), so that it is the same everywhere, for ever.
 */
export function uuidOfSiret(siret: Siret): string {
  const hash = createHash('sha1').update(Buffer.from(NAMESPACE, 'hex')).update(siret).digest();
  const bytes = Uint8Array.from(hash.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Drawn once for this purpose; changing it would rename every beneficiary. */
const NAMESPACE = '6f1c2b0e9d3a4b57a1c80f4e7d5b2936';

export const okBody = (data: unknown) => ({ status: 200, message: 'Success', data });

/** A problem (RFC 9457) that is an error of the protocol too: it asks for `message` and `errors`. */
export function refusOf(status: 400 | 401 | 404, titre: string, detail: string) {
  return { type: 'refus', status, titre, detail, membres: { message: detail, errors: [] } } as const;
}
