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
