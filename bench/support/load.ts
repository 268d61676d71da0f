import { type Answer, type Connection, openConnection } from './connection.ts';

export type Load = {
  readonly port: number;
  /** Connections that each send one request after the other. */
  readonly connections: number;
  /** The next request; undefined: there are no more. */
  readonly next: () => string | undefined;
  /** Throws when the answer is not the one that is measured. */
  readonly check: (answer: Answer) => void;
  /** The round ends then, or when there are no more requests. */
  readonly seconds: number;
};

export type Round = { readonly answers: number; readonly seconds: number };

export async function runRound(load: Load): Promise<Round> {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)));
  const start = performance.now();
  const deadline = start + load.seconds * 1000;
  const counts = await Promise.all(connections.map((connection) => keepAsking(connection, load, deadline)));
  const seconds = (performance.now() - start) / 1000;
  for (const connection of connections) connection.close();
  return { answers: counts.reduce((sum, count) => sum + count, 0), seconds };
}

async function keepAsking(connection: Connection, { next, check }: Load, deadline: number): Promise<number> {
  let count = 0;
  while (performance.now() < deadline) {
    const request = next();
    if (request === undefined) break;
    check(await connection.exchange(request));
    count += 1;
  }
  return count;
}

/** A request as a browser behind a proxy sends it. Each comes from another address: the limit per address stays on. */
export function httpRequest(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const lines = Object.entries({
    host: 'localhost',
    accept: 'text/html',
    'x-forwarded-for': nextAddress(),
    ...(method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
    ...headers,
  });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

let addresses = 0;

export function nextAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}
