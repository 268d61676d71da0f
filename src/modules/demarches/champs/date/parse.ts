import { formatJour } from '../../../../values/format-jour.ts';
import { NBSP } from '../../../../values/french.ts';
import { fromPlainDate, type Jour, jour } from '../../../../values/jour.ts';
import type { ChampParser, ContexteChamp } from '../../domain/champ.ts';
import { lireJour, partiesDeJour } from '../jours.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { DateOptions } from './definition.ts';

export const dateParser: ChampParser<DateOptions, string> = {
  parse(saisie, champ, contexte) {
    const { min, max } = champ.options;
    const read = lireJour(saisie, { min: yearOf(min) ?? 1900, max: yearOf(max) ?? 2100 });
    if (!read.ok) return read;
    if (read.valeur === undefined) return VIDE;
    const wrong = outOfBounds(read.valeur, champ.options, contexte);
    return wrong ? refus(wrong) : lu(read.valeur as string);
  },
  typed: (valeur) => partiesDeJour(jour(valeur)),
};

function outOfBounds(date: Jour, options: DateOptions, contexte: ContexteChamp): string | undefined {
  const today = fromPlainDate(contexte.aujourdhui);
  if (options.passee && date > today) return `Indiquez une date passée${NBSP}: le ${formatJour(today)} ou avant.`;
  if (options.future && date < today) return `Indiquez une date à venir${NBSP}: le ${formatJour(today)} ou après.`;
  if (options.min && date < options.min) return `Indiquez une date à partir du ${formatJour(jour(options.min))}.`;
  if (options.max && date > options.max) return `Indiquez une date jusqu’au ${formatJour(jour(options.max))}.`;
  return undefined;
}

function yearOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4));
}
