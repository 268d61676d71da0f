import { Forbidden } from '../../platform/errors.ts';
import type { Access } from '../../platform/http/page.ts';

/** Anyone, signed in or not. What a page then shows is decided by what its transactions may see. */
export const publicAccess: Access = () => 'oui';

/** A signed-in agent, whatever their organisation. */
export const agentAccess: Access = ({ principal }) => (principal.type === 'agent' ? 'oui' : 'connexion_agent');

/**
 * Anyone signed in who may ask for something: for themselves, for a person who gave them a mandate, for their organisation.
 * Whose dossier it is, the use case and the row-level security say.
 */
export const demandeurAccess: Access = ({ principal }) => (principal.type === 'anonyme' ? 'connexion' : 'oui');

/**
 * Anyone signed in, in their own name. Whoever acts for another person sees neither that person's account nor their own
 * until they stop: an aidant gives no mandate, merges, exports and deletes nothing, and sees no session.
 */
export const signedInAccess: Access = ({ principal }) => {
  if (principal.type === 'anonyme') return 'connexion';
  if (principal.auteur) throw new Forbidden(AGIT_POUR);
  return 'oui';
};

/** A signed-in usager, in their own name. */
export const ownUsagerAccess: Access = (contexte) => {
  const verdict = signedInAccess(contexte);
  return verdict === 'oui' && contexte.principal.type === 'agent' ? 'connexion' : verdict;
};

const AGIT_POUR =
  'Vous agissez pour une autre personne\u00a0: son compte et le vôtre restent fermés. Pour ouvrir le vôtre, choisissez d’abord «\u00a0Ne plus agir en son nom\u00a0», en haut des autres pages.';

/** Who administers their organisation. The use cases ask again, of the database, in the transaction that writes. */
export const mayAdminister = (roles: readonly string[]): boolean => roles.includes('administrateur');
