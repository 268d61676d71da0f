import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { MessageChannel, Worker } from 'node:worker_threads';
import { ROOT } from '../../../platform/root.ts';
import { receiveFlow, sendFlow } from '../../../platform/threads/flow.ts';
import type { Demande } from './fil-de-lecture.ts';
import type { Lecture, LotLu } from './lots.ts';
import { encodageOf } from './texte.ts';

/** Pieces of a file (64 kB) that wait for the thread: enough for it never to wait while this one answers PostgreSQL. */
const AHEAD = 16;

/**
 * The batches of a file, read by a thread of its own: pages are served meanwhile, and PostgreSQL is answered. One batch is
 * ready while the one before is written, no more.
 *
 * @param open called twice: to know the encoding, then to read
 */
export async function* lireLots(
  lecture: Omit<Lecture, 'encodage'>,
  open: () => Promise<Readable>,
): AsyncGenerator<LotLu> {
  const encodage = await encodageOf(await open());
  const file = await open();
  const [entree, sortie] = [new MessageChannel(), new MessageChannel()];
  const demande: Demande = { lecture: { ...lecture, encodage }, entree: entree.port2, sortie: sortie.port2 };
  filDeLecture().postMessage(demande, [demande.entree, demande.sortie]);
  const sent = sendFlow<Uint8Array>(entree.port1, file, { ahead: AHEAD, moving: ownMemory });
  sent.catch(() => undefined); // Awaited below, where it explains the failure that the thread was told of.
  try {
    yield* receiveFlow<LotLu>(sortie.port1);
  } catch (error) {
    await sent;
    throw error;
  } finally {
    entree.port1.close();
    sortie.port1.close();
    file.destroy(); // Not every file is read to its end.
  }
}

/** A piece that shares its memory with others is copied. */
function ownMemory({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

let fil: Worker | undefined;

/** Twice what V8 takes by itself: the rows of a batch die before they are moved twice. */
const YOUNG_MB = 96;

/** One thread for all imports, begun with the first one. It never keeps the process alive, and dead, it is begun again. */
function filDeLecture(): Worker {
  if (fil) return fil;
  const begun = new Worker(ENTREE, { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  fil = begun;
  begun.unref();
  begun.on('error', () => undefined); // Its ports close: whoever waits for a batch is told.
  begun.on('exit', () => {
    if (fil === begun) fil = undefined;
  });
  return begun;
}

/** As it is in a test; bundled by itself (`scripts/build.js`) elsewhere. */
const ENTREE = import.meta.url.endsWith('.ts')
  ? new URL('./fil-de-lecture.ts', import.meta.url)
  : join(ROOT, 'build', 'fil-de-lecture.js');
