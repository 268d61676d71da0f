import { z } from 'zod';

/** What a group of deposits adds up to. Everything in it adds up: counters of two groups are those of both together. */
export type Compteurs = {
  readonly depots: number;
  /** Deposits that kept at least one answer of a source. */
  readonly preremplis: number;
  readonly champsPreremplis: number;
  readonly piecesEvitees: number;
  readonly piecesJointes: number;
  /** By source, how many times it ended in each state. */
  readonly sources: { readonly [source: string]: Tally };
  /** By whole minutes from the beginning to the deposit, how many deposits, with prefill and without. */
  readonly durees: { readonly avec: Tally; readonly sans: Tally };
};

export type Tally = { readonly [key: string]: number };

export const RIEN: Compteurs = {
  depots: 0,
  preremplis: 0,
  champsPreremplis: 0,
  piecesEvitees: 0,
  piecesJointes: 0,
  sources: {},
  durees: { avec: {}, sans: {} },
};

export function additionner(compteurs: Iterable<Compteurs>): Compteurs {
  return [...compteurs].reduce(
    (a, b) => ({
      depots: a.depots + b.depots,
      preremplis: a.preremplis + b.preremplis,
      champsPreremplis: a.champsPreremplis + b.champsPreremplis,
      piecesEvitees: a.piecesEvitees + b.piecesEvitees,
      piecesJointes: a.piecesJointes + b.piecesJointes,
      sources: merge(a.sources, b.sources, addTallies),
      durees: { avec: addTallies(a.durees.avec, b.durees.avec), sans: addTallies(a.durees.sans, b.durees.sans) },
    }),
    RIEN,
  );
}

const depose = z.object({
  version: z.uuid(),
  pieces: z.int().min(0),
  effet: z.object({
    champsPreremplis: z.int().min(0),
    piecesEvitees: z.int().min(0),
    sources: z.record(z.string(), z.enum(['obtenue', 'absente', 'indisponible', 'refusee'])),
  }),
});

export type DepotMesure = {
  readonly versionId: string;
  /** `AAAA-MM-01`, in Paris. */
  readonly mois: string;
  readonly compteurs: Compteurs;
};

/** Whoever leaves a form for the next day was not busy with it: such a time says nothing of the form. */
const TOO_LONG = Temporal.Duration.from({ hours: 24 });

/**
 * One deposit, as the journal tells it.
 *
 * @param commence when its draft was begun; undefined when the journal does not say
 * @returns undefined for an entry of before the effect was measured
 */
export function mesurer(
  entry: { readonly at: string; readonly contenu: unknown },
  commence: string | undefined,
): DepotMesure | undefined {
  const parsed = depose.safeParse(entry.contenu);
  if (!parsed.success) return undefined;
  const { version, pieces, effet } = parsed.data;
  const at = Temporal.Instant.from(entry.at);
  const duree = commence === undefined ? {} : minutesOf(Temporal.Instant.from(commence).until(at));
  const prerempli = effet.champsPreremplis > 0;
  return {
    versionId: version,
    mois: at.toZonedDateTimeISO('Europe/Paris').toPlainDate().with({ day: 1 }).toString(),
    compteurs: {
      depots: 1,
      preremplis: prerempli ? 1 : 0,
      champsPreremplis: effet.champsPreremplis,
      piecesEvitees: effet.piecesEvitees,
      piecesJointes: pieces,
      sources: Object.fromEntries(Object.entries(effet.sources).map(([id, etat]) => [id, { [etat]: 1 }])),
      durees: prerempli ? { avec: duree, sans: {} } : { avec: {}, sans: duree },
    },
  };
}

export type Quartiles = {
  /** How many deposits were timed. */
  readonly nombre: number;
  /** Minutes: a quarter of the deposits took no longer, a half, three quarters. */
  readonly premier: number;
  readonly mediane: number;
  readonly troisieme: number;
};

/** By nearest rank: each is the time of a real deposit. Undefined when none was timed. */
export function quartilesOf(durees: Tally): Quartiles | undefined {
  const sorted = Object.entries(durees)
    .map(([minutes, nombre]) => [Number(minutes), nombre] as const)
    .toSorted(([a], [b]) => a - b);
  const nombre = sorted.reduce((total, [, n]) => total + n, 0);
  if (nombre === 0) return undefined;
  const at = (part: number): number => {
    let seen = 0;
    for (const [minutes, n] of sorted) {
      seen += n;
      if (seen >= Math.ceil(nombre * part)) return minutes;
    }
    return 0;
  };
  return { nombre, premier: at(0.25), mediane: at(0.5), troisieme: at(0.75) };
}

function minutesOf(duree: Temporal.Duration): Tally {
  if (duree.sign < 0 || Temporal.Duration.compare(duree, TOO_LONG) >= 0) return {};
  return { [Math.round(duree.total('minutes'))]: 1 };
}

function addTallies(a: Tally, b: Tally): Tally {
  return merge(a, b, (x, y) => x + y);
}

function merge<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  add: (x: T, y: T) => T,
): Readonly<Record<string, T>> {
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const known = merged.get(key);
    merged.set(key, known === undefined ? value : add(known, value));
  }
  return Object.fromEntries(merged);
}
