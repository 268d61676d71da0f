/**
 * The démarche and dossier engine. It knows no family of procedures: those come as data from the catalogue, and as
 * sources of data registered by other modules.
 */
export { registreDesChamps } from './champs/index.ts';
export { rechercheDeCommunes } from './champs/recherche-communes.ts';
export type { CommuneConnue, LigneExplication } from './domain/champ.ts';
export { lireRegles } from './domain/chargement/lire-regles.ts';
export type { Definition } from './domain/definition.ts';
export type { GardeDeDepot } from './domain/garde-de-depot.ts';
export type { ReponseSource } from './domain/prefill.ts';
export { compilerRegles, evaluerRegle, poserFaits, type ReglesCompilees } from './domain/regles/compilees.ts';
export type { Resultat } from './domain/regles/resultat.ts';
export { seuilsDe } from './domain/regles/seuils.ts';
export type { AppelOrganisation, AppelSource, Source, SourceOrganisation, SourcePersonne } from './domain/source.ts';
export { type Moteur, makeMoteur } from './moteur.ts';
export { apresFranceConnect, commencerPages } from './pages/commencer.tsx';
export { decisionPages } from './pages/decision.tsx';
export type { DemarchesDeps } from './pages/deps.ts';
export { etapePages } from './pages/etape.tsx';
export { fichierPages } from './pages/fichiers.ts';
export { instructionPages } from './pages/instruction.tsx';
export { instructionDossierPages } from './pages/instruction-dossier.tsx';
export { mesDossiersPages } from './pages/mes-dossiers.tsx';
export { portailPages } from './pages/portail.tsx';
export { suiviPages } from './pages/suivi.tsx';
export { verificationPages } from './pages/verification.tsx';
export { listCatalogue, loadFolder } from './storage/catalogue.ts';
export { envoyerCourrier } from './tasks/envoyer-courrier.ts';
export { produireLettre } from './tasks/produire-lettre.ts';
export { adoptDemarche } from './use-cases/adopt-demarche.ts';
export { rattacherDossiers } from './use-cases/rattacher-dossiers.ts';
