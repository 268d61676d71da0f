import { NBSP } from '../../../../values/french.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, VIDE } from '../lu.ts';
import type { PieceOptions } from './definition.ts';

/** Nothing typed is believed: the value is what was received for this champ, so no form can name the file of another dossier. */
export const pieceParser: ChampParser<PieceOptions, readonly string[]> = {
  parse(_saisie, champ, contexte) {
    const ids = (contexte.pieces.get(champ.id) ?? []).map(({ id }) => id);
    const { max } = champ.options;
    if (ids.length === 0) return VIDE;
    if (ids.length <= max) return lu(ids);
    const kept = `${max}${NBSP}fichier${max > 1 ? 's' : ''}`;
    return {
      ok: false,
      erreurs: { '': `Gardez ${kept} au plus${NBSP}: retirez-en ${ids.length - max}.` },
      valeur: ids,
    };
  },
  typed: () => ({}),
};
