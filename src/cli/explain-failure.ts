import { EXIT } from './command.ts';

/** What went wrong, as whoever runs the installation can act on it. */
export function explainFailure(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof Error && error.name === 'InvalidConfiguration') {
    return { text: error.message, code: EXIT.misused };
  }
  return { text: knownFailure(error) ?? `Panne inattendue\u00a0: ${chainOf(error)}`, code: EXIT.refused };
}

/** What to do about a failure of the database that others had before. */
export function knownFailure(error: unknown): string | undefined {
  return KNOWN.get(codeOf(error)) ?? (STARTUP.test(chainOf(error)) ? REPARTITEUR : undefined);
}

/** Its message, with those of its causes. */
export function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${chainOf(error.cause)})`;
}

/** Said by PgBouncer, under the code of any breach of the protocol. */
const STARTUP = /unsupported startup parameter/;
const REPARTITEUR =
  'Un répartiteur de connexions (PgBouncer…) refuse un réglage que Parvis demande en s’ouvrant. Ajoutez à sa configuration «\u00a0ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout\u00a0», et donnez ces deux réglages au rôle de l’application (alter role … set).';

/** Of the system and of PostgreSQL (SQLSTATE). */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'La base de données ne répond pas. Vérifiez DATABASE_URL, et que PostgreSQL est démarré.'],
  ['ENOTFOUND', 'Le serveur de la base de données est introuvable. Vérifiez DATABASE_URL.'],
  ['ETIMEDOUT', 'La base de données ne répond pas à temps. Vérifiez DATABASE_URL et le réseau.'],
  ['28P01', 'La base de données refuse ce mot de passe. Vérifiez DATABASE_URL et DATABASE_OWNER_URL.'],
  ['28000', 'La base de données refuse ce compte. Vérifiez DATABASE_URL et DATABASE_OWNER_URL.'],
  ['3D000', 'Cette base de données n’existe pas. Créez-la, ou corrigez DATABASE_URL.'],
  ['42P01', 'La base de données n’est pas au schéma de cette version\u00a0: lancez «\u00a0parvis migrate\u00a0».'],
  ['42703', 'La base de données n’est pas au schéma de cette version\u00a0: lancez «\u00a0parvis migrate\u00a0».'],
  ['42883', 'La base de données n’est pas au schéma de cette version\u00a0: lancez «\u00a0parvis migrate\u00a0».'],
]);

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
