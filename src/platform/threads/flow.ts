import type { MessagePort, Transferable } from 'node:worker_threads';

/*
 * What one thread makes and another one uses, piece by piece, over a port of their own. A piece that was not asked for
 * waits where it is made: neither side gets more ahead of the other than was agreed.
 */

type Message<T> =
  | { readonly type: 'piece'; readonly piece: T }
  | { readonly type: 'end' }
  | { readonly type: 'failure'; readonly error: unknown };

export type FlowOptions<T> = {
  /** Pieces that may be on their way, or wait for their reader. */
  readonly ahead: number;
  /** What moves with a piece instead of being copied: it is no longer here then. */
  readonly moving?: (piece: T) => readonly Transferable[];
};

/**
 * Sends all that `pieces` gives, then its end or its failure. Ends early, and `pieces` with it, when the reader leaves.
 *
 * @throws what `pieces` throws, once the reader has been told
 */
export async function sendFlow<T>(
  port: MessagePort,
  pieces: AsyncIterable<T>,
  { ahead, moving = () => [] }: FlowOptions<T>,
): Promise<void> {
  const tell = (message: Message<T>, moved: readonly Transferable[] = []) => port.postMessage(message, [...moved]);
  let room = ahead;
  let isOver = false;
  const { ring, heard } = bell();
  port.on('message', () => {
    room += 1;
    ring();
  });
  port.on('close', () => {
    isOver = true;
    ring();
  });
  try {
    for await (const piece of pieces) {
      while (room === 0 && !isOver) await heard();
      if (isOver) return;
      room -= 1;
      tell({ type: 'piece', piece }, moving(piece));
    }
    tell({ type: 'end' });
  } catch (error) {
    tell({ type: 'failure', error });
    throw error;
  }
}

/**
 * What `sendFlow` sends. The next piece is asked for when the reader comes back for it; the port is closed when they leave.
 *
 * @throws what the sender's pieces threw, as a copy, or an Error when it ended without a word
 */
export async function* receiveFlow<T>(port: MessagePort): AsyncGenerator<T, void> {
  const received: Message<T>[] = [];
  let isClosed = false;
  const { ring, heard } = bell();
  port.on('message', (message: Message<T>) => {
    received.push(message);
    ring();
  });
  port.on('close', () => {
    isClosed = true;
    ring();
  });
  try {
    for (;;) {
      const message = received.shift();
      if (message?.type === 'end') return;
      if (message?.type === 'failure') throw message.error;
      if (message) {
        yield message.piece;
        port.postMessage('next');
      } else if (isClosed) throw new Error('The thread at the other end stopped without a word');
      else await heard();
    }
  } finally {
    port.close();
  }
}

/** What waits for `heard` goes on when somebody rings next. */
function bell() {
  let wake = () => {};
  return {
    ring: () => wake(),
    heard: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}
