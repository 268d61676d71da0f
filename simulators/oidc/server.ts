import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type Provider from 'oidc-provider';
import type { Now } from '../clock.ts';
import type { Control } from '../control/control.ts';
import { readBody, sendHtml, sendJson } from '../http.ts';
import { answer, CACHEABLE, isRecord } from './answer.ts';
import { configurationOf } from './configuration.ts';
import type { ClientRegistration, Definition } from './definition.ts';
import { errorPage } from './error-page.ts';
import { handleInteraction } from './interactions.ts';
import { loadKeys, renewKeys } from './keys.ts';
import type { OidcLibrary } from './load.ts';
import { handleLogout } from './logout.ts';
import { createStore } from './store.ts';

interface OidcServerOptions {
  readonly library: Promise<OidcLibrary>;
  readonly definition: Definition;
  readonly client: ClientRegistration;
  readonly publicUrl: string;
  readonly stateDir: string;
  readonly control: Control;
  readonly now: Now;
  /** Aborted when the simulators close. */
  readonly signal: AbortSignal;
}

/** What an access token opens, as FranceConnect tells a data provider. */
export interface Introspection {
  readonly accountId: string;
  readonly scopes: readonly string[];
}

interface OidcServer {
  readonly issuer: string;
  /** Answers a request whose path, under the issuer, is `path`. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** What `token` opens now; `undefined` when it is unknown, revoked or older than its life. */
  introspect(token: string): Promise<Introspection | undefined>;
}

/** One of the State's OpenID Connect providers, ready to answer. */
export async function createOidcServer(options: OidcServerOptions): Promise<OidcServer> {
  const { definition, client, publicUrl, control, now } = options;
  const issuer = `${publicUrl}${definition.path}`;
  const keysPath = join(options.stateDir, `${definition.system}-keys.json`);
  const [library, firstKeys] = await Promise.all([options.library, loadKeys(keysPath, definition.keyId)]);
  const store = createStore(now);
  const cookieKey = randomBytes(32).toString('base64url');
  let keys = firstKeys;
  let provider = build();

  function build(): Provider {
    const built = new library.default(issuer, configurationOf({ definition, client, keys, store, cookieKey }));
    // Every address is built on the public URL, set in `handle`: a forged Host changes nothing.
    built.proxy = true;
    built.use((ctx, next) => answer(ctx, next, { ...options, keys, store }));
    const rewrite = (ctx: { body: unknown }, error: { error_detail?: string | undefined }) => {
      if (isRecord(ctx.body)) {
        const { error: name, error_description: description } = ctx.body;
        ctx.body = definition.errorBody({
          error: String(name),
          description: String(description),
          detail: error.error_detail,
        });
      }
    };
    built.on('grant.error', rewrite);
    built.on('userinfo.error', rewrite);
    built.on('revocation.error', rewrite);
    (built as EventEmitter).on('error', (error: Error & { code?: string }) => {
      // Whoever asked hung up: a relying party that has waited enough, or that was ordered to be cut off.
      if (!['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(error.code ?? '')) console.error(error);
    });
    built.on('server_error', (_ctx: unknown, error: Error) => console.error(error));
    return built;
  }

  control.onOrder(definition.system, 'key_rotation', async () => {
    keys = await renewKeys(keysPath, definition.keyId);
    provider = build();
  });

  return {
    issuer,
    async handle(request, response, path) {
      const visit = { provider, definition, client, issuer, keys, store, control, now, request, response };
      if (path === '/.well-known/openid-configuration') {
        if (control.take(definition.system, 'discovery_503')) {
          return sendHtml(response, 503, '<html><body><h1>Service Unavailable</h1></body></html>');
        }
        const lying = control.take(definition.system, 'discovery_other_issuer');
        const document = { ...definition.discovery(issuer), ...(lying && { issuer: `${issuer}/autre` }) };
        return sendJson(response, 200, document, CACHEABLE);
      }
      if (path === '/session/end') {
        return handleLogout(visit, await paramsOf(request));
      }
      if (path === '/authorize') {
        const params = await paramsOf(request);
        const refusal = definition.checkAuthorize(params);
        if (refusal) {
          return sendHtml(response, 400, errorPage(definition, refusal));
        }
        // Both methods are accepted, and read as one.
        request.method = 'GET';
        request.url = `${definition.path}/authorize?${params}`;
      }
      mount(request, definition.path, publicUrl);
      if (path.startsWith('/interaction/')) {
        return handleInteraction(visit);
      }
      await provider.callback()(request, response);
    },
    async introspect(token) {
      const found = await provider.AccessToken.find(token);
      if (!found || !(await provider.Grant.find(found.grantId ?? ''))) {
        return undefined;
      }
      return { accountId: found.accountId, scopes: (found.scope ?? '').split(' ') };
    },
  };
}

/** Presents a request to the library as if it were alone on its host. */
function mount(request: IncomingMessage, prefix: string, publicUrl: string): void {
  const { host, protocol } = new URL(publicUrl);
  request.headers.host = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  delete request.headers['x-forwarded-host'];
  Object.assign(request, { originalUrl: request.url });
  request.url = request.url?.slice(prefix.length) ?? '/';
}

async function paramsOf(request: IncomingMessage): Promise<URLSearchParams> {
  if (request.method === 'POST') {
    return new URLSearchParams(await readBody(request));
  }
  return new URL(request.url ?? '/', 'http://localhost').searchParams;
}
