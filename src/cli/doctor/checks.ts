import type { Check } from './check.ts';
import { checkApiParticulier } from './check-api-particulier.ts';
import { checkDatabase } from './check-database.ts';

/** In the order in which they are told. The database comes first: the others read it. */
export const checks: readonly Check[] = [checkDatabase, checkApiParticulier];
