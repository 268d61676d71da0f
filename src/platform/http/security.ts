import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Fresh for each answer; only the elements that carry it may run. */
    nonce: string;
  }
}

export type SecurityOptions = {
  readonly secure: boolean;
  /** Where forms may lead after a redirect: the identity providers. Origins. */
  readonly formTargets: readonly string[];
};

/** The headers of every answer. No inline script or style anywhere: the policy has no `unsafe-` at all. */
export function addSecurityHeaders(server: FastifyInstance, options: SecurityOptions): void {
  server.decorateRequest('nonce', '');
  server.addHook('onRequest', async (request) => {
    request.nonce = randomBytes(16).toString('base64');
  });
  server.addHook('onSend', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy(request.nonce, options),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (options.secure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

function contentSecurityPolicy(nonce: string, options: SecurityOptions): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action 'self' ${options.formTargets.join(' ')}`.trimEnd(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(options.secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
