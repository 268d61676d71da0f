import type { Tx } from '../../../platform/db/database.ts';
import {
  type Demandeur,
  findOrganisationById,
  type Organisation,
  porteeOfDemandeur,
  soiMeme,
} from '../../comptes/index.ts';
import { entriesOfSujet, type PlacedEntry } from '../../journal/index.ts';
import { champsOfDefinition } from '../domain/definition.ts';
import type { Moteur } from '../moteur.ts';
import { type Decision, listDecisions } from '../storage/decisions.ts';
import { type Depot, listDepots } from '../storage/depots.ts';
import { listDossiersAfter } from '../storage/dossiers-de.ts';
import { listMessages, type Message } from '../storage/messages.ts';
import { agentNames } from './agent-names.ts';
import { aidantNames } from './aidant-names.ts';
import { type DossierOuvert, loadAsDemandeur, titulaireOf } from './load-dossier.ts';

/** All that is known of one dossier, as its usager may take it away. */
export type DossierExporte = DossierOuvert & {
  readonly organisation: Organisation | undefined;
  readonly depots: readonly Depot[];
  readonly messages: readonly Message[];
  readonly decisions: readonly Decision[];
  readonly histoire: readonly PlacedEntry[];
  /** Names of the agents, by id. */
  readonly agents: ReadonlyMap<string, string>;
  /** Names of those who did something under a mandate, by id. */
  readonly aidants: ReadonlyMap<string, string>;
};

const PAGE = 20;
/** More than anybody reads a dossier; a bound all the same. */
const MOST_ENTRIES = 20_000;

/** The dossiers of a person, one after the other: never two in memory, nor a transaction while the network waits. */
export async function* exportDossiers(moteur: Moteur, personneId: string): AsyncGenerator<DossierExporte> {
  const demandeur = soiMeme(personneId, '');
  const portee = porteeOfDemandeur(demandeur);
  for (let after: string | undefined; ; ) {
    const dossiers = await moteur.db.read(portee, (tx) =>
      listDossiersAfter(tx, titulaireOf(demandeur), { after, limit: PAGE }),
    );
    for (const { id, organisationId } of dossiers) {
      const read = await moteur.db.read(portee, (tx) => readWhole(tx, moteur, demandeur, id));
      yield { ...read, agents: await agentNames(moteur, organisationId, read.histoire) };
    }
    if (dossiers.length < PAGE) return;
    after = dossiers.at(-1)?.id;
  }
}

async function readWhole(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  id: string,
): Promise<Omit<DossierExporte, 'agents'>> {
  const [ouvert, depots, messages, decisions, histoire] = await Promise.all([
    loadAsDemandeur(tx, moteur, demandeur, id),
    listDepots(tx, id),
    listMessages(tx, id),
    listDecisions(tx, id),
    entriesOfSujet(tx, { type: 'dossier', id }, { limit: MOST_ENTRIES }),
  ]);
  const organisation = await findOrganisationById(tx, ouvert.dossier.organisationId);
  const aidants = await aidantNames(tx, demandeur.personneId, histoire);
  return { ...ouvert, depots, messages, decisions, histoire, aidants, organisation };
}

/** The same for programs (docs/export-des-donnees.md). Salts of digests stay out: the receipts hold them. */
export function donneesOf(exporte: DossierExporte, cheminOf: (pieceId: string) => string | undefined) {
  const { dossier, definition, organisation, agents, aidants } = exporte;
  const champs = champsOfDefinition(definition);
  return {
    id: dossier.id,
    numero: dossier.numero,
    statut: dossier.statut,
    organisation: organisation && { nom: organisation.nom, siren: organisation.siren },
    demarche: { titre: definition.titre, version: dossier.versionId },
    commenceLe: dossier.createdAt,
    modifieLe: dossier.modifiedAt,
    deposeLe: dossier.submittedAt,
    decideLe: dossier.decidedAt,
    correctionDemandeeLe: dossier.correctionDemandeeAt,
    questions: champs.map(({ id, type, libelle }) => ({ champ: id, type, libelle })),
    reponses: dossier.reponses,
    origines: dossier.origines,
    sources: dossier.sources,
    depots: exporte.depots.map(({ rang, reponses, origines, calculs, entreeId, depositedAt }) => ({
      rang,
      deposeLe: depositedAt,
      ecriture: entreeId,
      reponses,
      origines,
      calculs,
    })),
    messages: exporte.messages.map((message) => ({
      id: message.id,
      auteur: message.auteurNom,
      de: message.auteurType,
      le: message.createdAt,
      corps: message.corps,
      demandeCorrection: message.demandeCorrection,
      pieces: exporte.pieces.filter(({ messageId }) => messageId === message.id).map(({ id }) => id),
    })),
    decisions: exporte.decisions.map(({ verdict, motif, auteurNom, decidedAt, lettrePieceId }) => ({
      verdict,
      motif,
      auteur: auteurNom,
      le: decidedAt,
      lettre: lettrePieceId,
    })),
    histoire: exporte.histoire.map(({ entry: { id, at, type, acteur, contenu } }) => ({
      ecriture: id,
      le: at,
      type,
      par: acteur.type,
      ...(acteur.type === 'agent' ? { agent: agents.get(acteur.id ?? '') ?? null } : {}),
      ...(contenu['mandat'] ? { mandat: contenu['mandat'], aidant: aidants.get(acteur.id ?? '') ?? null } : {}),
    })),
    pieces: exporte.pieces.map((piece) => ({
      id: piece.id,
      nom: piece.nom,
      type: piece.typeMime,
      taille: piece.taille,
      sha256: piece.sha256,
      antivirus: piece.analyse,
      recueLe: piece.createdAt,
      champ: piece.champId,
      message: piece.messageId,
      fichier: cheminOf(piece.id) ?? null,
    })),
  };
}
