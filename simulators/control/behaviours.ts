/**
 * Every way in which the simulators can be told to misbehave, with what the relying party must survive.
 *
 * To add one: give it a name and a sentence here, then answer to that name where the system would go wrong
 * (`oidc/misbehave.ts` for tokens and redirections, `api-particulier/misbehave.ts` for answers,
 * `registres/registre.ts` for the public registers).
 */
const PROVIDER_BEHAVIOURS = {
  access_denied: 'L’usager renonce\u00a0: retour avec access_denied',
  server_error: 'Panne du fournisseur d’identité\u00a0: retour avec server_error',
  temporarily_unavailable: 'Indisponibilité\u00a0: retour avec temporarily_unavailable',
  slow_token: 'Le jeton met du temps à venir (delayMs, 8\u00a0s par défaut)',
  token_html: 'La page d’erreur HTML d’une passerelle à la place du jeton',
  bad_signature: 'Jeton d’identité signé par une autre clé, sous le même identifiant de clé',
  alg_none: 'Jeton d’identité sans signature (alg none)',
  wrong_audience: 'Jeton d’identité destiné à un autre service',
  wrong_nonce: 'Jeton d’identité d’une autre connexion (nonce différent)',
  no_nonce: 'Jeton d’identité sans nonce',
  no_acr: 'Jeton d’identité sans niveau de garantie',
  lower_acr: 'Niveau de garantie plus bas que demandé',
  expired_id_token: 'Jeton d’identité déjà expiré',
  future_id_token: 'Jeton d’identité émis dans une heure',
  userinfo_other_sub: 'Identité d’une autre personne que celle du jeton',
  userinfo_bad_signature: 'Identité signée par une autre clé',
  userinfo_bare: 'Identité signée mais sans aud, iss ni exp',
  userinfo_json: 'Identité en JSON, non signée',
  extra_audience: 'Jeton d’identité destiné à nous et à un autre service',
  wrong_issuer: 'Jeton d’identité d’un autre émetteur',
  no_subject: 'Jeton d’identité qui ne désigne personne',
  unknown_kid: 'Jeton d’identité signé par une clé d’un autre nom, que personne n’a publiée',
  hs256_secret: 'Jeton d’identité signé en HS256 avec le secret partagé',
  hs256_public_key: 'Jeton d’identité signé en HS256 avec la clé publique en guise de secret',
  other_algorithm: 'Jeton d’identité signé par la bonne clé d’un autre algorithme que celui enregistré',
  userinfo_wrong_audience: 'Identité destinée à un autre service',
  userinfo_expired: 'Identité périmée',
  userinfo_future: 'Identité émise dans une heure',
  userinfo_wrong_type: 'Identité signée, annoncée comme une page HTML',
  userinfo_other_person: 'Identité d’une autre personne, sous le sujet attendu',
  userinfo_evil: 'Identité pleine de pièges : balises, fins de ligne, sens d’écriture inversé',
  userinfo_endless: 'Identité dont le nom a 5 000 caractères',
  userinfo_partial: 'Identité sans nom, comme avec des droits moindres que demandés',
  userinfo_401: 'Jeton d’accès refusé, comme après soixante secondes',
  slow_userinfo: 'L’identité met du temps à venir (delayMs, 8 s par défaut)',
  token_html_200: 'Une page HTML à la place du jeton, avec le statut 200',
  token_500: 'Erreur interne à la place du jeton',
  token_reset: 'Connexion coupée à la place du jeton',
  token_huge: 'Réponse de vingt mégaoctets à la place du jeton',
  token_gzip_bomb: 'Réponse compressée de quelques kilooctets qui en fait vingt mille',
  token_drip: 'Réponse au goutte à goutte, qui ne finit pas',
  unexpected_refresh_token: 'Jeton de rafraîchissement que personne n’attend',
  jwks_503: 'Clés publiques indisponibles',
  jwks_empty: 'Aucune clé publique',
  jwks_html: 'Une page HTML à la place des clés publiques',
  discovery_503: 'Découverte indisponible',
  discovery_other_issuer: 'Découverte d’un autre émetteur',
  refresh_refused: 'Rafraîchissement refusé : la personne n’a plus de compte',
  key_rotation: 'Nouvelles clés de signature, tout de suite, sous les mêmes identifiants',
} as const;

const REGISTRE_BEHAVIOURS = {
  '429': 'Trop de requêtes, avec Retry-After',
  panne: 'Le registre est en panne',
  slow: 'Réponse juste mais lente (delayMs, 8\u00a0s par défaut)',
  silence: 'Aucune réponse',
  html: 'La page HTML d’une passerelle, avec le statut 200',
  garbage: 'Octets sans queue ni tête, annoncés comme du JSON',
  gzip_bomb: 'Réponse compressée de quelques kilooctets qui en fait cinquante mille',
} as const;

export const BEHAVIOURS = {
  franceconnect: PROVIDER_BEHAVIOURS,
  proconnect: PROVIDER_BEHAVIOURS,
  'api-particulier': {
    '401': 'Jeton refusé',
    '403': 'Droits insuffisants',
    '404': 'Dossier d’allocataire absent (37003)',
    '409': 'La même demande est déjà en cours (00015)',
    '429': 'Trop de requêtes, avec Retry-After',
    '429_bare': 'Trop de requêtes, sans dire quand revenir',
    '502': 'Réponse inconnue du fournisseur (37999)',
    '504': 'Le fournisseur n’a pas répondu à temps (37002)',
    technical_404: 'Panne technique déguisée en 404 (35003 «\u00a0Erreur inattendue\u00a0»)',
    legacy_error: 'Erreur écrite à la manière de la version\u00a02',
    slow: 'Réponse juste mais lente (delayMs, 8\u00a0s par défaut)',
    silence: 'Aucune réponse, comme après un bannissement',
    garbage: 'Octets sans queue ni tête, annoncés comme du JSON',
    html: 'La page HTML d’une passerelle, avec le statut 200',
    truncated: 'JSON coupé au milieu',
    empty: 'Réponse 200 vide',
    errors_in_200: 'Des erreurs, avec le statut 200',
    wrong_person: 'Le dossier d’une autre famille',
    masked_keys: 'Réponse 200 sans le quotient familial',
    strange_values: 'Quotient en chaîne de caractères, fournisseur inconnu, mois dans le futur',
  },
  'api-entreprise': REGISTRE_BEHAVIOURS,
  'recherche-entreprises': REGISTRE_BEHAVIOURS,
  ban: { ...REGISTRE_BEHAVIOURS, low_score: 'Des adresses qui ressemblent de loin à la question' },
  geo: REGISTRE_BEHAVIOURS,
} as const satisfies Record<string, Record<string, string>>;

export type System = keyof typeof BEHAVIOURS;
export type Behaviour<S extends System> = keyof (typeof BEHAVIOURS)[S] & string;
export type OidcSystem = 'franceconnect' | 'proconnect';
export type ProviderBehaviour = keyof typeof PROVIDER_BEHAVIOURS;
