import { setImmediate as turn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { receiveFlow, sendFlow } from './flow.ts';

let channel = new MessageChannel();
afterEach(() => {
  channel.port1.close();
  channel = new MessageChannel();
});

async function* counted(upTo: number, made: number[] = []) {
  for (let one = 1; one <= upTo; one += 1) {
    made.push(one);
    yield one;
  }
}

describe('a flow', () => {
  test('gives all its pieces, in their order, then ends', async () => {
    const sent = sendFlow(channel.port1, counted(1000), { ahead: 3 });
    expect(await Array.fromAsync(receiveFlow<number>(channel.port2))).toEqual(
      Array.from({ length: 1000 }, (_, rank) => rank + 1),
    );
    await sent;
  });

  test('goes no further ahead of its reader than agreed', async () => {
    const made: number[] = [];
    const sent = sendFlow(channel.port1, counted(10, made), { ahead: 2 });
    const reading = receiveFlow<number>(channel.port2);
    for (const wanted of [1, 2, 3]) {
      expect((await reading.next()).value).toBe(wanted);
      await turns();
      expect(made.length).toBe(wanted + 2); // Two of them sent, the last one made and kept.
    }
    await reading.return();
    await sent;
  });

  test('moves what it is told to', async () => {
    const bytes = new Uint8Array(100).fill(7);
    const sent = sendFlow(channel.port1, asPieces([bytes]), { ahead: 1, moving: (piece) => [piece.buffer] });
    const [got] = await Array.fromAsync(receiveFlow<Uint8Array>(channel.port2));
    await sent;
    expect([got?.length, got?.[99], bytes.length]).toEqual([100, 7, 0]);
  });

  test('that fails tells both sides', async () => {
    async function* failing() {
      yield 1;
      throw new RangeError('no more');
    }
    const sent = sendFlow(channel.port1, failing(), { ahead: 1 });
    const failed = expect(sent).rejects.toThrow('no more');
    await expect(Array.fromAsync(receiveFlow(channel.port2))).rejects.toThrow(RangeError);
    await failed;
  });

  test('whose reader leaves ends where it is made', async () => {
    let isEnded = false;
    async function* endless() {
      try {
        for (;;) yield 1;
      } finally {
        isEnded = true;
      }
    }
    const sent = sendFlow(channel.port1, endless(), { ahead: 2 });
    for await (const piece of receiveFlow(channel.port2)) if (piece === 1) break;
    await sent;
    expect(isEnded).toBe(true);
  });

  test('whose sender dies does not wait for ever', async () => {
    const reading = receiveFlow(channel.port2).next();
    await turns();
    channel.port1.close();
    await expect(reading).rejects.toThrow('without a word');
  });
});

async function* asPieces<T>(pieces: readonly T[]) {
  yield* pieces;
}

/** Messages between ports take some turns of the loop. */
async function turns(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await turn();
}
