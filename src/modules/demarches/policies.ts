/** Who may do what with dossiers, by role in the organisation. The only place where roles are named. */

const READERS = ['administrateur', 'instructeur', 'valideur', 'expert', 'lecteur'];
const INSTRUCTORS = ['administrateur', 'instructeur', 'valideur'];
const DECIDERS = ['administrateur', 'instructeur', 'valideur'];

export const mayRead = (roles: readonly string[]): boolean => roles.some((role) => READERS.includes(role));
export const mayInstruct = (roles: readonly string[]): boolean => roles.some((role) => INSTRUCTORS.includes(role));
export const mayDecide = (roles: readonly string[]): boolean => roles.some((role) => DECIDERS.includes(role));

/**
 * On the side of an organisation that asks. Those who handle its files ask in its name, up to the deposit, which commits
 * it; a valideur and a lecteur follow. An expert gives opinions on others' requests, and field agents and archivists
 * work elsewhere: they see none of it.
 */
const ASKERS = ['administrateur', 'gestionnaire', 'instructeur'];
const FOLLOWERS = [...ASKERS, 'valideur', 'lecteur'];

/** Begin, fill in, deposit, write. A person always may, for their own dossiers. */
export const mayAsk = (demandeur: Demandant): boolean => hasRole(demandeur, ASKERS);
/** Read what the organisation asks, and what is answered. */
export const mayFollow = (demandeur: Demandant): boolean => hasRole(demandeur, FOLLOWERS);

type Demandant = {
  readonly pour: { readonly type: 'personne' } | { readonly type: 'organisation'; readonly roles: readonly string[] };
};

function hasRole({ pour }: Demandant, roles: readonly string[]): boolean {
  return pour.type === 'personne' || pour.roles.some((role) => roles.includes(role));
}
