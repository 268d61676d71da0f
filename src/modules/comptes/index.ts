/** People, organisations, roles and sessions: who is there, for whom, and how it was proved. */
export { type Annuaire, makeAnnuaire } from './annuaire.ts';
export type { Organisation, TypeOrganisation } from './domain/organisation.ts';
export type { Role } from './domain/role.ts';
export { donneesDuCompte } from './donnees-du-compte.tsx';
export type { Annonce, DonneesPersonnelles, ElementExporte, FichierExporte } from './donnees-personnelles.ts';
export { makeProviders, type Providers } from './oidc/providers.ts';
export { accueilPages } from './pages/accueil.tsx';
export { agentOf } from './pages/agent-of.ts';
export { CadreCompte } from './pages/cadre-compte.tsx';
export { comptePages } from './pages/compte.tsx';
export { connexionPages } from './pages/connexion.tsx';
export { connexionsDuComptePages } from './pages/connexions.tsx';
export { deconnexionPages } from './pages/deconnexion.tsx';
export { type ApresFranceConnect, type ComptesDeps, navigateurOf, SESSION_COOKIE } from './pages/deps.ts';
export { effacementPages } from './pages/effacement.tsx';
export { exportPages } from './pages/export.tsx';
export { informationPages } from './pages/informations.tsx';
export { retourConnexionPages } from './pages/retour-connexion.tsx';
export { reunirPages } from './pages/reunir.tsx';
export { Site, themeOf } from './pages/site.tsx';
export { agentAccess, publicAccess, usagerAccess } from './policies.ts';
export type { Rattachement } from './rattachement.ts';
export {
  findOrganisationById,
  findOrganisationBySiren,
  findOrganisationBySlug,
  listOrganisations,
} from './storage/organisations.ts';
export { type Adhesion, adhesionsOf, findPersonne, nomsOfAgents, type Personne } from './storage/personnes.ts';
export { searchOrganisations } from './storage/search-organisations.ts';
export { purgerComptes } from './tasks/purger-comptes.ts';
export { type AddedOrganisation, addOrganisation } from './use-cases/add-organisation.ts';
export { type Agent, porteeOf } from './use-cases/agent.ts';
export { beginSignIn } from './use-cases/begin-sign-in.ts';
export { describeTerritoire, type Territoire } from './use-cases/describe-territoire.ts';
export { giveBackFormulaire, keepFormulaire } from './use-cases/formulaire-en-attente.ts';
export { identify } from './use-cases/identify.ts';
export { installOrganisations } from './use-cases/install-organisations.ts';
export { type Invitation, inviteMembres } from './use-cases/invite-membres.ts';
