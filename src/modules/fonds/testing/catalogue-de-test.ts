import { join } from 'node:path';
import { createLogger } from '../../../platform/log/logger.ts';
import { ROOT } from '../../../platform/root.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Catalogue, openCatalogue, registreDesChamps } from '../../demarches/index.ts';
import { sourcesDeDonnees } from '../../donnees/index.ts';

/** The real catalogue; its sources are there to be named, and none of them answers. */
export function catalogueDeTest({ db, clock }: Pick<Noyau, 'db' | 'clock'>): Catalogue {
  const logger = createLogger({ level: 'silent', format: 'json' });
  const sources = sourcesDeDonnees({
    db,
    clock,
    logger,
    baseUrl: 'http://localhost:9',
    limites: { parMinute: 1, parSeconde: 1 },
  });
  return openCatalogue(join(ROOT, 'catalogue'), { registre: registreDesChamps, sources });
}
