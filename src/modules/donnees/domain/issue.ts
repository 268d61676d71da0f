import { COMPORTEMENTS, type Comportement, type NomComportement } from './comportements.ts';
import { type Erreur, findErreur } from './table-des-erreurs.ts';

/** An HTTP answer, read and bounded, or nothing when there was none in time. */
export type ReponseHttp =
  | {
      readonly status: number;
      /** Names in lower case. */
      readonly entetes: { get(nom: string): string | null };
      readonly text: string;
    }
  | undefined;

/** What an answer of API Particulier means for us, whatever its HTTP status. */
export type Issue =
  | { readonly type: 'obtenue'; readonly body: unknown }
  | {
      readonly type: 'manquee';
      readonly nom: NomComportement;
      readonly comportement: Comportement;
      /** The code of the error, for the log: it says nothing of the person. */
      readonly code: string | undefined;
      /** What `meta.retry_in` asks, in seconds. */
      readonly retryIn: number | undefined;
    };

/** How the person was identified: a refused FranceConnect token is not a refused habilitation. */
export type Porteur = 'france_connect' | 'habilitation';

/** Reads an answer by the table of errors, and by its status alone when the table does not know it. */
export function issueOf(reponse: ReponseHttp, porteur: Porteur): Issue {
  if (!reponse) return manquee('hors_delai');
  const body = parseJson(reponse.text);
  const erreur = firstError(body);
  if (reponse.status === 200) {
    return isObject(body) && isObject(body['data']) && !erreur ? { type: 'obtenue', body } : manquee('illisible', body);
  }
  const known = erreur && findErreur(reponse.status, erreur)?.comportement;
  const nom = known ?? byStatus(reponse.status, erreur);
  return manquee(porteur === 'france_connect' && TOKENS.has(nom) ? 'identification' : nom, body, erreur?.code);
}

/** With FranceConnect, the token is the person's: it is over, or its scopes are too few. */
const TOKENS: ReadonlySet<NomComportement> = new Set(['jeton_refuse', 'jeton_expire']);

/** A status that comes with an unknown code, with the shape of version 2, or with no readable body at all. */
function byStatus(status: number, erreur: Erreur | undefined): NomComportement {
  switch (status) {
    case 401:
      return 'jeton_refuse';
    case 403:
      return 'droits_insuffisants';
    case 404:
      // Without an error of theirs, it is a gateway or a wrong address: nobody said that the person is unknown.
      return erreur?.code.endsWith('003') && erreur.titre !== 'Erreur inattendue' ? 'inconnu' : 'panne_deguisee';
    case 409:
      return 'en_cours';
    case 400:
    case 422:
      return 'requete_incorrecte';
    case 429:
      return 'trop_de_requetes';
    case 502:
      return 'reponse_inconnue';
    case 503:
      return 'service_indisponible';
    case 504:
      return 'hors_delai';
    default:
      return status >= 400 && status < 500 ? 'requete_incorrecte' : 'illisible';
  }
}

function manquee(nom: NomComportement, body?: unknown, code?: string): Issue {
  return { type: 'manquee', nom, comportement: COMPORTEMENTS[nom], code, retryIn: retryInOf(body) };
}

/** `errors[]` of version 3, and `{ error, reason }` of version 2, which both versions still use here and there. */
function firstError(body: unknown): Erreur | undefined {
  if (!isObject(body)) return undefined;
  const { errors } = body;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (isObject(first)) return { code: textOf(first['code']), titre: textOf(first['title']) };
  return typeof body['error'] === 'string' ? { code: body['error'].slice(0, 60), titre: '' } : undefined;
}

function retryInOf(body: unknown): number | undefined {
  const errors = isObject(body) ? body['errors'] : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const meta = isObject(first) ? first['meta'] : undefined;
  const seconds = isObject(meta) ? meta['retry_in'] : undefined;
  return typeof seconds === 'number' && seconds > 0 && seconds <= 3600 ? seconds : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 60) : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
