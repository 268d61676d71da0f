/** What a member may be in an organisation. Several at once is usual: a village has one secretary. */
export const ROLES = [
  'administrateur',
  'instructeur',
  'valideur',
  'expert',
  'gestionnaire',
  'archiviste',
  'chef_equipe',
  'agent',
  'lecteur',
] as const;

export type Role = (typeof ROLES)[number];

/** Each role as its people read it: a name, and what it lets do. */
export const ROLES_EXPLIQUES: Readonly<Record<Role, { readonly nom: string; readonly phrase: string }>> = {
  administrateur: {
    nom: 'Administrateur',
    phrase: 'Invite et retire des personnes, publie les démarches, règle l’apparence et les mentions légales.',
  },
  instructeur: {
    nom: 'Instructeur',
    phrase: 'Lit les dossiers, écrit aux usagers, demande des corrections et décide.',
  },
  valideur: { nom: 'Valideur', phrase: 'Lit les dossiers et prend les décisions, ou valide celles des instructeurs.' },
  expert: { nom: 'Expert', phrase: 'Lit les dossiers et donne un avis. Ne décide pas.' },
  gestionnaire: { nom: 'Gestionnaire', phrase: 'Suit les enveloppes, les aides et les versements d’un fonds.' },
  archiviste: { nom: 'Archiviste', phrase: 'Reçoit les versements d’archives et prépare les éliminations.' },
  chef_equipe: { nom: 'Chef d’équipe', phrase: 'Planifie et suit les tâches des agents sur le terrain.' },
  agent: { nom: 'Agent de terrain', phrase: 'Réalise et saisit les tâches qui lui sont confiées.' },
  lecteur: { nom: 'Lecteur', phrase: 'Lit les dossiers, sans pouvoir agir.' },
};

/** « instructeur, valideur »: in a sentence, always in the same order. */
export function nomsDesRoles(roles: readonly Role[]): string {
  return ROLES.filter((role) => roles.includes(role))
    .map((role) => ROLES_EXPLIQUES[role].nom.toLowerCase())
    .join(', ');
}

/** The roles ticked in a form, or typed: those that exist, each once, in their order. */
export function parseRoles(typed: readonly string[]): readonly Role[] {
  return ROLES.filter((role) => typed.includes(role));
}
