import { capitalize, de, NBSP } from '../../../values/french.ts';

/** What to do when a source does not give what was asked: one behaviour for each kind of failure. */
export type Comportement = {
  readonly issue: IssueManquee;
  /** As the usager reads it. `detenteur` is « la CAF ou la MSA »; the deposit is never blocked. */
  readonly usager: (detenteur: string) => string;
  /** As the agent reads it: what it means for the decision. */
  readonly agent: string;
  /** `une_fois`: the same question again a moment later, when there is time. Never in a loop. */
  readonly nouvelEssai: 'jamais' | 'une_fois';
  /** Somebody has to act on the configuration or the habilitation. */
  readonly alerte: boolean;
  /** Who must be left alone, and whether this counts as a breakdown of the provider. */
  readonly repos: 'aucun' | 'panne' | 'fournisseur' | 'installation';
};

/** What a démarche keeps of a failure. */
export type IssueManquee = 'absente' | 'indisponible' | 'refusee' | 'a_corriger';

const SUITE = 'Indiquez vous-même ces informations et joignez le justificatif demandé.';
const SANS_ATTENDRE = `Indiquez vous-même ces informations${NBSP}; votre demande n’attendra pas.`;

const temporaire = {
  issue: 'indisponible',
  usager: (detenteur: string) => `${capitalize(detenteur)} ne répond pas pour le moment. ${SANS_ATTENDRE}`,
  nouvelEssai: 'jamais',
  alerte: false,
  repos: 'panne',
} as const;

/** Our own setting is wrong: the usager has nothing to do with it, and asking again changes nothing. */
const configuration = {
  issue: 'refusee',
  usager: (detenteur: string) => `Nous n’avons pas pu interroger ${detenteur} pour vous. ${SANS_ATTENDRE}`,
  nouvelEssai: 'jamais',
  alerte: true,
  repos: 'aucun',
} as const;

export const COMPORTEMENTS = {
  /** Nothing granted holds: nothing was asked. */
  sans_habilitation: {
    issue: 'refusee',
    usager: (detenteur) => `Cette démarche ne peut pas encore interroger ${detenteur} pour vous. ${SUITE}`,
    agent:
      'L’organisation n’a pas d’habilitation en vigueur pour cette donnée\u00a0: rien n’a été demandé. Décidez sur le justificatif.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  /** Not an allocataire, identity not matched, or no rights any more: never « zero », never a refusal. */
  inconnu: {
    issue: 'absente',
    usager: (detenteur) => `${capitalize(detenteur)} n’a pas trouvé de dossier à votre nom. ${SUITE}`,
    agent:
      'L’administration interrogée ne connaît pas cette personne. Cela ne veut dire ni «\u00a0zéro\u00a0», ni «\u00a0sans droit\u00a0»\u00a0: décidez sur le justificatif.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  plusieurs_personnes: {
    issue: 'absente',
    usager: (detenteur) => `${capitalize(detenteur)} connaît plusieurs personnes qui portent votre nom. ${SUITE}`,
    agent: 'Plusieurs personnes répondent à cette identité\u00a0: aucune n’a été retenue. Décidez sur le justificatif.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  panne_deguisee: {
    ...temporaire,
    agent: 'La source était en panne, sous l’apparence d’un dossier introuvable. Ne concluez rien de cette absence.',
  },
  en_cours: {
    ...temporaire,
    agent: 'La même question était déjà en cours, sans doute après un double clic.',
    nouvelEssai: 'une_fois',
    repos: 'aucun',
  },
  etat_civil: {
    issue: 'absente',
    usager: (detenteur) => `Votre état civil n’a pas permis de vous reconnaître auprès ${de(detenteur)}. ${SUITE}`,
    agent: 'L’état civil connu ne suffit pas à interroger cette source. Décidez sur le justificatif.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  identifiant: {
    issue: 'a_corriger',
    usager: (detenteur) =>
      `Le numéro que vous avez indiqué pour ${detenteur} n’a pas la bonne forme. Vérifiez-le, ou joignez le justificatif demandé.`,
    agent: 'Le numéro donné par l’usager n’a pas la forme attendue.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  requete_incorrecte: {
    ...configuration,
    agent: 'La question posée à la source était mal écrite\u00a0: l’exploitant de la plateforme est prévenu.',
  },
  jeton_refuse: {
    ...configuration,
    agent: 'Le jeton de l’habilitation est refusé\u00a0: un administrateur doit le remplacer.',
  },
  jeton_expire: {
    ...configuration,
    agent: 'Le jeton de l’habilitation a expiré\u00a0: un administrateur doit la renouveler.',
  },
  jeton_divulgue: {
    ...configuration,
    agent:
      'Le jeton de l’habilitation est sur liste noire\u00a0: il a été divulgué. Un administrateur doit en obtenir un autre.',
  },
  /** The 60 seconds are over, or the scopes granted by FranceConnect are too few: a new sign-in repairs it. */
  identification: {
    issue: 'refusee',
    usager: (detenteur) =>
      `Le délai pour interroger ${detenteur} est passé. Revenez par FranceConnect pour réessayer, ou indiquez vous-même ces informations.`,
    agent: 'L’identification FranceConnect de l’usager ne permettait plus d’interroger la source.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  droits_insuffisants: {
    ...configuration,
    agent: 'L’habilitation de cette démarche n’ouvre pas cette donnée\u00a0: un administrateur doit la compléter.',
  },
  siret_non_autorise: {
    ...configuration,
    agent: 'Le SIRET de la collectivité n’est pas autorisé à interroger cette source.',
  },
  trop_de_requetes: {
    ...temporaire,
    agent: 'Trop de questions ont été posées\u00a0: toutes les sources se taisent quelques instants.',
    alerte: true,
    repos: 'installation',
  },
  quota_fournisseur: {
    ...temporaire,
    agent: 'La source reçoit trop de questions, de nous ou d’autres\u00a0: elle est laissée au repos.',
    repos: 'fournisseur',
  },
  reponse_inconnue: {
    ...temporaire,
    agent: 'La source a répondu autre chose que ce qu’elle annonce.',
  },
  panne_reseau: { ...temporaire, agent: 'La connexion à la source a échoué.', nouvelEssai: 'une_fois' },
  service_indisponible: { ...temporaire, agent: 'La source est indisponible ou en maintenance.' },
  hors_delai: { ...temporaire, agent: 'La source n’a pas répondu à temps.' },
  /** Held back by ourselves: nothing was sent. */
  au_repos: {
    ...temporaire,
    agent: 'La source venait d’échouer plusieurs fois, ou demandait du repos\u00a0: elle n’a pas été interrogée.',
    repos: 'aucun',
  },
  illisible: {
    ...temporaire,
    usager: (detenteur) =>
      `Ce que ${detenteur} a répondu n’a pas pu être lu. Indiquez vous-même ces informations${NBSP}; votre demande n’attendra pas.`,
    agent: 'La réponse de la source n’a pas pu être lue\u00a0: rien n’en a été retenu.',
  },
  autre_personne: {
    issue: 'indisponible',
    usager: (detenteur) =>
      `Ce que ${detenteur} a répondu n’a pas pu être rapproché de votre identité. ${SANS_ATTENDRE}`,
    agent: 'La réponse de la source ne portait pas sur cette personne\u00a0: rien n’en a été retenu.',
    nouvelEssai: 'jamais',
    alerte: true,
    repos: 'aucun',
  },
  non_verifiable: {
    issue: 'absente',
    usager: (detenteur) => `La réponse ${de(detenteur)} ne dit pas à qui elle appartient. ${SUITE}`,
    agent: 'La réponse ne nommait personne\u00a0: elle n’a pas été retenue comme certifiée.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  perimee: {
    issue: 'absente',
    usager: (detenteur) => `Ce que ${detenteur} connaît de vous est trop ancien pour votre demande. ${SUITE}`,
    agent: 'La donnée connue de la source est trop ancienne\u00a0: demandez un justificatif récent.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
  masquee: {
    issue: 'absente',
    usager: (detenteur) => `${capitalize(detenteur)} n’a rien transmis d’utile à votre demande. ${SUITE}`,
    agent:
      'La source n’a pas transmis la donnée attendue\u00a0: le dossier y est vide, ou l’habilitation ne l’ouvre pas.',
    nouvelEssai: 'jamais',
    alerte: false,
    repos: 'aucun',
  },
} as const satisfies Record<string, Comportement>;

export type NomComportement = keyof typeof COMPORTEMENTS;
