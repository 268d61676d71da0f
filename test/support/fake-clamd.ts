import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** How the fake daemon behaves with a file: as the real one, or as it does when it is unwell. */
export type ClamdMood = 'well' | 'error' | 'too-large' | 'silent' | 'hangs-up' | 'hasty' | 'nonsense';

export type FakeClamd = {
  readonly address: string;
  mood: ClamdMood;
  /** The files that it was given whole. */
  readonly scanned: Buffer[];
  close(): Promise<void>;
};

/**
 * A stand-in for the ClamAV daemon that speaks PING and INSTREAM as it does, and finds one virus: EICAR's.
 * @param listenOn a path, for a Unix socket; a free local port by default
 */
export async function startFakeClamd(listenOn?: string): Promise<FakeClamd> {
  const sockets = new Set<Socket>();
  const clamd: FakeClamd = { address: '', mood: 'well', scanned: [], close: () => close(server, sockets) };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // Scanners may leave when they have heard enough.
    const read = reader();
    socket.on('data', (piece: Buffer) => answer(clamd, socket, read(piece)));
  });
  server.listen(listenOn ?? { host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const at = server.address();
  return Object.assign(clamd, { address: typeof at === 'object' ? `127.0.0.1:${at?.port}` : (at ?? '') });
}

function answer(clamd: FakeClamd, socket: Socket, { command, file }: Heard): void {
  if (clamd.mood === 'silent') return;
  if (clamd.mood === 'hangs-up') return void socket.destroy();
  if (command === 'PING') return void socket.end('PONG\0');
  if (clamd.mood === 'hasty') return void socket.write('stream: OK\0');
  if (clamd.mood === 'too-large') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
  if (!file) return;
  clamd.scanned.push(file);
  if (clamd.mood === 'error') return void socket.end("stream: Can't allocate memory ERROR\0");
  if (clamd.mood === 'nonsense') return void socket.end('HTTP/1.1 200 OK\r\n'.repeat(200));
  socket.end(file.includes('EICAR-STANDARD-ANTIVIRUS') ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
}

/** `file` is there once the frame of length zero has come. */
type Heard = { readonly command: string | undefined; readonly file: Buffer | undefined };

function reader(): (piece: Buffer) => Heard {
  let rest = Buffer.alloc(0);
  let command: string | undefined;
  let file: Buffer | undefined;
  const frames: Buffer[] = [];
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    const end = rest.indexOf(0);
    if (command === undefined && end > 0) {
      command = rest.toString('latin1', 1, end);
      rest = rest.subarray(end + 1);
    }
    while (command === 'INSTREAM' && rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const length = rest.readUInt32BE(0);
      if (length === 0) file = Buffer.concat(frames);
      frames.push(rest.subarray(4, 4 + length));
      rest = rest.subarray(4 + length);
    }
    return { command, file };
  };
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, 'close');
}
