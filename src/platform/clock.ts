/** The only way to know what time it is. Injected everywhere, so that the law's delays can be tested to the day. */
export type Clock = {
  now(): Temporal.Instant;
  /** The civil date, in `Europe/Paris` unless the counter has a zone of its own (`Indian/Reunion`…). */
  today(zone?: string): Temporal.PlainDate;
};

const LEGAL_ZONE = 'Europe/Paris';

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  today: (zone = LEGAL_ZONE) => Temporal.Now.plainDateISO(zone),
};

export type FixedClock = Clock & {
  /** @param duration e.g. `{ hours: 2 }` or `'P1M'`; months and days are counted on the legal zone's calendar. */
  advance(duration: Temporal.DurationLike | string): void;
};

/** A clock that stands still until it is advanced. @param iso an instant, e.g. `2026-11-24T09:00:00+01:00` */
export function fixedClock(iso: string): FixedClock {
  let instant = Temporal.Instant.from(iso);
  return {
    now: () => instant,
    today: (zone = LEGAL_ZONE) => instant.toZonedDateTimeISO(zone).toPlainDate(),
    advance(duration) {
      instant = instant.toZonedDateTimeISO(LEGAL_ZONE).add(duration).toInstant();
    },
  };
}
