/** Scope → claims that FranceConnect delivers to the service. */
export const CLAIMS_BY_SCOPE = {
  openid: ['sub'],
  identite_pivot: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'birthplace',
    'birthcountry',
  ],
  profile: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'],
  birth: ['birthplace', 'birthcountry'],
  given_name: ['given_name', 'given_name_array'],
  family_name: ['family_name'],
  birthdate: ['birthdate'],
  gender: ['gender'],
  birthplace: ['birthplace'],
  birthcountry: ['birthcountry'],
  preferred_username: ['preferred_username'],
  email: ['email'],
  idp_birthdate: ['idp_birthdate'],
  idp_id: ['idp_id'],
} as const;

/**
 * Scopes of the data providers: each stands for one piece of data that API Particulier may then give. Nothing of them
 * ever shows in the userinfo.
 */
export const DATA_SCOPES = {
  cnaf_quotient_familial: 'votre quotient familial (CAF ou MSA)',
  cnaf_allocataires: 'l’identité des allocataires de votre foyer (CAF ou MSA)',
  cnaf_enfants: 'l’identité de vos enfants (CAF ou MSA)',
  cnaf_adresse: 'votre adresse (CAF ou MSA)',
  allocation_adulte_handicape: 'votre droit à l’allocation aux adultes handicapés',
  allocation_soutien_familial: 'votre droit à l’allocation de soutien familial',
  prime_activite: 'votre droit à la prime d’activité',
  prime_activite_majoration: 'la majoration de votre prime d’activité',
  revenu_solidarite_active: 'votre droit au revenu de solidarité active',
  revenu_solidarite_active_majoration: 'la majoration de votre revenu de solidarité active',
  complementaire_sante_solidaire: 'votre droit à la complémentaire santé solidaire',
  cnous_statut_boursier: 'votre statut de boursier',
  cnous_echelon_bourse: 'l’échelon de votre bourse',
  mesri_identite: 'votre identité d’étudiant',
  mesri_admissions: 'vos inscriptions dans l’enseignement supérieur',
  dsnj_statut_service_national: 'votre situation au regard du service national',
  dgfip_rfr: 'votre revenu fiscal de référence',
  dgfip_nbpart: 'votre nombre de parts fiscales',
} as const;

export const IDENTITY_LABELS: Readonly<Record<string, string>> = {
  identite_pivot: 'votre identité\u00a0: nom de naissance, prénoms, sexe, date et lieu de naissance',
  profile: 'votre profil\u00a0: nom, prénoms, sexe, date de naissance, nom d’usage',
  birth: 'votre lieu de naissance',
  given_name: 'vos prénoms',
  family_name: 'votre nom de naissance',
  birthdate: 'votre date de naissance',
  gender: 'votre sexe',
  birthplace: 'votre commune de naissance',
  birthcountry: 'votre pays de naissance',
  preferred_username: 'votre nom d’usage',
  email: 'votre adresse électronique',
  idp_birthdate: 'votre date de naissance telle que votre fournisseur d’identité la connaît',
  idp_id: 'votre fournisseur d’identité',
};

/** What a local authority's habilitation usually grants. `dgfip_*`, for one, is not in it: `invalid_scope`. */
export const DEFAULT_SCOPES: readonly string[] = [
  ...Object.keys(CLAIMS_BY_SCOPE),
  ...Object.keys(DATA_SCOPES).filter((scope) => !scope.startsWith('dgfip_')),
];

/** The claims that `scopes` open, in FranceConnect's own names. */
export function claimsOpenedBy(scopes: readonly string[]): ReadonlySet<string> {
  const byScope: Readonly<Record<string, readonly string[]>> = CLAIMS_BY_SCOPE;
  return new Set(scopes.flatMap((scope) => (Object.hasOwn(byScope, scope) ? (byScope[scope] ?? []) : [])));
}
