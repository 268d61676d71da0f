/** Who may do what with dossiers, by role in the organisation. The only place where roles are named. */

const READERS = ['administrateur', 'instructeur', 'valideur', 'expert', 'lecteur'];
const INSTRUCTORS = ['administrateur', 'instructeur', 'valideur'];
const DECIDERS = ['administrateur', 'instructeur', 'valideur'];

export const mayRead = (roles: readonly string[]): boolean => roles.some((role) => READERS.includes(role));
export const mayInstruct = (roles: readonly string[]): boolean => roles.some((role) => INSTRUCTORS.includes(role));
export const mayDecide = (roles: readonly string[]): boolean => roles.some((role) => DECIDERS.includes(role));
