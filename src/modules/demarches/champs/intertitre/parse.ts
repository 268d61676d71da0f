import type { ChampParser } from '../../domain/champ.ts';
import { VIDE } from '../lu.ts';
import type { IntertitreOptions } from './definition.ts';

export const intertitreParser: ChampParser<IntertitreOptions, never> = {
  parse: () => VIDE,
  typed: () => ({}),
};
