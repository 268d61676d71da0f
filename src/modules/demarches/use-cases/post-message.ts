import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { count, tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, type Demandeur, porteeOf, porteeOfDemandeur } from '../../comptes/index.ts';
import { PIECES_DE_MESSAGE } from '../domain/pieces-de-message.ts';
import type { Moteur } from '../moteur.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { isMessageSent } from '../storage/messages.ts';
import { courrierDossier } from '../tasks/courrier-dossier.ts';
import { actOnDossier, parAgent } from './act-on-dossier.ts';
import { insertBlob, type Rattachement } from './add-piece.ts';
import { assertMayInstruct } from './agent.ts';
import { assertMayAsk } from './demandeur.ts';
import { journaliser, journaliserDemande } from './journaliser.ts';
import { loadAsAgent, loadAsDemandeur } from './load-dossier.ts';
import { noteNouveaute } from './note-nouveaute.ts';
import { type AuteurDeMessage, writeMessage } from './write-message.ts';

export type NouveauMessage = {
  readonly dossierId: string;
  readonly corps: string;
  /** Drawn with the form: the same form sent twice is one message. Changed in between, it is another one. */
  readonly cle: string;
  readonly pieces: readonly PieceDeMessage[];
};

/** A file received for a message, before it is sent. */
export type PieceDeMessage = Rattachement['blob'];

const LONGEST = 10_000;

/** Who asks writes to the service that instructs their dossier. */
export async function postMessageAsDemandeur(
  moteur: Moteur,
  demandeur: Demandeur,
  message: NouveauMessage,
): Promise<Result<void>> {
  assertMayAsk(demandeur);
  const checked = checkMessage(message);
  if (!checked.ok) return checked;
  const ecrit = checked.value;
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const { dossier } = await loadAsDemandeur(tx, moteur, demandeur, message.dossierId, 'verrou');
    if (dossier.statut === 'brouillon') return refuse('Déposez d’abord votre demande.');
    if (await isMessageSent(tx, dossier.id, ecrit.cle)) return ok(undefined);
    const auteur = { type: 'usager', id: demandeur.personneId, nom: demandeur.nom } as const;
    const id = await write(tx, moteur, dossier, auteur, ecrit, false);
    await journaliserDemande(tx, moteur, demandeur, { dossier, ...fait(id, ecrit, false) });
    await noteNouveaute(tx, moteur, dossier, 'message');
    return ok(undefined);
  });
}

/** An agent writes to the usager; with `correction`, the form opens again for them. */
export async function postMessageAsAgent(
  moteur: Moteur,
  agent: Agent,
  message: NouveauMessage & { readonly correction: boolean },
): Promise<Result<void>> {
  assertMayInstruct(agent);
  return moteur.db.transaction(porteeOf(agent), (tx) => postMessageIn(tx, moteur, agent, message));
}

/** The same inside a transaction that does more. Who may is the caller's to say; nothing is written when it is refused. */
export async function postMessageIn(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  message: NouveauMessage & { readonly correction: boolean },
): Promise<Result<void>> {
  const checked = checkMessage(message);
  if (!checked.ok) return checked;
  const ecrit = checked.value;
  const { dossier } = await loadAsAgent(tx, moteur, agent, message.dossierId, 'verrou');
  // Before the dossier moves: the correction that this form asked is asked already.
  if (await isMessageSent(tx, dossier.id, ecrit.cle)) return ok(undefined);
  const auteur = { type: 'agent' as const, id: agent.personneId, nom: agent.nom };
  if (message.correction) {
    const suite = { correctionDemandee: true };
    const acted = await actOnDossier(tx, moteur, parAgent(agent), dossier, 'demander_correction', suite);
    if (!acted.ok) return acted;
  }
  const id = await write(tx, moteur, dossier, auteur, ecrit, message.correction);
  const acteur = { type: 'agent', id: agent.personneId } as const;
  await journaliser(tx, moteur, { acteur, dossier, ...fait(id, ecrit, message.correction) });
  const courriel = message.correction ? 'correction' : 'message';
  await enqueue(tx, courrierDossier, { courriel, dossierId: dossier.id, messageId: id });
  return ok(undefined);
}

/** @returns the text without its outer spaces, or the sentence that says what is wrong with it */
export function checkCorps(typed: string): Result<string> {
  const corps = typed.trim();
  if (corps === '') return refuse('Écrivez votre message.');
  if (corps.length > LONGEST) return refuse(tropLong(LONGEST, corps.length));
  return ok(corps);
}

type Ecrit = NouveauMessage & { readonly correction?: boolean };

function checkMessage(message: Ecrit): Result<NouveauMessage> {
  const corps = checkCorps(message.corps);
  if (!corps.ok) return corps;
  const { max } = PIECES_DE_MESSAGE;
  if (message.pieces.length > max) return refuse(`Joignez ${count(max, 'fichier')} au plus.`);
  return ok({ ...message, corps: corps.value, cle: cleOf({ ...message, corps: corps.value }) });
}

/**
 * The key of the form with what it says: sent twice, it is one message; sent again with a file more after the Back
 * button, it is another, and nothing that was typed is lost.
 */
function cleOf({ cle, corps, pieces, correction = false }: Ecrit): string {
  const content = JSON.stringify([correction, corps, ...pieces.map(({ sha256 }) => sha256)]);
  return `${cle} ${createHash('sha256').update(content).digest('base64url')}`;
}

/** @returns the id of the message */
async function write(
  tx: Tx,
  moteur: Moteur,
  dossier: Dossier,
  auteur: AuteurDeMessage,
  message: NouveauMessage,
  demandeCorrection: boolean,
): Promise<string> {
  const { corps, cle } = message;
  const id = await writeMessage(tx, moteur, dossier.id, auteur, { corps, cle, demandeCorrection });
  for (const blob of message.pieces) {
    await insertBlob(tx, moteur, { dossierId: dossier.id, blob, messageId: id, auteurId: auteur.id });
  }
  return id;
}

function fait(id: string, { pieces }: NouveauMessage, demandeCorrection: boolean) {
  return {
    type: demandeCorrection ? 'dossier.correction_demandee' : 'dossier.message',
    contenu: { message: id, pieces: pieces.length },
  };
}
