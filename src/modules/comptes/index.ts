/** People, organisations, roles and sessions: who is there, for whom, and how it was proved. */
export { type Annuaire, makeAnnuaire } from './annuaire.ts';
export type { CollectiviteCog } from './domain/collectivites.ts';
export { mentionsOf, parseMentions, SANS_MENTIONS } from './domain/mentions.ts';
export type { Organisation, TypeOrganisation } from './domain/organisation.ts';
export { nomsDesRoles, parseRoles, ROLES, type Role } from './domain/role.ts';
export { donneesDesMandats } from './donnees-des-mandats.tsx';
export { donneesDuCompte } from './donnees-du-compte.tsx';
export type { Annonce, DonneesPersonnelles, ElementExporte, FichierExporte } from './donnees-personnelles.ts';
export { moduleDesComptes } from './module.ts';
export { diagnostiquerFournisseur } from './oidc/diagnose-provider.ts';
export { makeProviders, type Providers } from './oidc/providers.ts';
export {
  Administration,
  administrationOf,
  type LieuAdministration,
  type Rubrique,
} from './pages/administration.tsx';
export { agentOf, findAgent, type LieuDeTravail, lieuDeTravailOf } from './pages/agent-of.ts';
export { CadreCompte } from './pages/cadre-compte.tsx';
export {
  type ApresFranceConnect,
  type ApresLien,
  type ComptesDeps,
  enSonNom,
  type FaitDecrit,
  navigateurOf,
  SESSION_COOKIE,
} from './pages/deps.ts';
export { agentNavigation } from './pages/espace-agent.ts';
export type { Informations } from './pages/informations.tsx';
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
export { envoyerCourrierMandat } from './tasks/envoyer-courrier-mandat.ts';
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
export { writeMentions } from './use-cases/save-mentions.ts';
