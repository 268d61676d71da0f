/** People, organisations, roles and sessions: who is there, for whom, and how it was proved. */
export { type Annuaire, makeAnnuaire } from './annuaire.ts';
export type { CollectiviteCog } from './domain/collectivites.ts';
export { mentionsOf } from './domain/mentions.ts';
export type { Organisation, TypeOrganisation } from './domain/organisation.ts';
export { nomsDesRoles, parseRoles, ROLES, type Role } from './domain/role.ts';
export { donneesDesMandats } from './donnees-des-mandats.tsx';
export { donneesDuCompte } from './donnees-du-compte.tsx';
export type { Annonce, DonneesPersonnelles, ElementExporte, FichierExporte } from './donnees-personnelles.ts';
export { diagnostiquerFournisseur } from './oidc/diagnose-provider.ts';
export { makeProviders, type Providers } from './oidc/providers.ts';
export { accueilPages } from './pages/accueil.tsx';
export {
  Administration,
  administrationOf,
  administrationPages,
  type LieuAdministration,
  type Rubrique,
  rubriquesDesComptes,
} from './pages/administration.tsx';
export { adresseDeContactPages } from './pages/adresse-de-contact.tsx';
export { adresseRetabliePages } from './pages/adresse-retablie.tsx';
export { agentOf, type LieuDeTravail, lieuDeTravailOf } from './pages/agent-of.ts';
export { apparencePages } from './pages/apparence.tsx';
export { CadreCompte } from './pages/cadre-compte.tsx';
export { comptePages } from './pages/compte.tsx';
export { connexionPages } from './pages/connexion.tsx';
export { connexionsDuComptePages } from './pages/connexions.tsx';
export { deconnexionPages } from './pages/deconnexion.tsx';
export {
  type ApresFranceConnect,
  type ComptesDeps,
  enSonNom,
  type FaitDecrit,
  navigateurOf,
  SESSION_COOKIE,
} from './pages/deps.ts';
export { effacementPages } from './pages/effacement.tsx';
export { agentNavigation } from './pages/espace-agent.ts';
export { exportPages } from './pages/export.tsx';
export { informationPages } from './pages/informations.tsx';
export { mandatPages } from './pages/mandat.tsx';
export { mandatsPages } from './pages/mandats.tsx';
export { membrePages } from './pages/membre.tsx';
export { membresPages } from './pages/membres.tsx';
export { mentionsPages } from './pages/mentions.tsx';
export { organisationsDuComptePages } from './pages/organisations-du-compte.tsx';
export { personnesAideesPages } from './pages/personnes-aidees.tsx';
export { repondreMandatPages } from './pages/repondre-mandat.tsx';
export { retourConnexionPages } from './pages/retour-connexion.tsx';
export { reunirPages } from './pages/reunir.tsx';
export { Site, type SiteProps, themeHref, themeOf } from './pages/site.tsx';
export { agentAccess, demandeurAccess, ownUsagerAccess, publicAccess } from './policies.ts';
export type { Rattachement } from './rattachement.ts';
export { colonnesScelleesDesComptes } from './sceau.ts';
export { nomsOfMandataires } from './storage/mandats.ts';
export {
  courrielsDesAdministrateurs,
  invitesOf,
  type MembreJoignable,
  membresOf,
} from './storage/membres.ts';
export {
  findOrganisationById,
  findOrganisationBySiren,
  findOrganisationBySlug,
  listOrganisations,
} from './storage/organisations.ts';
export { type Adhesion, adhesionsOf, findPersonne, nomsOfAgents, type Personne } from './storage/personnes.ts';
export { searchOrganisations } from './storage/search-organisations.ts';
export { envoyerCourrierAdresse } from './tasks/envoyer-courrier-adresse.ts';
export { envoyerCourrierMandat } from './tasks/envoyer-courrier-mandat.ts';
export { envoyerCourrierMembre } from './tasks/envoyer-courrier-membre.ts';
export { expirerMandats } from './tasks/expirer-mandats.ts';
export { purgerComptes } from './tasks/purger-comptes.ts';
export { verifierSessions } from './tasks/verifier-sessions.ts';
export { type AddedOrganisation, addOrganisation } from './use-cases/add-organisation.ts';
export { administrer } from './use-cases/administrer.ts';
export { type Agent, porteeOf } from './use-cases/agent.ts';
export { beginSignIn } from './use-cases/begin-sign-in.ts';
export {
  type Demandeur,
  demandeurOf,
  demandeursOf,
  isWithinMandat,
  limiteDuMandat,
  type PourOrganisation,
  porteeOfDemandeur,
  soiMeme,
} from './use-cases/demandeur.ts';
export { describeTerritoire, type Territoire } from './use-cases/describe-territoire.ts';
export { giveBackFormulaire, keepFormulaire } from './use-cases/formulaire-en-attente.ts';
export { identify } from './use-cases/identify.ts';
export { installOrganisations } from './use-cases/install-organisations.ts';
export { inviteMembreAsSysteme } from './use-cases/invite-membre.ts';
export { type Invitation, inviteMembres } from './use-cases/invite-membres.ts';
export { listCollectivites } from './use-cases/list-collectivites.ts';
