/** Who proved the identity of a session, as people read it. */
export const FOURNISSEURS = {
  franceconnect: 'FranceConnect',
  proconnect: 'ProConnect',
  lien: 'Lien par courriel',
} as const;
