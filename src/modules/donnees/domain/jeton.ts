import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** What a habilitation's token says of itself. It is opaque to us: only its end is read, to warn in time. */
export type JetonLu = { readonly jeton: string; readonly expireLe: Jour | null };

const LONGEST = 5000;

/** Reads a token as it was pasted: spaces and line ends of a mail around it or inside it are no part of it. */
export function lireJeton(saisi: string, now: Temporal.Instant): Result<JetonLu> {
  const jeton = saisi.replace(/\s+/g, '').replace(/^Bearer(?=eyJ)/i, '');
  if (jeton === '') return refuse('Collez le jeton remis par le fournisseur.');
  if (jeton.length > LONGEST || !/^[\w.~+/=-]+$/.test(jeton)) {
    return refuse(
      'Ce texte n’est pas un jeton\u00a0: il contient des signes qu’un jeton n’a pas. Recopiez-le en entier.',
    );
  }
  const expire = expirationOf(jeton);
  if (expire && Temporal.Instant.compare(expire, now) <= 0) {
    return refuse('Ce jeton a déjà expiré. Demandez-en un autre au fournisseur.');
  }
  return ok({ jeton, expireLe: expire ? jourFromInstant(expire) : null });
}

/** The `exp` of a JWT, when it is one. Its signature is the provider's affair. */
function expirationOf(jeton: string): Temporal.Instant | undefined {
  const [, payload = '', ...rest] = jeton.split('.');
  if (rest.length !== 1) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp?: unknown };
    return typeof exp === 'number' && Number.isSafeInteger(exp) && exp > 0 && exp < 32_503_680_000
      ? Temporal.Instant.fromEpochMilliseconds(exp * 1000)
      : undefined;
  } catch {
    return undefined;
  }
}
