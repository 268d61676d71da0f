import { parseEmail } from '../../../../values/email.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { EmailOptions } from './definition.ts';

export const emailParser: ChampParser<EmailOptions, string> = {
  parse(saisie) {
    if (saisie.get() === '') return VIDE;
    const read = parseEmail(saisie.get());
    return read.ok ? lu(read.value as string) : refus(read.error);
  },
  typed: (valeur) => ({ '': valeur }),
};
