/**
 * The démarche and dossier engine. It knows no family of procedures: those come as data from the catalogue, and as
 * sources of data registered by other modules.
 */
export { registreDesChamps } from './champs/index.ts';
export { rechercheDeCommunes } from './champs/recherche-communes.ts';
export type { CommuneConnue, LigneExplication } from './domain/champ.ts';
export { lireDonnees } from './domain/chargement/lire-donnees.ts';
export { lireModeles, type ModeleTitre } from './domain/chargement/lire-modeles.ts';
export { lireRegles } from './domain/chargement/lire-regles.ts';
export { typographierRegles } from './domain/chargement/typographie.ts';
export { champsOfDefinition, type Definition } from './domain/definition.ts';
export type {
  ChangementDeDossier,
  Depose,
  DepotImminent,
  Extension,
  LieuDInstruction,
  Panneau,
} from './domain/extension.ts';
export { type ModeleRempli, remplirModele, remplirTexte } from './domain/modele.ts';
export type { ReponseSource } from './domain/prefill.ts';
export type { Recours, ReponseTardive } from './domain/recours.ts';
export type {
  AdresseConnue,
  AssociationConnue,
  Pourquoi,
  Referentiels,
  ReponseReferentiel,
} from './domain/referentiels.ts';
export { compilerRegles, evaluerRegle, poserFaits, type ReglesCompilees } from './domain/regles/compilees.ts';
export type { Resultat } from './domain/regles/resultat.ts';
export { seuilsDe } from './domain/regles/seuils.ts';
export type {
  AppelOrganisation,
  AppelSource,
  DemandeSource,
  DroitsSource,
  Source,
  SourceOrganisation,
  SourcePersonne,
} from './domain/source.ts';
export { donneesDesDossiers } from './donnees-des-dossiers.tsx';
export { moduleDesDemarches, pagesDesDossiers } from './module.ts';
export { type Moteur, makeMoteur } from './moteur.ts';
export { rubriqueDesDemarches } from './pages/administration-demarches.tsx';
export { apresFranceConnect, apresLien } from './pages/commencer.tsx';
export { type DemarchesDeps, type DossierDuDemandeur, dossierDuDemandeur } from './pages/deps.ts';
export { RecoursAExaminer } from './pages/etat-du-recours.tsx';
export { messagesOf } from './pages/messages.ts';
export { ACCUEILLIR, ReponseAuRecours } from './pages/reponse-au-recours.tsx';
export { mayRead as mayReadDossiers } from './policies.ts';
export { type Catalogue, openCatalogue } from './storage/catalogue.ts';
export {
  type DemarcheOuverte,
  findDemarche,
  listAdopted,
  listDemarches,
  readDefinition as definitionOfVersion,
} from './storage/demarches.ts';
export { findDossier } from './storage/dossiers.ts';
export { listPiecesRecues, type Piece as PieceRecue } from './storage/pieces.ts';
export { listRecours } from './storage/recours.ts';
export { envoyerCourrierAgent } from './tasks/envoyer-courrier-agent.ts';
export { prevenirLesAgents } from './tasks/prevenir-du-recours.ts';
export { rejeterRecours } from './tasks/rejeter-recours.ts';
export { retirerFichiers } from './tasks/retirer-fichiers.ts';
export { type ActesSurDossiers, actesSurDossiers } from './use-cases/actes-sur-dossiers.ts';
export { adoptDemarche } from './use-cases/adopt-demarche.ts';
export { changeStatut } from './use-cases/change-statut.ts';
export { type Decider, decideIn } from './use-cases/decide.ts';
export { eraseDonneesDeSource } from './use-cases/erase-donnees-de-source.ts';
export { consultPieceRecue } from './use-cases/pieces-recues.ts';
export { rattacherDossiers } from './use-cases/rattacher-dossiers.ts';
export type { Echanges } from './use-cases/read-dossier.ts';
export type { RecoursARepondre } from './use-cases/read-recours.ts';
export { receiveDossier } from './use-cases/receive-dossier.ts';
