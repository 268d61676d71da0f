import type { TypeImport } from './type-import.ts';
import { dotationsInvestissement } from './types/dotations-investissement.ts';
import { franceRelance } from './types/france-relance.ts';
import { scdlSubventions } from './types/scdl-subventions.ts';

/** Every kind of file that can be imported, in the order in which pages offer them. */
export const TYPES_IMPORT: readonly TypeImport[] = [scdlSubventions, dotationsInvestissement, franceRelance];

export function typeImportOf(id: string): TypeImport | undefined {
  return TYPES_IMPORT.find((type) => type.id === id);
}
