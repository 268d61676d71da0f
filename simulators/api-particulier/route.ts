import type { Now } from '../clock.ts';
import type { Behaviour } from '../control/behaviours.ts';
import type { Particulier } from '../people.ts';
import type { Answer } from './errors.ts';

/** One URL of the API. Adding one is writing one file under `routes/` and naming it in `routes/index.ts`. */
export type Route = OpenRoute | DataRoute;

/** Answers anybody: health, introspection. */
export interface OpenRoute {
  readonly access: 'open';
  readonly path: string;
  answer(call: OpenCall): Answer;
}

/** Gives data about a person, to who holds the right token and scopes. */
export interface DataRoute {
  /** Which bearer the route wants: a FranceConnect access token, or the habilitation's JWT. */
  readonly access: 'france-connect' | 'habilitation';
  readonly path: string;
  /** At least one of them must be granted; the answer leaves out what the others would open. */
  readonly scopes: readonly string[];
  readonly cacheSeconds: number;
  answer(call: DataCall): Answer;
}

interface OpenCall {
  readonly query: URLSearchParams;
  readonly now: Now;
  /** The scopes of a habilitation token, or `undefined` when it is not one. */
  scopesOf(token: string): readonly string[] | undefined;
}

export interface DataCall {
  readonly query: URLSearchParams;
  readonly scopes: ReadonlySet<string>;
  readonly now: Now;
  /** Who the FranceConnect token speaks of; `undefined` on the routes that describe the person by parameters. */
  readonly person: Particulier | undefined;
  /** Whether the control endpoint orders this lie now. */
  told(behaviour: Behaviour<'api-particulier'>): boolean;
}
