import type { Cog } from '../domain/cog.ts';
import { type FindOrganisation, organisationFinder } from '../domain/find-organisation.ts';
import { readCog } from '../storage/cog.ts';
import { readFaits } from '../storage/faits.ts';

export type GeographicCode = { readonly cog: Cog; readonly find: FindOrganisation };

/**
 * The geographic code, and what finds an organisation in it: some 0.4 s and 20 MB. Who installs organisations asks several
 * times in a row, and a server that serves never again: it is kept until memory is wanted.
 */
export function openGeographicCode(): Promise<GeographicCode> {
  const known = kept?.deref();
  if (known) return known;
  const opening = open();
  kept = new WeakRef(opening);
  // A failure is not kept: the next one who asks tries again.
  opening.catch(() => {
    kept = undefined;
  });
  return opening;
}

let kept: WeakRef<Promise<GeographicCode>> | undefined;

async function open(): Promise<GeographicCode> {
  const [cog, faits] = await Promise.all([readCog(), readFaits()]);
  return { cog, find: organisationFinder(cog, faits) };
}
