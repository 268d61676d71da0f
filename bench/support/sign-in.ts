import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBrowser } from '../../simulators/test-support/browser.ts';
import { passThrough } from '../../simulators/test-support/world.ts';
import { nextAddress } from './load.ts';
import type { Product } from './product.ts';

/** Leaves Parvis for FranceConnect, answers there, and comes back. @returns milliseconds of the callback alone */
export async function signIn({ parvis }: Product, personne: string, from: Departure = CONNEXION): Promise<number> {
  const cookies = new Map<string, string>();
  const headers = { 'x-forwarded-for': nextAddress(), accept: 'text/html' };
  const ask = async (address: string, body?: URLSearchParams) => {
    const response = await fetch(new URL(address, parvis.url), {
      redirect: 'manual',
      headers: { ...headers, origin: parvis.url, cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  };
  const page = await ask(from.page);
  const form = page.html.slice(page.html.indexOf('<main'));
  const jeton = /name="_jeton" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const left = await ask(from.action, new URLSearchParams({ ...from.fields, _jeton: jeton }));
  if (!left.location?.startsWith(parvis.simulatorsUrl)) throw new Error(`No departure: ${left.status}`);
  const answer = await passThrough(createBrowser(parvis.simulatorsUrl), new URL(left.location), personne);
  const start = performance.now();
  const back = await ask(answer.href);
  const milliseconds = performance.now() - start;
  if (back.status !== 303 || !back.location?.startsWith(from.leadsTo)) {
    throw new Error(`Not signed in: ${back.status} ${back.location ?? ''}`);
  }
  return milliseconds;
}

export type Departure = {
  readonly page: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly leadsTo: string;
};

const CONNEXION: Departure = {
  page: '/connexion?retour=/mes-dossiers',
  action: '/connexion/franceconnect',
  fields: { retour: '/mes-dossiers' },
  leadsTo: '/mes-dossiers',
};

/**
 * The same steps at FranceConnect with nothing behind: no page of ours, no session, no signature checked. What the
 * simulator alone can give.
 */
export async function signInAlone({ parvis }: Product, personne: string): Promise<void> {
  const issuer = `${parvis.simulatorsUrl}/franceconnect/api/v2`;
  const secret = await readFile(join(parvis.dataDir, 'secret'), 'utf8');
  const client = {
    client_id: 'parvis-franceconnect',
    redirect_uri: `${parvis.url}/connexion/franceconnect/retour`,
  };
  const departure = new URL(`${issuer}/authorize`);
  departure.search = String(
    new URLSearchParams({
      ...client,
      response_type: 'code',
      scope: 'openid identite_pivot preferred_username email',
      acr_values: 'eidas1',
      state: crypto.randomUUID(),
      nonce: crypto.randomUUID(),
    }),
  );
  const answer = await passThrough(createBrowser(parvis.simulatorsUrl), departure, personne);
  const token = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...client,
      client_secret: createHash('sha256').update(`${secret} franceconnect`).digest('hex'),
      grant_type: 'authorization_code',
      code: answer.searchParams.get('code') ?? '',
    }),
  });
  const { access_token: access } = (await token.json()) as { readonly access_token?: string };
  const userinfo = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${access}` } });
  await userinfo.text();
  if (userinfo.status !== 200) throw new Error(`The simulator refuses: ${token.status}, ${userinfo.status}`);
}
