import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { count } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, type Demandeur, porteeOf, porteeOfDemandeur } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { insertMessage } from '../storage/messages.ts';
import { courrierDossier } from '../tasks/courrier-dossier.ts';
import { actOnDossier, parAgent } from './act-on-dossier.ts';
import { insertBlob } from './add-piece.ts';
import { assertMayInstruct } from './agent.ts';
import { assertMayAsk } from './demandeur.ts';
import { journaliser, journaliserDemande } from './journaliser.ts';
import { loadAsAgent, loadAsDemandeur } from './load-dossier.ts';

export type NouveauMessage = {
  readonly dossierId: string;
  readonly corps: string;
  /** Drawn with the form: the same form sent twice is one message. */
  readonly cle: string;
  readonly pieces: readonly StoredBlob[];
};

const LONGEST = 10_000;

/** Who asks writes to the service that instructs their dossier. */
export async function postMessageAsDemandeur(
  moteur: Moteur,
  demandeur: Demandeur,
  message: NouveauMessage,
): Promise<Result<void>> {
  assertMayAsk(demandeur);
  const corps = checkCorps(message.corps);
  if (!corps.ok) return corps;
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const { dossier } = await loadAsDemandeur(tx, moteur, demandeur, message.dossierId, 'verrou');
    if (dossier.statut === 'brouillon') return refuse('Déposez d’abord votre demande.');
    const auteur = { type: 'usager', id: demandeur.personneId, nom: demandeur.nom } as const;
    const id = await write(tx, moteur, dossier, auteur, { ...message, corps: corps.value }, false);
    if (id) await journaliserDemande(tx, moteur, demandeur, { dossier, ...fait(id, message, false) });
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
  const corps = checkCorps(message.corps);
  if (!corps.ok) return corps;
  const { dossier } = await loadAsAgent(tx, moteur, agent, message.dossierId, 'verrou');
  const auteur = { type: 'agent' as const, id: agent.personneId, nom: agent.nom };
  if (message.correction) {
    const suite = { correctionDemandee: true };
    const acted = await actOnDossier(tx, moteur, parAgent(agent), dossier, 'demander_correction', suite);
    if (!acted.ok) return acted;
  }
  const id = await write(tx, moteur, dossier, auteur, { ...message, corps: corps.value }, message.correction);
  if (id) {
    const acteur = { type: 'agent', id: agent.personneId } as const;
    await journaliser(tx, moteur, { acteur, dossier, ...fait(id, message, message.correction) });
    const courriel = message.correction ? 'correction' : 'message';
    await enqueue(tx, courrierDossier, { courriel, dossierId: dossier.id });
  }
  return ok(undefined);
}

function checkCorps(typed: string): Result<string> {
  const corps = typed.trim();
  if (corps === '') return refuse('Écrivez votre message.');
  if (corps.length > LONGEST)
    return refuse(`Écrivez ${count(LONGEST, 'caractère')} au plus. Il y en a ${corps.length}.`);
  return ok(corps);
}

/** @returns the id of the message; undefined when the same form was already sent */
async function write(
  tx: Tx,
  moteur: Moteur,
  dossier: Dossier,
  auteur: { readonly type: 'usager' | 'agent'; readonly id: string; readonly nom: string },
  message: NouveauMessage,
  demandeCorrection: boolean,
): Promise<string | undefined> {
  const id = newId<'Message'>(moteur.clock, moteur.random);
  const inserted = await insertMessage(tx, dossier.id, {
    id,
    auteurType: auteur.type,
    auteurId: auteur.id,
    auteurNom: auteur.nom,
    corps: message.corps,
    demandeCorrection,
    cle: message.cle,
    createdAt: moteur.clock.now(),
  });
  if (!inserted) return undefined;
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
