import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { redirect, sendHtml } from '../http.ts';
import { loggedOutPage } from './configuration.ts';
import type { ClientRegistration, Definition, Refusal } from './definition.ts';
import { errorPage } from './error-page.ts';
import { verifyJwt } from './jwt.ts';
import type { KeyPairs } from './keys.ts';
import type { Store } from './store.ts';

interface Visit {
  readonly provider: Provider;
  readonly definition: Definition;
  readonly client: ClientRegistration;
  readonly issuer: string;
  readonly keys: KeyPairs;
  readonly store: Store;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Ends the session and goes straight back to the service, as the real providers do. The library would show a page
 * that asks for a confirmation and submits itself with a script.
 */
export async function handleLogout(visit: Visit, params: URLSearchParams): Promise<void> {
  const { definition, response } = visit;
  const refusal = definition.checkLogout(params) ?? checkHint(visit, params) ?? checkReturn(visit, params);
  if (refusal) {
    return sendHtml(response, 400, errorPage(definition, refusal));
  }
  await endSession(visit);
  const target = params.get('post_logout_redirect_uri');
  if (target === null) {
    return sendHtml(response, 200, loggedOutPage(definition));
  }
  const location = new URL(target);
  const state = params.get('state');
  if (state !== null) {
    location.searchParams.set('state', state);
  }
  return redirect(response, location.href);
}

/** The hint may have expired, but it must be ours and for this service. */
function checkHint({ client, issuer, keys }: Visit, params: URLSearchParams): Refusal | undefined {
  const hint = params.get('id_token_hint') ?? '';
  const payload = verifyJwt(hint, keys[client.signingAlg ?? 'ES256'])?.payload;
  if (payload?.['iss'] !== issuer || payload['aud'] !== client.clientId) {
    return { code: 'Y040001', detail: 'invalid_request\u00a0: could not validate id_token_hint' };
  }
  const clientId = params.get('client_id');
  if (clientId !== null && clientId !== client.clientId) {
    return { code: 'Y040001', detail: 'invalid_request\u00a0: client_id does not match the provided id_token_hint' };
  }
  return undefined;
}

function checkReturn({ client }: Visit, params: URLSearchParams): Refusal | undefined {
  const target = params.get('post_logout_redirect_uri');
  return target === null || client.postLogoutRedirectUris.includes(target)
    ? undefined
    : { code: 'Y040001', detail: 'invalid_request\u00a0: post_logout_redirect_uri not registered' };
}

async function endSession({ provider, definition, store, request, response }: Visit): Promise<void> {
  const ctx = provider.createContext(request, response);
  const session = await provider.Session.get(ctx);
  for (const { grantId } of Object.values(session.authorizations ?? {})) {
    if (grantId) {
      await store.adapter('AccessToken').revokeByGrantId(grantId);
      await store.adapter('Grant').destroy(grantId);
    }
  }
  await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { path: definition.path, httpOnly: true, sameSite: 'lax' });
}
