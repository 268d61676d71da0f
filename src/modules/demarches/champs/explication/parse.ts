import type { ChampParser } from '../../domain/champ.ts';
import { VIDE } from '../lu.ts';
import type { ExplicationOptions } from './definition.ts';

export const explicationParser: ChampParser<ExplicationOptions, never> = {
  parse: () => VIDE,
  typed: () => ({}),
};
