import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulators, type SimulatorsOptions, startSimulators } from '../../../../simulators/index.ts';
import { createBrowser } from '../../../../simulators/test-support/browser.ts';
import { passThrough } from '../../../../simulators/test-support/world.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { createVisitor, shownIn, type Visite, type Visitor } from '../../../../test/support/visitor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { addPages } from '../../../platform/http/pages.ts';
import { BACKLOG, createServer } from '../../../platform/http/server.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { systemRandom } from '../../../platform/random.ts';
import { makeSeal } from '../../../platform/seal.ts';
import { ok } from '../../../values/result.ts';
import {
  type ComptesDeps,
  type DonneesPersonnelles,
  donneesDesMandats,
  donneesDuCompte,
  identify,
  makeAnnuaire,
  makeProviders,
  moduleDesComptes,
  type Rattachement,
  SESSION_COOKIE,
} from '../index.ts';
import type { ProvidersOptions } from '../oidc/providers.ts';

type Fournisseur = 'franceconnect' | 'proconnect';

/** The pages of accounts alone, served for real, with a real database and the simulators on the other side. */
export type Service = {
  readonly url: string;
  readonly simulators: Simulators;
  readonly base: TestDatabase;
  readonly deps: ComptesDeps;
  readonly mails: { readonly to: string; readonly text: string }[];
  /** Every line of the log so far. */
  log(): string;
  /** Codes of the security events since the last call. */
  events(): string[];
  sessions(): Promise<number>;
  personnes(): Promise<number>;
  /** Moves our clock, and not the simulators', in seconds. Adds up. */
  advance(seconds: number): void;
  /** Moves the simulators' clock, and not ours; it only goes ahead. */
  advanceSimulators(seconds: number): void;
  visitor(): Visitor;
  close(): Promise<void>;
};

export type ServiceOptions = {
  /** Where the simulators keep their keys, for services that share them. By default, a folder that goes with the service. */
  readonly stateDir?: string;
  readonly providers?: { readonly [F in Fournisseur]?: Partial<ProvidersOptions[F]> };
  readonly rattachements?: readonly Rattachement[];
  /** Of other modules, made with what this service works with. */
  readonly donneesPersonnelles?: (deps: ComptesDeps) => readonly DonneesPersonnelles[];
  readonly adresseRetablissableJours?: number;
  readonly apresFranceConnect?: ComptesDeps['apresFranceConnect'];
  readonly clients?: { readonly [K in keyof SimulatorsOptions['clients']]?: Partial<SimulatorsOptions['clients'][K]> };
};

const SECRET = 'un-secret-de-test-assez-long-pour-franceconnect';

export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const stateDir = options.stateDir ?? (await mkdtemp(join(tmpdir(), 'comptes-')));
  const base = await createTestDatabase();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const redirects = (fournisseur: Fournisseur) => ({
    redirectUri: `${url}/connexion/${fournisseur}/retour`,
    postLogoutRedirectUri: `${url}/deconnexion/retour`,
  });
  let [ahead, simulatorsAhead] = [0, 0];
  const client = (fournisseur: Fournisseur) => ({
    clientId: `parvis-${fournisseur}`,
    clientSecret: SECRET,
    redirectUris: [redirects(fournisseur).redirectUri],
    postLogoutRedirectUris: [redirects(fournisseur).postLogoutRedirectUri],
  });
  const simulators = await startSimulators({
    port: 0,
    publicUrl: 'http://localhost:0',
    stateDir,
    clients: {
      franceConnect: { ...client('franceconnect'), ...options.clients?.franceConnect },
      proConnect: { ...client('proconnect'), ...options.clients?.proConnect },
    },
    now: () => Date.now() + simulatorsAhead * 1000,
  });
  const lines: string[] = [];
  let read = 0;
  const logger = createLogger({ level: 'info', format: 'json', destination: { write: (line) => lines.push(line) } });
  const now = () => Temporal.Now.instant().add({ seconds: ahead });
  const clock: Clock = { now, today: (zone = 'Europe/Paris') => now().toZonedDateTimeISO(zone).toPlainDate() };
  const provider = (fournisseur: Fournisseur, issuer: string) => ({
    issuer,
    clientId: `parvis-${fournisseur}`,
    clientSecret: SECRET,
    alg: 'ES256' as const,
    ...redirects(fournisseur),
    ...options.providers?.[fournisseur],
  });
  const providers = {
    franceconnect: provider('franceconnect', simulators.franceConnectIssuer),
    proconnect: provider('proconnect', simulators.proConnectIssuer),
  };
  const mails: Service['mails'] = [];
  const services = { db: base.db, clock, random: systemRandom, logger, publicUrl: url };
  const deps: ComptesDeps = {
    ...services,
    blobs: undefined as never,
    providers: makeProviders(providers, clock),
    annuaire: makeAnnuaire(services),
    sceau: makeSeal(SECRET, 'comptes'),
    adresseRetablissableJours: options.adresseRetablissableJours ?? 7,
    mail: {
      send: async ({ to, text }) => {
        mails.push({ to, text });
        return ok(undefined);
      },
      isReady: async () => true,
      close: () => undefined,
    },
    apresFranceConnect: options.apresFranceConnect ?? (async () => undefined),
    apresLien: async () => undefined,
    informations: {},
    rattachements: options.rattachements ?? [],
    get donneesPersonnelles() {
      return [donneesDuCompte(deps), donneesDesMandats(deps), ...(options.donneesPersonnelles?.(deps) ?? [])];
    },
    decrireFait: ({ type }) => ({ titre: type }),
  };
  const server = await createServer({
    logger,
    metrics: createMetrics(),
    secure: false,
    trustProxy: undefined,
    formTargets: [],
    perMinute: 100_000,
    errorPage: ({ titre, detail }) => (
      <html lang="fr">
        <h1>{titre}</h1>
        <p>{detail}</p>
      </html>
    ),
  });
  const { pages = [] } = moduleDesComptes(deps, []);
  addPages(
    server,
    // The bound on what one address may ask a minute is Fastify's: here one address asks for everybody.
    pages.map(({ perMinute: _, ...page }) => page),
    {
      secret: SECRET,
      secure: false,
      origin: url,
      assets: { cssHref: '', wideHref: '', dossierHref: '', jsHref: '', fontHref: '' },
      identify: (_request, cookie) => identify(services, cookie(SESSION_COOKIE)),
      signInPath: async () => '/connexion',
      resumeForm: async () => undefined,
    },
  );
  await server.listen({ port, host: '127.0.0.1', backlog: BACKLOG });
  const count = async (table: string) =>
    Number((await base.owner.query(`select count(*) from ${table}`)).rows[0].count);
  return {
    url,
    simulators,
    base,
    deps,
    mails,
    log: () => lines.join(''),
    events() {
      const fresh = lines.slice(read).map((line) => JSON.parse(line) as { securite?: string });
      read = lines.length;
      return fresh.flatMap(({ securite }) => securite ?? []);
    },
    sessions: () => count('sessions'),
    personnes: () => count('personnes'),
    advance: (seconds) => {
      ahead += seconds;
    },
    advanceSimulators: (seconds) => {
      simulatorsAhead += seconds;
    },
    visitor: () => createVisitor(url),
    async close() {
      await server.close();
      await simulators.close();
      await base.close();
      if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Leaves for the identity provider. @returns the address where the browser is sent */
export async function leaveFor(
  service: Service,
  visitor: Visitor,
  fournisseur: Fournisseur,
  headers: Readonly<Record<string, string>> = {},
): Promise<URL> {
  // For its token only: unlike « /connexion », it shows to who is signed in.
  const page = await visitor.visit('/connexion/agents');
  const response = await fetch(`${service.url}/connexion/${fournisseur}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: service.url, accept: 'text/html', cookie: cookieHeader(visitor), ...headers },
    body: new URLSearchParams({ _jeton: shownIn(page, '_jeton').at(-1) ?? '', retour: '/compte' }),
  });
  const location = response.headers.get('location');
  if (response.status !== 303 || !location) throw new Error(`no departure: ${response.status}`);
  return new URL(location);
}

/** Goes through the provider's pages. @returns the address of the answer, not opened yet */
export async function answerOf(
  service: Service,
  visitor: Visitor,
  fournisseur: Fournisseur,
  personne: string,
): Promise<URL> {
  const departure = await leaveFor(service, visitor, fournisseur);
  return passThrough(createBrowser(service.simulators.publicUrl), departure, personne);
}

/** A whole sign-in. @returns the page where it ends */
export async function signInWith(
  service: Service,
  visitor: Visitor,
  fournisseur: Fournisseur,
  personne: string,
): Promise<Visite> {
  return visitor.visit(await answerOf(service, visitor, fournisseur, personne));
}

export function cookieHeader({ cookies }: Visitor): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
