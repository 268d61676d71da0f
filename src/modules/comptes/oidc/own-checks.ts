import { ConnexionRefusee } from '../domain/securite.ts';

export type ExpectedAnswer = {
  readonly state: string;
  readonly nonce: string;
  /** Levels of assurance that we accept. */
  readonly acr: readonly string[];
};

type Moment = {
  readonly now: Temporal.Instant;
  /** Seconds. */
  readonly tolerance: number;
};

/**
 * The answer as the browser brings it: from the provider that was asked (RFC 9207), once, and with a code or an error.
 * @throws ConnexionRefusee
 */
export function checkAnswer(answer: URLSearchParams, issuer: string): void {
  const issuers = answer.getAll('iss');
  if (issuers.length !== 1 || issuers[0] !== issuer) throw new ConnexionRefusee('retour_emetteur');
  const codes = answer.getAll('code');
  const errors = answer.getAll('error');
  if (codes.length + errors.length !== 1) {
    throw new ConnexionRefusee(errors.length > 0 ? 'retour_en_erreur' : 'retour_sans_code');
  }
  if (codes[0] === '') throw new ConnexionRefusee('retour_sans_code');
}

/**
 * What openid-client accepts in an id_token and we do not: an hour in the future, a level below what was asked.
 * @returns the level of assurance
 * @throws ConnexionRefusee
 */
export function checkIdToken(
  claims: { readonly iat: number; readonly [claim: string]: unknown },
  expected: Pick<ExpectedAnswer, 'acr'> & Moment,
): string {
  if (claims.iat > latest(expected)) throw new ConnexionRefusee('jeton_futur');
  const { acr } = claims;
  if (typeof acr !== 'string' || !expected.acr.includes(acr)) throw new ConnexionRefusee('jeton_niveau');
  return acr;
}

/**
 * openid-client accepts a userinfo without `aud`, `iss` or `exp`: a signed answer meant for another would pass.
 * @throws ConnexionRefusee
 */
export function checkUserinfo(
  userinfo: Readonly<Record<string, unknown>>,
  expected: { readonly issuer: string; readonly clientId: string } & Moment,
): void {
  const { aud, iss, exp, iat } = userinfo;
  if (aud !== expected.clientId) throw new ConnexionRefusee('identite_destinataire');
  if (iss !== expected.issuer) throw new ConnexionRefusee('identite_emetteur');
  const earliest = expected.now.epochMilliseconds / 1000 - expected.tolerance;
  if (typeof exp !== 'number' || exp < earliest) throw new ConnexionRefusee('identite_perime');
  if (typeof iat === 'number' && iat > latest(expected)) throw new ConnexionRefusee('identite_futur');
}

function latest({ now, tolerance }: Moment): number {
  return now.epochMilliseconds / 1000 + tolerance;
}
