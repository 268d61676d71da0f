import { chainOf, knownFailure } from './cli/explain-failure.ts';
import { InvalidConfiguration } from './platform/config/config.ts';

/**
 * Why a start failed, in French: the variable to correct where there is one, never a stack.
 *
 * @param host where it was to listen
 */
export function explainStart(error: unknown, host?: string): string {
  if (error instanceof InvalidConfiguration) return error.message;
  const fault = (error instanceof Error ? error : {}) as Partial<NodeJS.ErrnoException> & {
    readonly port?: number;
    readonly hostname?: string;
  };
  const { code = '', syscall } = fault;
  if (code === 'EADDRINUSE') {
    const port = fault.port === undefined ? '' : ` ${fault.port}`;
    return `Le port${port} est déjà pris par un autre programme. Choisissez-en un autre, par exemple PORT=3010 npm start.`;
  }
  if (syscall === 'listen' || (host !== undefined && fault.hostname === host)) {
    return code === 'EACCES'
      ? `PORT\u00a0: ce compte n’a pas le droit d’écouter sur le port ${fault.port}. Choisissez-en un au-dessus de 1023.`
      : `HOST\u00a0: aucune adresse de cette machine ne convient (${code}). Donnez par exemple 127.0.0.1, ou 0.0.0.0.`;
  }
  if (fault.path !== undefined && CANNOT_WRITE.has(code)) {
    return `DATA_DIR\u00a0: impossible d’écrire dans ${fault.path} (${code}). Donnez-en le droit à ce compte, ou de la place, ou changez de dossier.`;
  }
  return knownFailure(error) ?? `Parvis n’a pas pu démarrer\u00a0: ${chainOf(error)}`;
}

const CANNOT_WRITE: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
  'ENOENT',
]);
