import { diagnostiquerApiParticulier } from '../../modules/donnees/index.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { makeSeal } from '../../platform/seal.ts';
import type { Check } from './check.ts';
import { bon, mauvais, remarque } from './finding.ts';

/** API Particulier answers, each token is accepted and opens what it must, and nothing is over. */
export const checkApiParticulier: Check = async ({ config, appUrl, clock }) => {
  const { API_PARTICULIER_URL: baseUrl } = config;
  if (baseUrl === undefined) return [remarque('API Particulier n’est pas vérifiée\u00a0: le simulateur la remplace.')];
  const db = openDatabase({ url: appUrl, poolSize: 2 });
  try {
    const constats = await diagnostiquerApiParticulier({
      db,
      clock,
      baseUrl,
      limites: { parMinute: config.API_PARTICULIER_PAR_MINUTE, parSeconde: config.API_PARTICULIER_PAR_SECONDE },
      sceau: (usage) => makeSeal(config.secret, usage, config.SECRET_PRECEDENT),
    });
    const found = constats.map(({ etat, texte }) => ({ bon, mauvais, remarque })[etat](texte));
    return config.production && new URL(baseUrl).hostname.startsWith('staging.') ? [...found, remarque(ESSAIS)] : found;
  } finally {
    await db.close();
  }
};

const ESSAIS =
  'API Particulier est ici celle des essais, qui ne connaît que des personnes inventées. Avant d’ouvrir, mettez l’adresse de production, et le jeton de chaque habilitation.';
