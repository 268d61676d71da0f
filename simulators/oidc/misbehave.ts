import { createHmac, generateKeyPairSync } from 'node:crypto';
import { epochSeconds, type Now } from '../clock.ts';
import type { OidcSystem, ProviderBehaviour } from '../control/behaviours.ts';
import type { Control } from '../control/control.ts';
import { type Jwt, signJwt } from './jwt.ts';
import { type KeyPairs, publicKeyOf, type SigningAlg, type SigningKey } from './keys.ts';

interface Context {
  readonly control: Control;
  readonly system: OidcSystem;
  readonly keys: KeyPairs;
  readonly alg: SigningAlg;
  readonly clientSecret: string;
  readonly now: Now;
}

/** Signs an id_token, honestly unless ordered otherwise. */
export function signIdToken(jwt: Jwt, context: Context): string {
  const { control, system, keys, alg, clientSecret } = context;
  const key = keys[alg];
  const distorted = distort(ID_TOKEN_LIES, jwt, context);
  if (control.take(system, 'alg_none')) {
    return `${unsigned(distorted, { alg: 'none', kid: key.kid })}.`;
  }
  if (control.take(system, 'hs256_secret')) {
    return signWithSecret(distorted, clientSecret);
  }
  if (control.take(system, 'hs256_public_key')) {
    return signWithSecret(distorted, publicKeyOf(key).export({ format: 'pem', type: 'spki' }).toString());
  }
  if (control.take(system, 'other_algorithm')) {
    return signJwt(distorted, keys[alg === 'ES256' ? 'RS256' : 'ES256']);
  }
  if (control.take(system, 'unknown_kid')) {
    return signJwt(distorted, { ...impostor(key), kid: 'cle-que-personne-ne-publie' });
  }
  return signJwt(distorted, control.take(system, 'bad_signature') ? impostor(key) : key);
}

/** Signs a userinfo answer, honestly unless ordered otherwise; an object stands for an unsigned JSON answer. */
export function signUserinfo(jwt: Jwt, context: Context): string | object {
  const { control, system, keys, alg } = context;
  const distorted = distort(USERINFO_LIES, jwt, context);
  if (control.take(system, 'userinfo_json')) {
    return distorted.payload;
  }
  const key = keys[alg];
  return signJwt(distorted, control.take(system, 'userinfo_bad_signature') ? impostor(key) : key);
}

type Lie = (jwt: Jwt, now: Now) => Jwt;

const ID_TOKEN_LIES: Partial<Record<ProviderBehaviour, Lie>> = {
  wrong_audience: (jwt) => alter(jwt, { aud: 'un-autre-service' }),
  extra_audience: (jwt) => alter(jwt, { aud: [jwt.payload['aud'], 'un-autre-service'] }),
  wrong_issuer: (jwt) => alter(jwt, { iss: 'https://un-autre-emetteur.exemple.test/api/v2' }),
  no_subject: (jwt) => alter(jwt, { sub: undefined }),
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
  userinfo_wrong_audience: (jwt) => alter(jwt, { aud: 'un-autre-service' }),
  userinfo_expired: (jwt, now) => alter(jwt, { iat: epochSeconds(now) - 3_600, exp: epochSeconds(now) - 3_540 }),
  userinfo_future: (jwt, now) => alter(jwt, { iat: epochSeconds(now) + 3_600, exp: epochSeconds(now) + 3_660 }),
  userinfo_other_person: (jwt) => alter(jwt, { family_name: 'INTRUS', birthdate: '1970-01-01', usual_name: 'Intrus' }),
  userinfo_evil: (jwt) =>
    alter(jwt, { family_name: EVIL, usual_name: EVIL, given_name_array: [EVIL], given_name: EVIL }),
  userinfo_endless: (jwt) => alter(jwt, { family_name: 'A'.repeat(5_000), usual_name: 'A'.repeat(5_000) }),
  userinfo_partial: (jwt) =>
    alter(jwt, {
      ...{ family_name: undefined, given_name: undefined, given_name_array: undefined, birthdate: undefined },
      ...{ usual_name: undefined, siret: undefined },
    }),
};

/** Mark-up, line ends, a NUL and a right-to-left override. */
const EVIL = '<script>alert(1)</script>\r\nSet-Cookie: vol=1\u0000\u202Egro';

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

function unsigned({ payload }: Jwt, header: Record<string, unknown>): string {
  return [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

function signWithSecret(jwt: Jwt, secret: string): string {
  const input = unsigned(jwt, { alg: 'HS256' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A key that nobody published, under the identifier of the genuine one. */
function impostor({ alg, kid }: SigningKey): SigningKey {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { alg, kid, privateKey };
}
