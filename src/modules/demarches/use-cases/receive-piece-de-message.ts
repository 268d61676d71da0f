import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Refusal } from '../../../platform/blobs/refusals.ts';
import { Conflict } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, type Demandeur, porteeOf, porteeOfDemandeur } from '../../comptes/index.ts';
import { PIECES_DE_MESSAGE } from '../domain/pieces-de-message.ts';
import type { Moteur } from '../moteur.ts';
import { retirerFichiers } from '../tasks/retirer-fichiers.ts';
import { assertMayInstruct } from './agent.ts';
import { assertMayAsk } from './demandeur.ts';
import { loadAsAgent, loadAsDemandeur } from './load-dossier.ts';

/** A file on its way in, with what its sender says of it. */
export type FichierEnvoye = {
  readonly stream: AsyncIterable<Uint8Array>;
  readonly type: string;
  readonly nom: string;
};

type Recu = Result<StoredBlob, Refusal>;

/** Who asks joins a file to the message that they are writing. Nothing is stored before it is known that they may. */
export async function receivePieceAsDemandeur(
  moteur: Moteur,
  demandeur: Demandeur,
  dossierId: string,
  fichier: FichierEnvoye,
): Promise<Recu> {
  assertMayAsk(demandeur);
  const { dossier } = await moteur.db.read(porteeOfDemandeur(demandeur), (tx) =>
    loadAsDemandeur(tx, moteur, demandeur, dossierId),
  );
  if (dossier.statut === 'brouillon') throw new Conflict('Déposez d’abord votre demande.');
  return receive(moteur, fichier);
}

/** The same for an agent who instructs the dossier. */
export async function receivePieceAsAgent(
  moteur: Moteur,
  agent: Agent,
  dossierId: string,
  fichier: FichierEnvoye,
): Promise<Recu> {
  assertMayInstruct(agent);
  await moteur.db.read(porteeOf(agent), (tx) => loadAsAgent(tx, moteur, agent, dossierId));
  return receive(moteur, fichier);
}

/** A message that was refused may be mended for that long without choosing its files again. */
const GARDE = { hours: 24 };

/**
 * Until the message is sent, the file hangs on nothing: its removal is planned at once, and leaves alone a file that
 * something holds by then. So a form that nobody sends again, or a connection that breaks, leaves nothing behind.
 */
async function receive(moteur: Moteur, { stream, type, nom }: FichierEnvoye): Promise<Recu> {
  const { accept, maxBytes } = PIECES_DE_MESSAGE;
  const received = await moteur.blobs.receive(stream, { accept, maxBytes, declaredType: type, fileName: nom });
  if (received.ok) {
    const { sha256 } = received.value;
    const options = { runAt: moteur.clock.now().add(GARDE), key: `piece-de-message ${sha256}` };
    await moteur.db.transaction({ systeme: true }, (tx) => enqueue(tx, retirerFichiers, { sha256: [sha256] }, options));
  }
  return received;
}
