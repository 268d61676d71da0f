import type { Source } from '../demarches/index.ts';
import { apiParticulier } from './sources/api-particulier.ts';
import { identiteFranceConnect } from './sources/identite.ts';
import { quotientFamilial } from './sources/quotient-familial.ts';

/** Every source of data about people, ready to be registered in the démarches engine. */
export function sourcesDeDonnees(options: Parameters<typeof apiParticulier>[0]): readonly Source[] {
  return [identiteFranceConnect, quotientFamilial(apiParticulier(options))];
}
