import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { COMPORTEMENTS, type NomComportement } from '../domain/comportements.ts';
import type { Issue, ReponseHttp } from '../domain/issue.ts';
import type { Retenue } from '../use-cases/retenue.ts';
import { getBounded } from './http.ts';
import { obeir } from './obeir.ts';

/** One question to a register: an establishment, an address, a commune. */
export type Question<R> = {
  /** For the log and the circuit breaker: what the register is asked about, never which one. */
  readonly objet: string;
  readonly chemin: string;
  readonly parametres?: Readonly<Record<string, string>>;
  readonly jeton?: string;
  /** For this question, retry included. 5 s by default; a page that waits for each key passes less. */
  readonly timeoutMs?: number;
  /** @returns undefined when the answer is not about what was asked; `absent` when the register does not have it */
  readonly lire: (body: unknown) => R | 'absent' | undefined;
};

export type ReponseReferentiel<R> =
  | { readonly type: 'obtenue'; readonly resultat: R; readonly le: Temporal.Instant }
  /** The register answers that it does not have it. */
  | { readonly type: 'inconnue'; readonly le: Temporal.Instant }
  /** No answer, or none that can be believed: nothing is known of the question. */
  | { readonly type: 'muette'; readonly nom: NomComportement };

export type ReferentielOptions = {
  readonly nom: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retenue: Retenue;
  readonly timeoutMs?: number;
  /** What an answer of this register means. */
  readonly issueOf: (reponse: ReponseHttp) => Issue;
};

export type Referentiel = <R>(question: Question<R>) => Promise<ReponseReferentiel<R>>;

const TIMEOUT_MS = 5000;
const RETRY_AFTER_MS = 300;
const SHORTEST_MS = 500;
/** Twenty-five enterprises with all their establishments make some 300 kB. */
const MAX_BYTES = 500_000;

/** Asks a register within the limits that all processes share. Never throws for what the register does. */
export function makeReferentiel(options: ReferentielOptions): Referentiel {
  const { retenue, clock, logger, nom } = options;

  async function once(question: Question<unknown>, deadline: number): Promise<Issue> {
    const permission = await retenue.demander(question.objet, question.jeton && digestOf(question.jeton));
    if (!permission.accorde) return manquee('au_repos');
    const reponse = await getBounded({
      url: urlOf(options.baseUrl, question),
      entetes: {
        'user-agent': 'Parvis',
        ...(question.jeton ? { authorization: `Bearer ${question.jeton}` } : {}),
      },
      timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
      maxBytes: MAX_BYTES,
    });
    const issue = options.issueOf(reponse);
    await obeir(options, question.objet, { issue, reponse, echecsAvant: permission.echecs });
    return issue;
  }

  return async (question) => {
    const deadline = performance.now() + (question.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS);
    let issue = await once(question, deadline);
    if (issue.type === 'manquee' && issue.comportement.nouvelEssai === 'une_fois') {
      const pause = (issue.retryIn ?? 0) * 1000 || RETRY_AFTER_MS;
      if (deadline - performance.now() >= pause + SHORTEST_MS) {
        await wait(pause);
        issue = await once(question, deadline);
      }
    }
    const le = clock.now();
    if (issue.type === 'manquee' && issue.nom === 'inconnu') return { type: 'inconnue', le };
    const resultat = issue.type === 'obtenue' ? question.lire(issue.body) : undefined;
    if (resultat === 'absent') return { type: 'inconnue', le };
    if (resultat !== undefined) return { type: 'obtenue', resultat, le };
    const muette = issue.type === 'manquee' ? issue : manquee('illisible');
    const level = muette.comportement.alerte ? 'error' : 'warn';
    logger[level](
      { route: `${nom}.${question.objet}`, issue: muette.nom, error: muette.code },
      'register gave nothing',
    );
    return { type: 'muette', nom: muette.nom };
  };
}

function urlOf(baseUrl: string, { chemin, parametres = {} }: Question<unknown>): string {
  const query = new URLSearchParams(parametres).toString();
  return `${baseUrl.replace(/\/+$/, '')}${chemin}${query === '' ? '' : `?${query}`}`;
}

function manquee(nom: NomComportement): Extract<Issue, { type: 'manquee' }> {
  return { type: 'manquee', nom, comportement: COMPORTEMENTS[nom], code: undefined, retryIn: undefined };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}
