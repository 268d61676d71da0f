import type { Behaviour } from '../control/behaviours.ts';
import { createWorld, relyingParty, signIn, type World } from './world.ts';

export const RECIPIENT = '21860194600013';
export const QF_SCOPES = 'openid identite_pivot cnaf_quotient_familial cnaf_allocataires cnaf_enfants cnaf_adresse';
export const QF = '/v3/dss/quotient_familial/france_connect';

export type ApiParticulierDEssai = {
  readonly world: World;
  readonly base: string;
  order(behaviour: Behaviour<'api-particulier'>, more?: { times?: number; delayMs?: number }): Promise<void>;
  /** Of a person who signed in with FranceConnect. */
  tokenOf(person: string, scope?: string): Promise<string>;
  quotientOf(person: string, options?: { scope?: string }): Promise<Response>;
  // biome-ignore lint/suspicious/noExplicitAny: what JSON gives, which the tests compare
  dataOf(person: string): Promise<any>;
  /** Adds the recipient when the path carries no query. */
  call(path: string, token: string | undefined, headers?: Record<string, string>): Promise<Response>;
};

/** The simulators, and how the tests of API Particulier call it. */
export async function openApiParticulier(): Promise<ApiParticulierDEssai> {
  const world = await createWorld();
  const base = world.simulators.apiParticulierUrl;
  const franceConnect = await relyingParty(world.simulators.franceConnectIssuer);
  const api: ApiParticulierDEssai = {
    world,
    base,
    order: (behaviour, more = {}) => world.simulators.control.set({ system: 'api-particulier', behaviour, ...more }),
    tokenOf: async (person, scope = QF_SCOPES) => (await signIn(franceConnect, person, { scope })).tokens.access_token,
    quotientOf: async (person, { scope = QF_SCOPES } = {}) => api.call(QF, await api.tokenOf(person, scope)),
    dataOf: async (person) => (await (await api.quotientOf(person)).json()).data,
    call(path, token, headers = {}) {
      const full = path.includes('?') || !path.startsWith('/v3/') ? path : `${path}?recipient=${RECIPIENT}`;
      return fetch(`${base}${full}`, { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } });
    },
  };
  return api;
}

/** How an answer refuses. */
export async function refusal(response: Response): Promise<[number, string]> {
  const { errors } = await response.json();
  return [response.status, errors[0].code];
}
