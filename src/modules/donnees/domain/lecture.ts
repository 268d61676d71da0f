import { z } from 'zod';
import { invisibles } from '../../../values/invisibles.ts';
import type { EtatCivil, PersonneNommee } from './personne.ts';
import { isPersonne } from './personne.ts';

/** What is needed to believe an answer. */
export type ContexteLecture = {
  /** Whom the question was about. */
  readonly personne: EtatCivil;
  readonly aujourdhui: Temporal.PlainDate;
  /**
   * True when the person was found by a number that they typed (INE, login): an answer that does not name them could
   * then be anybody's, and is never certified.
   */
  readonly exigeIdentite: boolean;
  /** What was asked beside the person: an answer about another vehicle or another year is not ours. */
  readonly parametres: Readonly<Record<string, string>>;
};

/** What became of a 200. Only `lue` may prefill anything. */
export type Lecture<R> =
  | { readonly type: 'lue'; readonly resultat: R }
  /** The data of somebody else, or of something else than what was asked. */
  | { readonly type: 'autre_personne' }
  /** Readable, but it does not say whose it is. */
  | { readonly type: 'non_verifiable' }
  /** Right, but too old to decide on: « le quotient de mars 2026 ». */
  | { readonly type: 'perimee'; readonly mois: string }
  /** The useful keys were masked: the scopes granted do not open them. */
  | { readonly type: 'masquee' }
  | { readonly type: 'illisible' };

export const lue = <R>(resultat: R): Lecture<R> => ({ type: 'lue', resultat });

/** A leaf that may be masked, null, or not what the documentation says: then it is as if it had not been given. */
export function feuille<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(undefined);
}

/** A list whose unreadable items are left out. */
export function liste<T extends z.ZodType>(item: T, max = 50) {
  return z
    .array(z.unknown())
    .max(max)
    .transform((items) =>
      items.flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data as z.output<T>] : [];
      }),
    )
    .nullish()
    .catch(undefined);
}

export const texte = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .transform((text) => text.normalize('NFC'))
  .refine((text) => text.search(SUSPECT) === -1);

/**
 * What no administration writes in one line of data, and could make ours say something else: the answer is not believed.
 * What is only unseen is no reason to lose it.
 */
const SUSPECT = invisibles('controls', 'layout', 'turning');

/** A civil date that exists. `2020-00-00`, `2023-02-30` and instants are no dates. */
export const jour = z.string().refine((text) => isJour(text));

function isJour(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1850') return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** `AAAA-MM-JJ` compares as text. */
export function notAfter(date: string | null | undefined, aujourdhui: Temporal.PlainDate): string | undefined {
  return date && date <= aujourdhui.toString() ? date : undefined;
}

/**
 * Whose the answer is.
 *
 * @param nommees who the answer names; undefined when it names nobody (masked by the scopes, or not in this route)
 * @returns what to answer instead of the data, or undefined when they are this person's
 */
export function refusIdentite(
  nommees: readonly PersonneNommee[] | null | undefined,
  { personne, exigeIdentite }: ContexteLecture,
): Lecture<never> | undefined {
  if (!nommees || nommees.length === 0) return exigeIdentite ? { type: 'non_verifiable' } : undefined;
  return nommees.some((nommee) => isPersonne(nommee, personne)) ? undefined : { type: 'autre_personne' };
}

/** Takes away what is absent: a result never holds `undefined`. */
export function sansVides<T extends Record<string, unknown>>(
  entries: T,
): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined && value !== null),
  ) as never;
}

/** The `data` of an answer, in the shape of a route. @returns undefined when it is no object at all */
export function dataOf<T>(schema: z.ZodType<T>, body: unknown): T | undefined {
  const data: unknown = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  const read = schema.safeParse(data);
  return read.success ? read.data : undefined;
}
