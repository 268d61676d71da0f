import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { API_ENTREPRISE_TOKEN, createApiEntreprise } from './api-entreprise/server.ts';
import { createApiParticulier } from './api-particulier/server.ts';
import { createBan } from './ban/server.ts';
import type { Now } from './clock.ts';
import { type Control, createControl } from './control/control.ts';
import { handleControl } from './control/endpoint.ts';
import { demandes } from './datapass/demandes.ts';
import { createRegistre } from './datapass/registre.ts';
import { createDataPass, DATAPASS_PATH } from './datapass/server.ts';
import { franceConnect, franceConnectPlus } from './france-connect/definition.ts';
import { createGeo } from './geo/server.ts';
import { homePage } from './home.ts';
import { STYLE_PATH } from './html.ts';
import { sendHtml, sendJson } from './http.ts';
import type { ClientRegistration } from './oidc/definition.ts';
import { loadOidcLibrary } from './oidc/load.ts';
import { createOidcServer } from './oidc/server.ts';
import type { OrganisationsInstallees } from './pro-connect/autre-agent.ts';
import { PROCONNECT_PATH, proConnect } from './pro-connect/definition.ts';
import { createRechercheEntreprises } from './recherche-entreprises/server.ts';
import { STYLE } from './style.ts';

export interface SimulatorsOptions {
  /** 0 takes any free port; `publicUrl` then says `:0`, and the real one replaces it. */
  readonly port: number;
  /** `127.0.0.1` unless told otherwise. */
  readonly host?: string;
  /** How browsers reach the simulators, such as `http://localhost:3001`. */
  readonly publicUrl: string;
  /** Where keys are kept from one start to the next (files of mode 0600). */
  readonly stateDir: string;
  /** The service that the simulators serve, as it would be registered with the real ones. */
  readonly clients: { readonly franceConnect: ClientRegistration; readonly proConnect: ClientRegistration };
  /** Those of the installation: their agents may be played on the page of ProConnect. */
  readonly organisations?: OrganisationsInstallees;
  /** Milliseconds since the epoch; may run ahead of the machine's clock, never behind. */
  readonly now?: Now;
  /** Where DataPass sends its notifications, and the secret that signs them. */
  readonly datapass?: { readonly url: string; readonly secret: string };
}

export interface Simulators {
  readonly publicUrl: string;
  readonly franceConnectIssuer: string;
  readonly proConnectIssuer: string;
  /** Base URL of API Particulier: `${apiParticulierUrl}/v3/dss/quotient_familial/france_connect`. */
  readonly apiParticulierUrl: string;
  /** The habilitation's token, for the routes of API Particulier that FranceConnect does not open. */
  readonly apiParticulierToken: string;
  readonly registres: Registres;
  /** The tokens of the requests that DataPass granted, by their numbers. */
  readonly tokensByDemande: ReadonlyMap<number, string>;
  readonly control: Control;
  close(): Promise<void>;
}

/** The public registers, by their base URLs. */
export interface Registres {
  /** API Entreprise: `${apiEntreprise.url}/v4/insee/sirene/etablissements/90000001900019`. */
  readonly apiEntreprise: { readonly url: string; readonly token: string };
  readonly rechercheEntreprisesUrl: string;
  readonly banUrl: string;
  readonly geoUrl: string;
}

/** Starts local stand-ins for FranceConnect, ProConnect, API Particulier, DataPass and the public registers, on one HTTP server. */
export async function startSimulators(options: SimulatorsOptions): Promise<Simulators> {
  const { stateDir, clients, now = Date.now } = options;
  const control = createControl();
  const closing = new AbortController();
  const { signal } = closing;
  const library = loadOidcLibrary();

  let answerRequest: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const server = createServer((request, response) => {
    answerRequest(request, response).catch((error: unknown) => fail(error, response));
  });
  const port = await listen(server, options.port, options.host ?? '127.0.0.1');
  const publicUrl = options.publicUrl.replace(/\/$/, '').replace(/:0$/, `:${port}`);

  const ready = build();
  answerRequest = async (request, response) => (await ready).answer(request, response);

  async function build() {
    const shared = { library, publicUrl, stateDir, control, now, signal };
    const [citizens, professionals] = await Promise.all([
      createOidcServer({
        ...shared,
        definition: clients.franceConnect.plus ? franceConnectPlus : franceConnect,
        client: clients.franceConnect,
      }),
      createOidcServer({
        ...shared,
        definition: proConnect(options.organisations ?? (async () => [])),
        client: clients.proConnect,
      }),
    ]);
    const registre = createRegistre();
    const datapass = createDataPass({ registre, control, now, target: options.datapass });
    const api = await createApiParticulier({
      stateDir,
      control,
      now,
      signal,
      isRevoked: (id) => registre.find(id)?.habilitation !== 'active',
      introspect: citizens.introspect,
    });
    const mounted = [
      { prefix: franceConnect.path, handle: citizens.handle },
      { prefix: PROCONNECT_PATH, handle: professionals.handle },
      { prefix: API_PATH, handle: api.handle },
      { prefix: '/api-entreprise', handle: createApiEntreprise({ control, now, signal }).handle },
      { prefix: '/recherche-entreprises', handle: createRechercheEntreprises({ control, now, signal }).handle },
      { prefix: '/ban', handle: createBan({ control, now, signal }).handle },
      { prefix: '/geo', handle: createGeo({ control, now, signal }).handle },
    ];
    const registres: Registres = {
      apiEntreprise: { url: `${publicUrl}/api-entreprise`, token: API_ENTREPRISE_TOKEN },
      rechercheEntreprisesUrl: `${publicUrl}/recherche-entreprises`,
      banUrl: `${publicUrl}/ban`,
      geoUrl: `${publicUrl}/geo`,
    };
    const addresses = {
      franceConnectIssuer: citizens.issuer,
      proConnectIssuer: professionals.issuer,
      apiParticulierUrl: `${publicUrl}${API_PATH}`,
    };

    async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const found = mounted.find(({ prefix }) => pathname.startsWith(`${prefix}/`));
      if (found) {
        return found.handle(request, response, pathname.slice(found.prefix.length));
      }
      switch (pathname) {
        case '/':
          return sendHtml(response, 200, homePage({ active: control.active(), ...addresses, registres }));
        case DATAPASS_PATH:
          return datapass.handle(request, response);
        case '/controle':
          return handleControl(control, request, response);
        case STYLE_PATH:
          response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' });
          response.end(STYLE);
          return;
        default:
          return sendJson(response, 404, { error: 'not found' });
      }
    }

    return { answer, addresses, registres, habilitation: api.habilitation };
  }

  const close = async () => {
    closing.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };

  try {
    const { addresses, registres, habilitation } = await ready;
    const tokensByDemande = new Map(demandes.map(({ id, scopes }) => [id, habilitation.tokenOf(id, scopes)]));
    const apiParticulierToken = habilitation.token;
    return { publicUrl, ...addresses, apiParticulierToken, tokensByDemande, registres, control, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Connections that wait to be accepted: beyond, the system drops them, and a crowd of browsers is a burst. */
const BACKLOG = 4096;

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** A simulator that breaks must say so loudly: it is there to find the faults of others. */
function fail(error: unknown, response: ServerResponse): void {
  console.error(error);
  if (response.headersSent) {
    response.destroy();
  } else {
    sendJson(response, 500, { error: 'server_error', error_description: 'the simulator failed, see its console' });
  }
}

const API_PATH = '/api-particulier';
