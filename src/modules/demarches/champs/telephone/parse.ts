import { formatTelephone, parseTelephone } from '../../../../values/telephone.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { TelephoneOptions } from './definition.ts';

export const telephoneParser: ChampParser<TelephoneOptions, string> = {
  parse(saisie) {
    if (saisie.get() === '') return VIDE;
    const read = parseTelephone(saisie.get());
    return read.ok ? lu(read.value as string) : refus(read.error);
  },
  typed: (valeur) => ({ '': afficherTelephone(valeur) }),
};

/** « 05 49 52 35 35 »; as it is when it is no number. */
export function afficherTelephone(valeur: string): string {
  const read = parseTelephone(valeur);
  return read.ok ? formatTelephone(read.value) : valeur;
}
