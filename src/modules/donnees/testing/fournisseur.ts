import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fournisseur = {
  readonly url: string;
  /** Addresses asked, in order. */
  readonly appels: { readonly url: string; readonly authorization: string | undefined }[];
  /** What the next calls get, the last one for ever. */
  repondre(...reponses: readonly Reponse[]): void;
  close(): Promise<void>;
};

export type Reponse = (request: IncomingMessage, response: ServerResponse) => void;

/** Some administration on the network, which does what a test wants. */
export async function startFournisseur(): Promise<Fournisseur> {
  const appels: Fournisseur['appels'] = [];
  let queue: readonly Reponse[] = [];
  const server = createServer((request, response) => {
    appels.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const [next, ...rest] = queue;
    if (rest.length > 0) queue = rest;
    if (next) next(request, response);
    else response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    appels,
    repondre: (...reponses) => {
      queue = reponses;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function repond(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reponse {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'appel-1', ...headers });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
}

export function refuse(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
  meta = {},
): Reponse {
  return repond(status, { errors: [{ code, title: 'Titre', detail: '', source: null, meta }] }, headers);
}

/** Says nothing, as after a ban. */
export const silence: Reponse = () => undefined;
