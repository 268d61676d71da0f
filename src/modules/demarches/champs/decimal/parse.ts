import { count, NBSP, quote } from '../../../../values/french.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import { bornes, formatNombre, TROP_LONG, tidyNombre } from '../nombres.ts';
import type { DecimalOptions } from './definition.ts';

export const decimalParser: ChampParser<DecimalOptions, number> = {
  parse(saisie, champ) {
    const text = tidyNombre(saisie.get());
    if (text === '') return VIDE;
    const { min, max, decimales } = champ.options;
    const [, integer, fraction = ''] = /^([+-]?\d+)(?:[.,](\d+))?$/.exec(text) ?? [];
    if (integer === undefined || text.length > TROP_LONG) return refus(`Indiquez un nombre en chiffres, ${EXEMPLE}.`);
    if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text)) {
      return refus(`Ce nombre peut se lire de deux façons${NBSP}: écrivez-le avec une virgule, ${EXEMPLE}.`);
    }
    if (fraction.length > decimales) return refus(`Gardez ${count(decimales, 'chiffre')} au plus après la virgule.`);
    const valeur = Number(`${integer}.${fraction}`) || 0; // no -0
    const isOut = valeur < min || (max !== undefined && valeur > max) || Math.abs(valeur) > LIMITE;
    return isOut ? refus(`Indiquez un nombre${NBSP}: ${attendu(champ.options)}.`) : lu(valeur);
  },
  typed: (valeur, champ) => ({
    '': valeur
      .toFixed(champ.options.decimales)
      .replace(/\.?0+$/, '')
      .replace('.', ','),
  }),
};

function attendu({ min, max }: DecimalOptions): string {
  return bornes(formatNombre(min), formatNombre(Math.min(max ?? LIMITE, LIMITE))) ?? '';
}

const EXEMPLE = `par exemple ${quote('12,5')}`;
/** Below it, six decimals are still exact in a double. */
const LIMITE = 1_000_000_000;
