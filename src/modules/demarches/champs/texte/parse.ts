import { tropLong } from '../../../../values/french.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { compterCaracteres } from '../longueur.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { TexteOptions } from './definition.ts';

export const texteParser: ChampParser<TexteOptions, string> = {
  parse(saisie, champ) {
    const valeur = saisie.get().replace(/\s+/gu, ' ').normalize('NFC');
    if (valeur === '') return VIDE;
    const longueur = compterCaracteres(valeur);
    if (longueur > champ.options.longueurMax) return refus(tropLong(champ.options.longueurMax, longueur));
    if (champ.options.lien && !isLien(valeur)) return refus(PAS_UN_LIEN);
    return lu(valeur);
  },
  typed: (valeur) => ({ '': valeur }),
};

/** The address of a page that anybody may open: no password in it, and a server with a full name. */
function isLien(typed: string): boolean {
  if (/\s/u.test(typed) || !URL.canParse(typed)) return false;
  const { protocol, username, password, hostname } = new URL(typed);
  return protocol === 'https:' && username === '' && password === '' && /[^.]\.[^.]/.test(hostname);
}

const PAS_UN_LIEN = `Écrivez une adresse complète, qui commence par https://, par exemple https://code.exemple.fr/projet.`;
