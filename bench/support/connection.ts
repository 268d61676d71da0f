import { once } from 'node:events';
import { connect } from 'node:net';

export type Answer = { readonly status: number; readonly head: string; readonly body: Buffer };

/** One kept-alive HTTP/1.1 connection, as thin as can be: the machine must work for the server, not for its client. */
export type Connection = {
  /** One at a time. */
  exchange(request: string): Promise<Answer>;
  close(): void;
};

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let chunks: Buffer[] = [];
  let waiting: PromiseWithResolvers<Answer> | undefined;
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed the connection')));
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    const answer = completeAnswer(chunks);
    if (!answer) return;
    chunks = [];
    waiting?.resolve(answer);
  });
  return {
    exchange(request) {
      if (socket.destroyed) return Promise.reject(new Error('The server closed the connection while it was idle'));
      waiting = Promise.withResolvers<Answer>();
      socket.write(request);
      return waiting.promise;
    },
    close: () => void socket.destroy(),
  };
}

/** Our servers give a length to every answer: no chunks to decode. */
function completeAnswer(chunks: Buffer[]): Answer | undefined {
  const received = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  if (!received) return undefined;
  chunks.splice(0, chunks.length, received);
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error(`An answer without a length:\n${head}`);
  const body = received.subarray(end + 4);
  return body.length < length ? undefined : { status: Number(head.slice(9, 12)), head, body };
}
