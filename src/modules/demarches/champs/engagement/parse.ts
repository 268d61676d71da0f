import type { ChampParser } from '../../domain/champ.ts';
import { lu, VIDE } from '../lu.ts';
import type { EngagementOptions } from './definition.ts';

export const engagementParser: ChampParser<EngagementOptions, true> = {
  parse: (saisie) => (saisie.get() === 'oui' ? lu(true as const) : VIDE),
  typed: () => ({ '': 'oui' }),
};
