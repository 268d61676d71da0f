import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import type { Siret } from '../../../values/siret.ts';
import { COMPORTEMENTS, type Comportement, type NomComportement } from '../domain/comportements.ts';
import { type Issue, issueOf } from '../domain/issue.ts';
import type { Lecture } from '../domain/lecture.ts';
import { type Parametre, parametresEtatCivil } from '../domain/parametres-etat-civil.ts';
import type { EtatCivil } from '../domain/personne.ts';
import type { RouteApi } from '../domain/route.ts';
import type { Retenue } from '../use-cases/retenue.ts';
import { getBounded } from './http.ts';
import { obeir } from './obeir.ts';

/** How the person is identified. Tokens are used and forgotten: never stored, never logged. */
export type Identifiant =
  /** Lives 60 seconds: call at once, from the callback. */
  | { readonly par: 'france_connect'; readonly accessToken: string }
  | { readonly par: 'identite'; readonly jeton: string }
  | { readonly par: 'ine'; readonly jeton: string; readonly ine: string }
  | { readonly par: 'identifiant'; readonly jeton: string; readonly identifiant: string };

export type DemandeApi<R> = {
  readonly route: RouteApi<R>;
  readonly identifiant: Identifiant;
  /** Whom the question is about: also what the answer is compared with. */
  readonly personne: EtatCivil;
  /** The administration that will use the datum. */
  readonly recipient: Siret;
  readonly parametres?: Readonly<Record<string, string>>;
  /** Nobody waits for the answer once it is aborted. */
  readonly signal?: AbortSignal;
};

/** Where an answer comes from: all that is kept of it beside the useful result. */
export type Preuve = {
  readonly le: Temporal.Instant;
  /** `X-Request-ID`: what the provider finds the call by. */
  readonly requete?: string;
};

export type ReponseApi<R> =
  | { readonly type: 'obtenue'; readonly resultat: R; readonly preuve: Preuve }
  | {
      readonly type: 'manquee';
      readonly nom: NomComportement;
      readonly comportement: Comportement;
      readonly preuve: Preuve;
    };

export type ApiParticulier = {
  /** One question, bounded in time and size. Never throws for what the provider does. */
  demander<R>(demande: DemandeApi<R>): Promise<ReponseApi<R>>;
};

export type ApiParticulierOptions = {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retenue: Retenue;
  /** For one question, retry included. 5 s by default: the provider itself waits for 10. */
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 5000;
const RETRY_AFTER_MS = 300;
/** A retry that has less than that before the end of its time is not worth a call. */
const SHORTEST_MS = 500;

export function apiParticulier(options: ApiParticulierOptions): ApiParticulier {
  const { retenue, clock, logger } = options;

  async function ask(demande: DemandeApi<unknown>, url: string): Promise<Issue & { readonly preuve: Preuve }> {
    const deadline = performance.now() + (options.timeoutMs ?? TIMEOUT_MS);
    const first = await once(demande, url, deadline);
    const pause = first.type === 'manquee' ? (first.retryIn ?? 0) * 1000 || RETRY_AFTER_MS : 0;
    const retry = first.type === 'manquee' && first.comportement.nouvelEssai === 'une_fois';
    if (!retry || deadline - performance.now() < pause + SHORTEST_MS) return first;
    await wait(pause);
    return once(demande, url, deadline);
  }

  async function once({ route, identifiant, signal }: DemandeApi<unknown>, url: string, deadline: number) {
    const bearer = identifiant.par === 'france_connect' ? identifiant.accessToken : identifiant.jeton;
    const digest = identifiant.par === 'france_connect' ? undefined : digestOf(bearer);
    const permission = await retenue.demander(route.fournisseur, digest);
    if (!permission.accorde) return { ...manquee('au_repos'), preuve: { le: clock.now() } };
    const reponse = await getBounded({
      url,
      entetes: { authorization: `Bearer ${bearer}` },
      timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
      signal,
    });
    const issue = issueOf(reponse, identifiant.par === 'france_connect' ? 'france_connect' : 'habilitation');
    await obeir(options, route.fournisseur, { issue, reponse, echecsAvant: permission.echecs });
    const requete = reponse?.entetes.get('x-request-id')?.slice(0, 100);
    return { ...issue, preuve: { le: clock.now(), ...(requete ? { requete } : {}) } };
  }

  return {
    async demander<R>(demande: DemandeApi<R>): Promise<ReponseApi<R>> {
      const url = urlOf(options.baseUrl, demande);
      if (!url) return { ...manquee('etat_civil'), preuve: { le: clock.now() } };
      const { preuve, ...issue } = await ask(demande, url);
      const outcome = issue.type === 'obtenue' ? read(demande, issue.body, clock) : issue;
      if (outcome.type === 'obtenue') return { ...outcome, preuve };
      tell(logger, demande.route, outcome, preuve);
      return { type: 'manquee', nom: outcome.nom, comportement: outcome.comportement, preuve };
    },
  };
}

type Manquee = Extract<Issue, { type: 'manquee' }>;

function manquee(nom: NomComportement): Manquee {
  return { type: 'manquee', nom, comportement: COMPORTEMENTS[nom], code: undefined, retryIn: undefined };
}

/** @returns undefined when this person's civil status cannot be asked about on this route */
function urlOf(baseUrl: string, demande: DemandeApi<unknown>): string | undefined {
  const { route, identifiant, personne, recipient, parametres = {} } = demande;
  const chemin = route.chemins[identifiant.par];
  if (!chemin) throw new Error(`The route ${route.id} cannot be asked by ${identifiant.par}`);
  const query: Parametre[] = [['recipient', recipient], ...ownParametres(route, parametres)];
  if (identifiant.par === 'ine') query.push(['ine', identifiant.ine]);
  if (identifiant.par === 'identifiant') query.push(['identifiant', identifiant.identifiant]);
  if (identifiant.par === 'identite') {
    const civil = parametresEtatCivil(personne, route.etatCivil ?? { obligatoires: [], facultatives: [] });
    if (!civil.ok) return undefined;
    query.push(...civil.parametres);
  }
  return `${baseUrl}${chemin}?${query.map(([nom, valeur]) => `${nom}=${encodeURIComponent(valeur)}`).join('&')}`;
}

/** @throws Error when a parameter that the route demands was forgotten: it is a fault of ours */
function ownParametres(route: RouteApi<unknown>, given: Readonly<Record<string, string>>): Parametre[] {
  const { obligatoires = [], facultatifs = [] } = route.parametres ?? {};
  const missing = obligatoires.filter((nom) => !given[nom]);
  if (missing.length > 0) throw new Error(`The route ${route.id} needs ${missing.join(', ')}`);
  return [...obligatoires, ...facultatifs].flatMap((nom) => {
    const valeurs = (given[nom] ?? '').split(nom.endsWith('[]') ? ',' : '\n').filter(Boolean);
    return valeurs.map((valeur): Parametre => [nom, valeur]);
  });
}

function read<R>(demande: DemandeApi<R>, body: unknown, clock: Clock) {
  const { route, identifiant, personne, parametres = {} } = demande;
  const lecture: Lecture<R> = route.lire(body, {
    personne,
    aujourdhui: clock.today(),
    exigeIdentite: identifiant.par === 'ine' || identifiant.par === 'identifiant',
    parametres:
      identifiant.par === 'identifiant' ? { ...parametres, identifiant: identifiant.identifiant } : parametres,
  });
  return lecture.type === 'lue' ? { type: 'obtenue' as const, resultat: lecture.resultat } : manquee(lecture.type);
}

/** Ids and codes only. What the operator must act on is an error, the rest a warning. */
function tell(logger: Logger, route: RouteApi<unknown>, { nom, comportement, code }: Manquee, preuve: Preuve): void {
  if (comportement.issue === 'absente' || comportement.issue === 'a_corriger') return;
  const level = comportement.alerte ? 'error' : 'warn';
  logger[level]({ route: route.id, issue: nom, error: code, requestId: preuve.requete }, 'data source gave nothing');
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}
