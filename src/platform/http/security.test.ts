import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { addSecurityHeaders } from './security.ts';

test('each answer has a nonce of its own, of 128 bits, the one that its page was given', async () => {
  const server = Fastify();
  addSecurityHeaders(server, { secure: true, formTargets: [] });
  server.get('/', async (request) => request.nonce);
  const seen = new Set<string>();
  for (let i = 0; i < 600; i++) {
    const { headers, body } = await server.inject('/');
    expect(headers['content-security-policy']).toContain(`script-src 'nonce-${body}' 'self';`);
    expect(Buffer.from(body, 'base64')).toHaveLength(16);
    seen.add(body);
  }
  expect(seen.size).toBe(600);
  await server.close();
});

test('the policy allows nothing by default, and forms to lead where they are told only', async () => {
  const server = Fastify();
  addSecurityHeaders(server, { secure: false, formTargets: ['https://fc.example.fr'] });
  const { headers } = await server.inject('/nowhere');
  const policy = String(headers['content-security-policy']).split('; ');
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "form-action 'self' https://fc.example.fr"]));
  expect(policy.join()).not.toContain('unsafe-');
  await server.close();
});
