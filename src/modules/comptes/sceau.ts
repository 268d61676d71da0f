import type { SealedColumn } from '../../platform/reseal.ts';

/** What this module keeps sealed, for `parvis secrets rotate`. */
export const colonnesScelleesDesComptes: readonly SealedColumn[] = [
  { table: 'sessions', column: 'refresh_token', key: 'id', purpose: 'comptes', bound: false },
  { table: 'mandats', column: 'code_scelle', key: 'id', purpose: 'comptes', bound: false },
];
