import type { Access } from '../../platform/http/page.ts';

/** Anyone, signed in or not. What a page then shows is decided by what its transactions may see. */
export const publicAccess: Access = () => 'oui';

/** A signed-in usager. Whose dossier it is, the use case and the row-level security say. */
export const usagerAccess: Access = ({ principal }) => (principal.type === 'usager' ? 'oui' : 'connexion');

/** A signed-in agent, whatever their organisation. */
export const agentAccess: Access = ({ principal }) => (principal.type === 'agent' ? 'oui' : 'connexion');

/** Who administers their organisation. The use cases ask again, of the database, in the transaction that writes. */
export const mayAdminister = (roles: readonly string[]): boolean => roles.includes('administrateur');

/** Anyone signed in. */
export const signedInAccess: Access = ({ principal }) => (principal.type === 'anonyme' ? 'connexion' : 'oui');
