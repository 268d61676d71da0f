// The thread that reads the files that are imported, whoever imports them. Started by `lecteur.ts`.
import { type MessagePort, parentPort } from 'node:worker_threads';
import { receiveFlow, sendFlow } from '../../../platform/threads/flow.ts';
import { buffersOf, type Lecture, lotsOf } from './lots.ts';

/** A file to read: its bytes come by one port, its batches leave by the other. */
export type Demande = { readonly lecture: Lecture; readonly entree: MessagePort; readonly sortie: MessagePort };

parentPort?.on('message', ({ lecture, entree, sortie }: Demande) => {
  const lots = lotsOf(lecture, receiveFlow<Uint8Array>(entree));
  sendFlow(sortie, lots, { ahead: 1, moving: buffersOf })
    .catch(() => undefined) // Told by the flow to who asked.
    .finally(() => {
      entree.close();
      sortie.close();
    });
});
