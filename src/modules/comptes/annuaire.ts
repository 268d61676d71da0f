import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Organisation } from './domain/organisation.ts';
import { findOrganisationBySlug } from './storage/organisations.ts';

/** Organisations by the first part of their addresses: read at every page, changed once a year. */
export type Annuaire = {
  bySlug(slug: string): Promise<Organisation | undefined>;
  /** After a change made by this process; others see it within the minute. */
  forget(slug: string): void;
};

const KEPT = 1000;
const FRESH_SECONDS = 60;

export function makeAnnuaire(services: { readonly db: Database; readonly clock: Clock }): Annuaire {
  const known = new Map<string, { readonly organisation: Organisation; readonly until: Temporal.Instant }>();
  return {
    async bySlug(slug) {
      const now = services.clock.now();
      const hit = known.get(slug);
      if (hit && Temporal.Instant.compare(now, hit.until) < 0) return hit.organisation;
      const organisation = await services.db.transaction({ public: true }, (tx) => findOrganisationBySlug(tx, slug));
      if (!organisation) return undefined;
      if (known.size >= KEPT) known.clear();
      known.set(slug, { organisation, until: now.add({ seconds: FRESH_SECONDS }) });
      return organisation;
    },
    forget: (slug) => known.delete(slug),
  };
}
