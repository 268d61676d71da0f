import { randomFillSync } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

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

/** What CSP level 3 asks for, 128 bits. */
const NONCE_BYTES = 16;

/**
 * The headers of every answer. No inline script or style anywhere: the policy has no `unsafe-` at all.
 *
 * @returns what puts them on an answer that passes no hook: to an address that cannot be read
 */
export function addSecurityHeaders(
  server: FastifyInstance,
  options: SecurityOptions,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const policyWith = contentSecurityPolicy(options);
  const protect = (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({
      'content-security-policy': policyWith(request.nonce),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (options.secure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  };
  server.decorateRequest('nonce', '');
  server.addHook('onRequest', (request, _reply, done) => {
    request.nonce = freshNonce();
    done();
  });
  server.addHook('onSend', (request, reply, _payload, done) => {
    protect(request, reply);
    done();
  });
  return (request, reply) => {
    request.nonce = freshNonce();
    protect(request, reply);
  };
}

/** Drawn from the system many at a time: asking it costs more than what it gives. Each byte serves once. */
const drawn = Buffer.alloc(256 * NONCE_BYTES);
let next = drawn.length;

function freshNonce(): string {
  if (next === drawn.length) {
    randomFillSync(drawn);
    next = 0;
  }
  next += NONCE_BYTES;
  return drawn.toString('base64', next - NONCE_BYTES, next);
}

/** @returns the policy of one answer, from its nonce: the rest is the same for all. */
function contentSecurityPolicy(options: SecurityOptions): (nonce: string) => string {
  const rest = [
    "default-src 'none'",
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
  return (nonce) => `script-src 'nonce-${nonce}' 'self'; ${rest}`;
}
