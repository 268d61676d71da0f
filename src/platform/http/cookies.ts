import type { CookieSerializeOptions } from '@fastify/cookie';

/** Over https, the `__Host-` prefix makes the browser itself refuse a cookie that another host planted. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Lax, not Strict: the return from FranceConnect is a navigation from another site and must find its cookies. */
export function cookieOptions(secure: boolean, maxAgeSeconds?: number): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    secure,
    sameSite: 'lax',
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  };
}
