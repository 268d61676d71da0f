import { NBSP } from '../../../../values/french.ts';
import { centimes, euros, formatMontant, toDecimal } from '../../../../values/montant.ts';
import { parseMontant } from '../../../../values/parse-montant.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import { bornes } from '../nombres.ts';
import type { MontantOptions } from './definition.ts';

export const montantParser: ChampParser<MontantOptions, number> = {
  parse(saisie, champ) {
    if (saisie.get() === '') return VIDE;
    const { min, max } = champ.options;
    const read = parseMontant(saisie.get(), { allowNegative: min < 0 });
    if (!read.ok) return refus(read.error);
    const isOut = read.value < euros(min) || (max !== undefined && read.value > euros(max));
    return isOut ? refus(`Indiquez un montant${NBSP}: ${attendu(champ.options)}.`) : lu(read.value as number);
  },
  typed: (valeur) => ({ '': toDecimal(centimes(valeur)).replace(/\.00$/, '').replace('.', ',') }),
};

function attendu({ min, max }: MontantOptions): string {
  const format = (amount: number) => formatMontant(euros(amount), 'if-any');
  return bornes(format(min), max === undefined ? undefined : format(max)) ?? '';
}
