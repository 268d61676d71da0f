import { BlockList } from 'node:net';
import { z } from 'zod';

/** Digits only: `Number` also reads a space as 0, and « 0x50 » or « 1e3 ». */
const entier = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const url = z.url({ protocol: /^https?$/ });
/** The pages stand at the root of their host: a path would be lost in every link. */
const site = url.refine((text) => /^https?:\/\/[^/?#@]+\/*$/.test(text));
/** Of a service to which paths are added, or which names itself so: a final slash is never meant. */
const base = url.transform((text) => text.replace(/\/+$/, ''));
/** Copied from a mail: a space before, after or inside comes from there. */
const mot = z.string().regex(/^\S+$/);
/** One letter typed 32 times, or a sentence of the documentation, is as good as public: chance has more signs. */
const aleatoire = z
  .string()
  .min(32)
  .refine((text) => new Set(text).size > 8);
const plages = z.string().refine((text) => text.split(',').every((range) => isRange(range.trim())));
const expediteur = z.string().regex(/^(?:[^\s<>@]+@[^\s<>@]+|[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>)$/);
const optional = <T extends z.ZodType>(schema: T) => schema.optional();

/** One environment variable: what it must be, and the sentence that documents it (also `docs/configuration.md`). */
export type Variable = { readonly schema: z.ZodType; readonly attendu: string; readonly doc: string };

const variable = <T extends z.ZodType>(schema: T, attendu: string, doc: string) => ({ schema, attendu, doc });

/** Every variable that Parvis reads. Nothing else in the code reads the environment. */
export const variables = {
  PARVIS_MODE: variable(
    z.enum(['demonstration', 'production']).default('demonstration'),
    '« demonstration » ou « production »',
    'En démonstration : base embarquée, simulateurs, territoire d’exemple. En production : rien de cela.',
  ),
  PORT: variable(entier(0, 65_535).default(3000), 'un port, de 0 à 65535', 'Port d’écoute. 0 : un port libre.'),
  HOST: variable(mot.default('127.0.0.1'), 'une adresse', 'Adresse d’écoute.'),
  PUBLIC_URL: variable(
    optional(site),
    'une adresse http(s) complète, sans chemin',
    'Adresse publique du site. En production, obligatoire et en https. Les retours de FranceConnect en dépendent.',
  ),
  TRUST_PROXY: variable(
    optional(plages),
    'des adresses IP ou plages CIDR séparées par des virgules',
    'Mandataires dont on croit les en-têtes X-Forwarded-*. Vide : aucun.',
  ),
  DATA_DIR: variable(
    z.string().regex(/\S/).default('var'),
    'un dossier',
    'Dossier des données locales : base embarquée, fichiers, clés, courriers de démonstration.',
  ),
  RECONSTITUTION: variable(
    z
      .enum(['oui', 'non'])
      .default('oui')
      .transform((reponse) => reponse === 'oui'),
    '« oui » ou « non »',
    'En démonstration, rejoue le fonds du 1er mars au 8 octobre 2021, en tâche de fond, au premier démarrage.',
  ),
  DATABASE_URL: variable(
    optional(z.url({ protocol: /^postgres(ql)?$/ })),
    'une adresse postgres://…',
    'Connexion du rôle applicatif, qui ne possède rien. Vide : PostgreSQL embarqué (démonstration seulement).',
  ),
  DATABASE_OWNER_URL: variable(
    optional(z.url({ protocol: /^postgres(ql)?$/ })),
    'une adresse postgres://…',
    'Connexion du propriétaire du schéma : migrations et file de tâches. Obligatoire avec DATABASE_URL.',
  ),
  DATABASE_POOL: variable(entier(1, 200).default(10), 'de 1 à 200', 'Connexions par processus.'),
  SECRET: variable(
    optional(aleatoire),
    'au moins 32 caractères aléatoires',
    'Clé des jetons de formulaire et des secrets gardés en base. En démonstration, tirée au sort et gardée dans DATA_DIR.',
  ),
  SECRET_PRECEDENT: variable(
    optional(z.string().min(32)),
    'au moins 32 caractères aléatoires',
    'L’ancien SECRET, le temps d’un changement : il ouvre ce qu’il a scellé, jusqu’à « parvis secrets rotate ».',
  ),
  ADRESSE_RETABLISSABLE_JOURS: variable(
    entier(0, 30).default(7),
    'de 0 à 30',
    'Jours pendant lesquels l’ancienne adresse de contact d’un compte peut être remise, par un lien qui lui est envoyé. 0 : jamais.',
  ),
  FRANCECONNECT_ISSUER: variable(optional(base), 'une adresse https', 'Émetteur FranceConnect. Vide : le simulateur.'),
  FRANCECONNECT_CLIENT_ID: variable(
    optional(mot),
    'un identifiant, sans espace',
    'Identifiant du fournisseur de service.',
  ),
  FRANCECONNECT_CLIENT_SECRET: variable(
    optional(mot.min(32)),
    'au moins 32 caractères, sans espace',
    'Secret FranceConnect.',
  ),
  FRANCECONNECT_NIVEAU: variable(
    z.enum(['eidas1', 'eidas2', 'eidas3']).default('eidas1'),
    'eidas1, eidas2 ou eidas3',
    'Niveau de garantie exigé. eidas1 : FranceConnect. eidas2 ou eidas3 : FranceConnect+, dont l’émetteur est autre.',
  ),
  FRANCECONNECT_CLE: variable(
    optional(z.string().min(1)),
    'un fichier PEM',
    'Clé privée qui remplace le secret (private_key_jwt). Sa partie publique est servie sur /connexion/franceconnect/cles.',
  ),
  FRANCECONNECT_CLE_DECHIFFREMENT: variable(
    optional(z.string().min(1)),
    'un fichier PEM',
    'Clé privée qui ouvre ce que FranceConnect+ chiffre pour ce service.',
  ),
  FRANCECONNECT_ALG: variable(
    z.enum(['ES256', 'RS256']).default('ES256'),
    'ES256 ou RS256',
    'Algorithme des jetons, tel que déclaré à FranceConnect.',
  ),
  PROCONNECT_ISSUER: variable(optional(base), 'une adresse https', 'Émetteur ProConnect. Vide : le simulateur.'),
  PROCONNECT_CLIENT_ID: variable(optional(mot), 'un identifiant, sans espace', 'Identifiant ProConnect.'),
  PROCONNECT_CLIENT_SECRET: variable(
    optional(mot.min(32)),
    'au moins 32 caractères, sans espace',
    'Secret ProConnect.',
  ),
  PROCONNECT_CLE: variable(
    optional(z.string().min(1)),
    'un fichier PEM',
    'Clé privée qui remplace le secret (private_key_jwt). Sa partie publique est servie sur /connexion/proconnect/cles.',
  ),
  PROCONNECT_ALG: variable(
    z.enum(['ES256', 'RS256']).default('ES256'),
    'ES256 ou RS256',
    'Algorithme des jetons, tel que déclaré à ProConnect.',
  ),
  API_PARTICULIER_URL: variable(optional(base), 'une adresse https', 'Base d’API Particulier. Vide : le simulateur.'),
  API_PARTICULIER_PAR_MINUTE: variable(
    entier(1, 1_000_000).default(1000),
    'un nombre de requêtes',
    'Requêtes par minute que toute l’installation s’autorise vers API Particulier, qui en accorde 1000 à une adresse.',
  ),
  API_PARTICULIER_PAR_SECONDE: variable(
    entier(1, 10_000).default(20),
    'un nombre de requêtes',
    'Requêtes par seconde avec le jeton d’une même habilitation. API Particulier en accorde 20.',
  ),
  API_ENTREPRISE_URL: variable(
    optional(url),
    'une adresse https',
    'Base d’API Entreprise. Vide : le simulateur en démonstration ; en production, Recherche d’entreprises la remplace.',
  ),
  API_ENTREPRISE_JETON: variable(
    optional(z.string().min(20)),
    'un jeton',
    'Jeton d’API Entreprise de l’installation. Obligatoire avec API_ENTREPRISE_URL.',
  ),
  RECHERCHE_ENTREPRISES_URL: variable(
    optional(url),
    'une adresse https',
    'Recherche d’entreprises, ouverte à tous. Vide : le simulateur en démonstration, l’adresse officielle en production.',
  ),
  BAN_URL: variable(
    optional(url),
    'une adresse https',
    'Géocodage de la Base adresse nationale. Vide : le simulateur en démonstration, la Géoplateforme en production.',
  ),
  GEO_URL: variable(
    optional(url),
    'une adresse https',
    'API Géo. Vide : le simulateur en démonstration, l’adresse officielle en production.',
  ),
  DATAPASS_WEBHOOK_SECRET: variable(
    optional(z.string().min(16)),
    'au moins 16 caractères',
    'Secret qui signe les notifications de DataPass sur /datapass/notifications. Vide : elles ne sont pas reçues.',
  ),
  SMTP_URL: variable(
    optional(z.url({ protocol: /^smtps?$/, hostname: /./ })),
    'une adresse smtp:// ou smtps://',
    'Serveur d’envoi. Vide : boîte de démonstration, lisible sur /courriers.',
  ),
  MAIL_FROM: variable(
    expediteur.default('Parvis <ne-pas-repondre@parvis.example>'),
    'une adresse d’expéditeur',
    'Expéditeur des courriels.',
  ),
  CLAMD: variable(
    optional(
      z
        .string()
        .regex(/^([^:/\s]+:\d{1,5}|\/.+)$/)
        .refine(hasPort),
    ),
    '« hôte:port » ou un chemin de socket',
    'Antivirus clamd. Vide : les fichiers sont marqués « non analysés ».',
  ),
  S3_ENDPOINT: variable(optional(url), 'une adresse http(s)', 'Stockage compatible S3. Vide : disque, dans DATA_DIR.'),
  S3_BUCKET: variable(optional(mot), 'un nom de compartiment', 'Compartiment S3.'),
  S3_REGION: variable(mot.default('fr-par'), 'une région', 'Région S3.'),
  S3_ACCESS_KEY_ID: variable(optional(mot), 'un identifiant', 'Identifiant S3.'),
  S3_SECRET_ACCESS_KEY: variable(optional(mot), 'un secret', 'Secret S3.'),
  JOURNAL_TSA_URL: variable(
    optional(url),
    'une adresse http(s)',
    'Autorité d’horodatage RFC 3161 des têtes du journal. Vide : pas d’horodatage tiers.',
  ),
  GRILLE_DENSITE: variable(
    optional(z.string().min(1)),
    'un fichier CSV',
    'La grille communale de densité de l’Insee à sept niveaux (colonnes CODGEO et DENS7, ou DENS avant 2025), pour comparer rural et urbain dans le point d’étape. Vide : il dit que ce n’est pas connu.',
  ),
  RECOURS_REPONSE_TARDIVE: variable(
    z.enum(['dans-le-delai', 'toujours', 'jamais']).default('dans-le-delai'),
    'dans-le-delai, toujours ou jamais',
    'Quand un recours gracieux rejeté par le silence reçoit ensuite un rejet exprès, l’usager lit qu’il a de nouveau deux mois pour saisir le tribunal : si le délai né du silence court encore, toujours, ou jamais. À faire confirmer par votre service juridique (CJA, art. R421-2).',
  ),
  CODE_SOURCE_URL: variable(
    optional(url),
    'une adresse http(s)',
    'Où lire le code source de ce qui tourne ici, modifications comprises, comme la licence EUPL le demande (article 5). Vide : la page « Code source » dit qu’il n’est pas indiqué.',
  ),
  ACCESSIBILITE_ETABLIE_LE: variable(
    optional(z.iso.date()),
    'une date, par exemple 2026-11-28',
    'Jour où la déclaration d’accessibilité a été établie. Vide : elle dit « non établie ».',
  ),
  LOG_LEVEL: variable(
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'debug, info, warn, error ou silent',
    'Niveau du journal technique.',
  ),
} satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

/** The values, typed by their schemas. */
export type Values = { readonly [Name in VariableName]: z.infer<(typeof variables)[Name]['schema']> };

/** What the HTTP server believes: the names are its own, for the addresses of this machine and of private networks. */
function isRange(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true;
  const [address = '', prefix] = text.split('/');
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const bits = prefix ?? '32';
  try {
    if (/^\d{1,3}$/.test(bits)) new BlockList().addSubnet(address, Number(bits), family);
    return /^\d{1,3}$/.test(bits);
  } catch {
    return false;
  }
}

function hasPort(address: string): boolean {
  const port = Number(address.split(':')[1] ?? 1);
  return address.startsWith('/') || (port >= 1 && port <= 65_535);
}
