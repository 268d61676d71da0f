/** What the API answers: a status, a JSON body, and headers of its own. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ErrorEntry {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly parameter?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
}

const CNAV = { provider: 'CNAV' };

/** The errors that the real API documents, under their own codes. Titles and details are its own words. */
const ERRORS = {
  insufficientPrivileges: {
    status: 403,
    code: '00100',
    title: 'Privilèges insuffisants',
    detail: 'Votre token est valide mais vos privilèges sont insuffisants. Listez vos privilèges sur /api/introspect',
    parameter: 'token',
  },
  invalidToken: {
    status: 401,
    code: '00101',
    title: 'Interdit',
    detail: "Votre token n'est pas valide ou n'est pas renseigné",
    parameter: 'token',
  },
  expiredToken: {
    status: 401,
    code: '00103',
    title: 'Jeton expiré',
    detail: 'Votre token est expiré. Vous devez refaire une demande',
    parameter: 'token',
  },
  blacklistedToken: {
    status: 401,
    code: '00105',
    title: 'Jeton sur liste noire',
    detail:
      'Votre jeton est sur liste noire, celui-ci a certainement été divulgué sur un canal non-sécurisé. Vous pouvez trouver un jeton valide sur votre espace personnel: https://particulier.api.gouv.fr/compte',
    parameter: 'token',
  },
  franceConnectToken: {
    status: 401,
    code: '50002',
    title: 'Accès non autorisé',
    detail: "Le jeton d'accès n'a pas été trouvé ou est expiré.",
  },
  allocataireNotFound: {
    status: 404,
    code: '37003',
    title: 'Dossier allocataire absent CNAV',
    detail: "Le dossier allocataire n'a pas été trouvé auprès de la CNAV.",
    meta: CNAV,
  },
  disguisedFailure: {
    status: 404,
    code: '35003',
    title: 'Erreur inattendue',
    detail: 'Une erreur inattendue est survenue lors de la collecte des données',
    meta: { provider: 'CNAF & MSA' },
  },
  conflict: {
    status: 409,
    code: '00015',
    title: 'Conflit',
    detail:
      "Une requête associé à votre jeton est déjà en cours de traitement pour ces paramètres. Veuillez attendre la fin du traitement avant d'effectuer une nouvelle requête.",
  },
  recipient: {
    status: 422,
    code: '00203',
    title: 'Entité non traitable',
    detail: 'Le paramètre recipient est obligatoire',
    parameter: 'recipient',
  },
  civility: {
    status: 422,
    code: '00366',
    title: 'Entité non traitable',
    detail: 'Un ou plusieurs paramètres de civilité ne sont pas correctement formatés',
  },
  tooManyRequests: {
    status: 429,
    code: '00429',
    title: 'Trop de requêtes',
    detail: 'Vous avez effectué trop de requêtes',
  },
  unknownProviderError: {
    status: 502,
    code: '37999',
    title: 'Erreur inconnue du fournisseur de données',
    detail:
      "La réponse retournée par le fournisseur de données est invalide et inconnue de notre service. L'équipe technique a été notifiée de cette erreur pour investigation.",
    meta: CNAV,
  },
  providerTimeout: {
    status: 504,
    code: '37002',
    title: 'Intermédiaire hors-délai',
    detail: 'Temps d’attente d’une réponse du fournisseur de données écoulé.',
    meta: CNAV,
  },
} as const satisfies Record<string, ErrorEntry>;

type ErrorName = keyof typeof ERRORS;

export function refuse(name: ErrorName, headers?: Readonly<Record<string, string>>): Answer {
  const entry: ErrorEntry = ERRORS[name];
  const { code, title, detail, parameter, meta = {} } = entry;
  const source = parameter === undefined ? null : { parameter };
  return {
    status: entry.status,
    body: { errors: [{ code, title, detail, source, meta }] },
    ...(headers && { headers }),
  };
}

export function succeed(data: unknown): Answer {
  return { status: 200, body: { data, links: {}, meta: {} } };
}

/** The older way of saying an error, which both versions still use here and there. */
export function legacyError(status: number, error: string, reason: string): Answer {
  return { status, body: { error, reason, message: reason } };
}

/** A path that no route serves. The real body is not documented: only the status is to be relied on. */
export function noSuchRoute(): Answer {
  return { status: 404, body: { errors: [] } };
}
