import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as openid from 'openid-client';
import { type Simulators, type SimulatorsOptions, startSimulators } from '../index.ts';
import { type Browser, createBrowser, type Visit } from './browser.ts';

/** The simulators on a free port, with a clock that only the test moves ahead. */
export interface World {
  readonly simulators: Simulators;
  readonly stateDir: string;
  /** Lets time pass, in seconds. */
  elapse(seconds: number): void;
  /** Stops the clock until it is called again with `false`. */
  freeze(stopped: boolean): void;
  close(): Promise<void>;
}

export const CALLBACK = 'http://localhost:3000/connexion/retour';
export const AFTER_LOGOUT = 'http://localhost:3000/deconnexion/retour';

export const client = {
  clientId: 'parvis-test',
  clientSecret: 'un-secret-de-test-assez-long-pour-franceconnect',
  redirectUris: [CALLBACK],
  postLogoutRedirectUris: [AFTER_LOGOUT],
};

/** Of the installation, and of nobody in the list of agents. */
export const VILLAGE = { nom: 'Saint-Silvain-Bas-le-Roc', siren: '212324008', population: 'territorial' } as const;

type Clients = SimulatorsOptions['clients'];

export async function createWorld(clients: Partial<Clients> = {}, keptStateDir?: string): Promise<World> {
  const stateDir = keptStateDir ?? (await mkdtemp(join(tmpdir(), 'simulateurs-')));
  let ahead = 0;
  let frozenAt: number | undefined;
  const simulators = await startSimulators({
    port: 0,
    publicUrl: 'http://localhost:0',
    stateDir,
    clients: { franceConnect: client, proConnect: client, ...clients },
    organisations: async () => [VILLAGE],
    now: () => frozenAt ?? Date.now() + ahead,
  });
  return {
    simulators,
    stateDir,
    elapse: (seconds) => {
      ahead += seconds * 1000;
    },
    freeze: (stopped) => {
      frozenAt = stopped ? Date.now() + ahead : undefined;
    },
    close: async () => {
      await simulators.close();
      if (keptStateDir === undefined) {
        await rm(stateDir, { recursive: true });
      }
    },
  };
}

/** A relying party that checks all that the library can check, as ours must. */
export async function relyingParty(issuer: string, alg = 'ES256'): Promise<openid.Configuration> {
  const configuration = await openid.discovery(
    new URL(issuer),
    client.clientId,
    { id_token_signed_response_alg: alg, userinfo_signed_response_alg: alg },
    openid.ClientSecretPost(client.clientSecret),
    { execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks] },
  );
  configuration.timeout = 5;
  return configuration;
}

interface SignInAttempt {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
}

/** An authorization request; `params` are added to the usual ones, and `undefined` takes one away. */
export function requestSignIn(
  configuration: openid.Configuration,
  params: Readonly<Record<string, string | undefined>> = {},
): SignInAttempt {
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const isFranceConnect = configuration.serverMetadata().issuer.includes('/franceconnect/');
  const all = {
    redirect_uri: CALLBACK,
    scope: isFranceConnect ? 'openid identite_pivot email' : 'openid given_name usual_name email siret roles',
    state,
    nonce,
    ...(isFranceConnect && { acr_values: 'eidas1' }),
    ...params,
  };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { url: openid.buildAuthorizationUrl(configuration, Object.fromEntries(kept)), state, nonce };
}

/** Goes through the pages as a person would, and comes back with the callback's URL. */
export async function passThrough(browser: Browser, url: URL, personne: string): Promise<URL> {
  let visit = await browser.visit(url);
  if (visit.html.includes('name="personne"')) {
    visit = await browser.submit(visit, { personne });
  }
  if (visit.leftFor === undefined) {
    visit = await browser.submit(visit, { action: 'continuer' });
  }
  return arrival(visit);
}

export function arrival(visit: Visit): URL {
  if (visit.leftFor === undefined) {
    throw new Error(`still on ${visit.url} (${visit.status}): ${visit.html}`);
  }
  return visit.leftFor;
}

/** A whole sign-in, up to the tokens. */
export async function signIn(
  configuration: openid.Configuration,
  personne: string,
  params: Readonly<Record<string, string | undefined>> = {},
  browser: Browser = createBrowser(configuration.serverMetadata().issuer),
) {
  const { url, state, nonce } = requestSignIn(configuration, params);
  const callback = await passThrough(browser, url, personne);
  const tokens = await openid.authorizationCodeGrant(configuration, callback, {
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  return { tokens, callback, nonce, browser };
}
