import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';

/** Where an embedded server is reached: the folder that holds its Unix socket, or the loopback, and a port there. */
export type EmbeddedAddress = { readonly host: string; readonly port: number };

/**
 * A Unix socket in the folder of the cluster, where its owner alone may come in: no port of the machine is taken, and a
 * query costs less than through TCP (ADR 0016). Where there can be none, a free port of the loopback.
 *
 * @param data folder of the cluster, absolute
 */
export async function chooseAddress(data: string): Promise<EmbeddedAddress> {
  if (await canHoldSocket(data)) return { host: data, port: USUAL_PORT };
  return { host: LOOPBACK, port: await freePort() };
}

/** The settings with which a server listens there, and nowhere else. */
export function listenAt({ host }: EmbeddedAddress): Readonly<Record<string, string>> {
  if (host === LOOPBACK) return { listen_addresses: LOOPBACK, unix_socket_directories: '' };
  // The folder of its cluster, where PostgreSQL works: a whole path could hold a quote or a comma.
  return { listen_addresses: '', unix_socket_directories: '.' };
}

/**
 * Where a running server listens, by its `postmaster.pid`; `undefined` while it does not tell.
 *
 * @param lines process, folder of the cluster, start, port, folder of the socket, address of TCP
 */
export function addressIn(lines: readonly string[]): EmbeddedAddress | undefined {
  const [, data, , port, socket, tcp] = lines;
  if (data && socket) return { host: data, port: Number(port) };
  return tcp ? { host: LOOPBACK, port: Number(port) } : undefined;
}

/** As `pg` and `psql` read it. */
export function urlAt({ host, port }: EmbeddedAddress, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`;
}

const LOOPBACK = '127.0.0.1';
/** Of a socket it is but a part of the name: two clusters do not meet there. */
const USUAL_PORT = 5432;

/** The shortest limit of a socket's path, which is macOS's; Linux allows four bytes more. */
const SOCKET_PATH_BYTES = 103;

/** PostgreSQL and Node share none on Windows; a path may be too long; a shared folder may refuse them. */
async function canHoldSocket(data: string): Promise<boolean> {
  if (platform() === 'win32') return false;
  if (Buffer.byteLength(join(data, `.s.PGSQL.${USUAL_PORT}`)) > SOCKET_PATH_BYTES) return false;
  const probe = join(data, `.s.${randomUUID().slice(0, 8)}`);
  try {
    await close(await listen({ path: probe }));
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = await listen({ host: LOOPBACK, port: 0 });
  const address = probe.address();
  await close(probe);
  if (typeof address !== 'object' || !address) throw new Error('No free port');
  return address.port;
}

function listen(where: { readonly path: string } | { readonly host: string; readonly port: number }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(where, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
