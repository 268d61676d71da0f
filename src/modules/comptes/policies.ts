import type { Access } from '../../platform/http/page.ts';

/** Anyone, signed in or not. What a page then shows is decided by what its transactions may see. */
export const publicAccess: Access = () => 'oui';

/** A signed-in agent, whatever their organisation. */
export const agentAccess: Access = ({ principal }) => (principal.type === 'agent' ? 'oui' : 'connexion');

/** Anyone signed in. Whose dossier it is, the use case and the row-level security say. */
export const signedInAccess: Access = ({ principal }) => (principal.type === 'anonyme' ? 'connexion' : 'oui');
