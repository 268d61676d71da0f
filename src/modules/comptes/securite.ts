import type { Logger } from '../../platform/log/logger.ts';
import type { CodeSecurite, ConnexionRefusee } from './domain/securite.ts';

type Faits = { readonly fournisseur?: 'franceconnect' | 'proconnect' };

/**
 * Writes a security event: `securite: <code>`, to be counted and watched. It holds no personal data, and no word of
 * whoever answered us.
 */
export function signaler(logger: Logger, code: CodeSecurite, faits: Faits & { readonly err?: unknown } = {}): void {
  // Giving up is everybody's right: it is counted, and wakes nobody.
  logger[code === 'retour_annule' ? 'info' : 'warn']({ securite: code, ...faits }, `securite: ${code}`);
}

/**
 * The same, with what the library found where the code does not say enough to mend a configuration: a silence, a refusal
 * by the provider. Its message may quote the answer, and is hidden by the logger.
 */
export function signalerRefus(logger: Logger, { code, cause }: ConnexionRefusee, faits: Faits): void {
  const obscure = /_(?:muet|refuse|invalide)$/.test(code) && cause !== undefined;
  signaler(logger, code, { ...faits, ...(obscure ? { err: cause } : {}) });
}
