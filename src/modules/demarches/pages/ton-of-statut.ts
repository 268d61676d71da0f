import type { Ton } from '../../../platform/html/index.ts';
import type { Statut } from '../domain/statut.ts';

const TONS: Readonly<Record<Statut, Ton>> = {
  brouillon: 'neutre',
  en_construction: 'info',
  en_instruction: 'info',
  accepte: 'succes',
  refuse: 'erreur',
  sans_suite: 'neutre',
};

export function tonOf(statut: Statut): Ton {
  return TONS[statut];
}
