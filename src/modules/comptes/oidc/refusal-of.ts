import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { type CodeSecurite, ConnexionRefusee, type Piece } from '../domain/securite.ts';
import { AnswerTooLarge } from './bounded-fetch.ts';

/** Why openid-client did not believe an answer, in our own words. */
export function refusalOf(error: unknown, piece: Piece): ConnexionRefusee {
  return error instanceof ConnexionRefusee ? error : new ConnexionRefusee(codeOf(error, piece), { cause: error });
}

/** True when other keys of the provider might explain the answer: they may have changed, even under the same name. */
export function isKeyFailure(error: unknown): boolean {
  return facts(error).code === 'OAUTH_KEY_SELECTION_FAILED' || isBadSignature(error);
}

/**
 * True when a refresh token is refused for itself (RFC 6749, 5.2): its person has no account any more, or its session
 * ended. A client that is refused, or a provider in trouble, says nothing of the person.
 */
export function isRevocation(error: unknown): boolean {
  return chain(error).some((cause) => cause instanceof ResponseBodyError && cause.error === 'invalid_grant');
}

function codeOf(error: unknown, piece: Piece): CodeSecurite {
  if (error instanceof AuthorizationResponseError) return codeOfErrorAnswer(error);
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError) return `${piece}_refuse`;
  if (chain(error).some((cause) => cause instanceof AnswerTooLarge)) return `${piece}_trop_grand`;
  const { code, claim } = facts(error);
  switch (code) {
    case 'OAUTH_KEY_SELECTION_FAILED':
      return `${piece}_cle_inconnue`;
    case 'OAUTH_DECRYPTION_FAILED':
      return `${piece}_indechiffrable`;
    case 'OAUTH_JWT_USERINFO_EXPECTED':
      return 'identite_non_signee';
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return 'identite_autre_personne';
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return `${piece}_perime`;
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return CLAIMS[claim ?? '']?.(piece) ?? `${piece}_invalide`;
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return `${piece}_algorithme`;
    case 'OAUTH_INVALID_RESPONSE':
      return codeOfInvalid(error, piece);
    default:
      return SILENCES.has(code ?? '') || error instanceof TypeError ? `${piece}_muet` : `${piece}_invalide`;
  }
}

/** An error brought back by the browser, its issuer and its state verified. Its description is never kept. */
function codeOfErrorAnswer({ error, error_description: description }: AuthorizationResponseError): CodeSecurite {
  if (error === 'access_denied') return description === NO_SECOND_FACTOR ? 'retour_niveau_impossible' : 'retour_annule';
  return ['server_error', 'temporarily_unavailable'].includes(error) ? 'retour_en_panne' : 'retour_en_erreur';
}

/** ProConnect's words for an agent whose identity provider has no second factor. */
const NO_SECOND_FACTOR = 'none of the requested ACRs could be obtained';

const CLAIMS: Readonly<Record<string, (piece: Piece) => CodeSecurite>> = {
  aud: (piece) => `${piece}_destinataire`,
  azp: (piece) => `${piece}_destinataire`,
  iss: (piece) => `${piece}_emetteur`,
  nonce: (piece) => `${piece}_nonce`,
};

/** The provider did not answer, or not as a provider. */
const SILENCES = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
]);

/** The library has one code for many faults; its sentences, constant in its source, tell them apart for the log. */
function codeOfInvalid(error: unknown, piece: Piece): CodeSecurite {
  if (isBadSignature(error)) return `${piece}_signature`;
  const messages = chain(error).map(({ message }) => message);
  if (messages.some((message) => message.includes('"alg"'))) return `${piece}_algorithme`;
  return messages.some((message) => / claim missing$/.test(message)) ? `${piece}_incomplet` : `${piece}_invalide`;
}

function isBadSignature(error: unknown): boolean {
  return chain(error).some(({ message }) => message === 'JWT signature verification failed');
}

function facts(error: unknown): { readonly code?: string; readonly claim?: string } {
  const errors = chain(error);
  const coded = errors.find((one): one is ClientError => one instanceof ClientError && one.code !== undefined);
  const claim = errors.map(({ cause }) => property(cause, 'claim')).find((found) => found !== undefined);
  return { ...(coded?.code ? { code: coded.code } : {}), ...(claim === undefined ? {} : { claim }) };
}

function property(value: unknown, key: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** An error and what caused it, outermost first. */
function chain(error: unknown): readonly Error[] {
  const found: Error[] = [];
  for (let one = error; one instanceof Error && found.length < 5; one = one.cause) found.push(one);
  return found;
}
