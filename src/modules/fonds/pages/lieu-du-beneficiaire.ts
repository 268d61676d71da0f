import { formatDepartement } from '../../../values/code-departement.ts';
import { nameOfRegion } from '../../../values/code-region.ts';

type Situe = { readonly departement: string | null; readonly region: string | null };

/** « Vienne (86) », or its région when it has no département; null when neither is known. */
export function lieuDuBeneficiaire({ departement, region }: Situe): string | null {
  if (departement !== null) return formatDepartement(departement);
  return region === null ? null : (nameOfRegion(region) ?? region);
}
