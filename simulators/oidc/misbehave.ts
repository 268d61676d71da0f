import { generateKeyPairSync } from 'node:crypto';
import { epochSeconds, type Now } from '../clock.ts';
import type { OidcSystem, ProviderBehaviour } from '../control/behaviours.ts';
import type { Control } from '../control/control.ts';
import { type Jwt, signJwt } from './jwt.ts';
import type { SigningKey } from './keys.ts';

interface Context {
  readonly control: Control;
  readonly system: OidcSystem;
  readonly key: SigningKey;
  readonly now: Now;
}

/** Signs an id_token, honestly unless ordered otherwise. */
export function signIdToken(jwt: Jwt, context: Context): string {
  const { control, system, key } = context;
  const distorted = distort(ID_TOKEN_LIES, jwt, context);
  if (control.take(system, 'alg_none')) {
    const [header, payload] = signJwt({ ...distorted, header: { ...distorted.header, alg: 'none' } }, key).split('.');
    return `${header}.${payload}.`;
  }
  return signJwt(distorted, control.take(system, 'bad_signature') ? impostor(key) : key);
}

/** Signs a userinfo answer, honestly unless ordered otherwise; an object stands for an unsigned JSON answer. */
export function signUserinfo(jwt: Jwt, context: Context): string | object {
  const { control, system, key } = context;
  const distorted = distort(USERINFO_LIES, jwt, context);
  if (control.take(system, 'userinfo_json')) {
    return distorted.payload;
  }
  return signJwt(distorted, control.take(system, 'userinfo_bad_signature') ? impostor(key) : key);
}

type Lie = (jwt: Jwt, now: Now) => Jwt;

const ID_TOKEN_LIES: Partial<Record<ProviderBehaviour, Lie>> = {
  wrong_audience: (jwt) => alter(jwt, { aud: 'un-autre-service' }),
  wrong_nonce: (jwt) => alter(jwt, { nonce: 'nonce-d-une-connexion-precedente' }),
  no_nonce: (jwt) => alter(jwt, { nonce: undefined }),
  no_acr: (jwt) => alter(jwt, { acr: undefined }),
  lower_acr: (jwt) => alter(jwt, { acr: 'eidas0' }),
  expired_id_token: (jwt, now) => alter(jwt, { iat: epochSeconds(now) - 3_600, exp: epochSeconds(now) - 3_540 }),
  future_id_token: (jwt, now) => alter(jwt, { iat: epochSeconds(now) + 3_600, exp: epochSeconds(now) + 3_660 }),
};

const USERINFO_LIES: Partial<Record<ProviderBehaviour, Lie>> = {
  userinfo_other_sub: (jwt) => alter(jwt, { sub: `${'0'.repeat(64)}v1` }),
  userinfo_bare: (jwt) => alter(jwt, { aud: undefined, iss: undefined, exp: undefined }),
};

function distort(lies: Partial<Record<ProviderBehaviour, Lie>>, jwt: Jwt, { control, system, now }: Context): Jwt {
  let told = jwt;
  for (const [name, lie] of Object.entries(lies)) {
    if (control.takeAny(system, [name as ProviderBehaviour])) {
      told = lie(told, now);
    }
  }
  return told;
}

/** A claim set to `undefined` disappears when the token is written. */
function alter(jwt: Jwt, claims: Record<string, unknown>): Jwt {
  return { header: jwt.header, payload: { ...jwt.payload, ...claims } };
}

/** A key that nobody published, under the identifier of the genuine one. */
function impostor({ alg, kid }: SigningKey): SigningKey {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { alg, kid, privateKey };
}
