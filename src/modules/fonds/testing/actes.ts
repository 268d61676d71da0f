import { join } from 'node:path';
import { ROOT } from '../../../platform/root.ts';
import { readModelesActes } from '../storage/catalogue-actes.ts';
import { adoptModelesActes } from '../use-cases/adopt-modeles-actes.ts';
import type { FondsDeTest } from './fonds-de-test.ts';

/** The texts of the catalogue. */
export const MODELES = readModelesActes(join(ROOT, 'catalogue', 'fonds', 'actes'));

/** Gives a fund of test the texts of the catalogue. */
export async function adoptActes({ base, noyau, gestionnaire }: FondsDeTest): Promise<void> {
  const modeles = await MODELES;
  const acteur = { type: 'systeme', id: 'catalogue' } as const;
  await base.db.transaction({ systeme: true }, (tx) =>
    adoptModelesActes(tx, noyau, acteur, { organisationId: gestionnaire.organisation.id, modeles }),
  );
}
