import type { Tx } from '../../../platform/db/database.ts';
import { type Agent, type Demandeur, porteeOf, porteeOfDemandeur } from '../../comptes/index.ts';
import { entriesOfSujet, type PlacedEntry } from '../../journal/index.ts';
import type { Recours } from '../domain/recours.ts';
import type { Moteur } from '../moteur.ts';
import { type Decision, findLastDecision } from '../storage/decisions.ts';
import { type Depot, findLastDepot } from '../storage/depots.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { listMessages, type Message } from '../storage/messages.ts';
import { listPieces } from '../storage/pieces.ts';
import { listRecours } from '../storage/recours.ts';
import { assertMayRead } from './agent.ts';
import { journaliser } from './journaliser.ts';
import { contexteFor, type DossierOuvert, loadAsAgent, loadAsDemandeur } from './load-dossier.ts';

/** A deposited dossier as both sides see it. */
export type DossierSuivi = DossierOuvert & {
  readonly depot: Depot | undefined;
  readonly messages: readonly Message[];
  readonly decision: Decision | undefined;
  /** The last one first. */
  readonly recours: readonly Recours[];
  /** Everything that happened, readings included, oldest first. */
  readonly histoire: readonly PlacedEntry[];
};

/** What was written about a dossier, both ways, and the files that came with it. */
export type Echanges = Pick<DossierSuivi, 'messages' | 'pieces' | 'recours'> & {
  readonly dossier: Pick<Dossier, 'porteurId' | 'demandeur'>;
};

/** The same on a page of another module, in its transaction. Who may is the caller's to say. */
export async function readEchangesIn(tx: Tx, dossier: Dossier): Promise<Echanges> {
  const { id } = dossier;
  const [messages, pieces, recours] = await Promise.all([
    listMessages(tx, id),
    listPieces(tx, id),
    listRecours(tx, id),
  ]);
  return { dossier, messages, pieces, recours };
}

/** The dossier of who asks. */
export function readAsDemandeur(moteur: Moteur, demandeur: Demandeur, dossierId: string): Promise<DossierSuivi> {
  return moteur.db.read(porteeOfDemandeur(demandeur), (tx) =>
    read(tx, moteur, dossierId, loadAsDemandeur(tx, moteur, demandeur, dossierId)),
  );
}

/** An agent opens a dossier: the reading is itself a fact, and the usager sees it. */
export function readAsAgent(moteur: Moteur, agent: Agent, dossierId: string): Promise<DossierSuivi> {
  assertMayRead(agent);
  return moteur.db.transaction(porteeOf(agent), async (tx) => {
    const suivi = await read(tx, moteur, dossierId, loadAsAgent(tx, moteur, agent, dossierId));
    await journaliserConsultation(tx, moteur, agent, suivi);
    return suivi;
  });
}

/**
 * An agent sees what a dossier holds on a page of another module: the same fact, in its transaction. Who may is the
 * caller's to say.
 *
 * @throws NotFound
 */
export async function consultIn(tx: Tx, moteur: Moteur, agent: Agent, dossierId: string): Promise<Dossier> {
  const { dossier } = await loadAsAgent(tx, moteur, agent, dossierId);
  await journaliserConsultation(tx, moteur, agent, { dossier, depot: await findLastDepot(tx, dossierId) });
  return dossier;
}

async function journaliserConsultation(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  vu: Pick<DossierSuivi, 'dossier' | 'depot'>,
): Promise<void> {
  await journaliser(tx, moteur, {
    acteur: { type: 'agent', id: agent.personneId },
    dossier: vu.dossier,
    type: 'dossier.consulte',
    // Which administrations' data were under their eyes: who has a habilitation answers for each reading.
    contenu: { sources: sourcesVues(vu) },
  });
}

function sourcesVues({ dossier, depot }: Pick<DossierSuivi, 'dossier' | 'depot'>): string[] {
  const origines = Object.values((depot ?? dossier).origines);
  return [...new Set(origines.filter(({ effaceeLe }) => !effaceeLe).map(({ source }) => source))].toSorted();
}

async function read(tx: Tx, moteur: Moteur, dossierId: string, loading: Promise<DossierOuvert>): Promise<DossierSuivi> {
  const [ouvert, depot, messages, decision, recours, histoire] = await Promise.all([
    loading,
    findLastDepot(tx, dossierId),
    listMessages(tx, dossierId),
    findLastDecision(tx, dossierId),
    listRecours(tx, dossierId),
    entriesOfSujet(tx, { type: 'dossier', id: dossierId }),
  ]);
  const shown = depot ? { ...ouvert.dossier, reponses: depot.reponses } : ouvert.dossier;
  return {
    ...ouvert,
    contexte: contexteFor(moteur, shown, ouvert.definition, ouvert.pieces),
    depot,
    messages,
    decision,
    recours,
    histoire,
  };
}
