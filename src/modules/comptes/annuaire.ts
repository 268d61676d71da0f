import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Organisation } from './domain/organisation.ts';
import { findOrganisationById, findOrganisationBySlug } from './storage/organisations.ts';

/** Organisations, read at every page and changed once a year: what this process read a minute ago still holds. */
export type Annuaire = {
  /** By the first part of its addresses. */
  bySlug(slug: string): Promise<Organisation | undefined>;
  byId(id: string): Promise<Organisation | undefined>;
  /** After a change made by this process; others see it within the minute. */
  forget(organisation: Pick<Organisation, 'id' | 'slug'>): void;
};

const KEPT = 1000;
const FRESH_SECONDS = 60;

export function makeAnnuaire(services: { readonly db: Database; readonly clock: Clock }): Annuaire {
  const bySlug = remember(services, findOrganisationBySlug);
  const byId = remember(services, findOrganisationById);
  return {
    bySlug: bySlug.find,
    byId: byId.find,
    forget({ id, slug }) {
      byId.known.delete(id);
      bySlug.known.delete(slug);
    },
  };
}

type Known = { readonly organisation: Organisation; readonly until: Temporal.Instant };

function remember(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  read: (tx: Tx, key: string) => Promise<Organisation | undefined>,
) {
  const known = new Map<string, Known>();
  return {
    known,
    async find(key: string): Promise<Organisation | undefined> {
      const now = clock.now();
      const hit = known.get(key);
      if (hit && Temporal.Instant.compare(now, hit.until) < 0) return hit.organisation;
      const organisation = await db.read({ public: true }, (tx) => read(tx, key));
      if (!organisation) return undefined;
      if (known.size >= KEPT) known.clear();
      known.set(key, { organisation, until: now.add({ seconds: FRESH_SECONDS }) });
      return organisation;
    },
  };
}
