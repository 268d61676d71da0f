import { FileField } from '../../../../platform/html/components/file-field.tsx';
import { fileSize } from '../../../../platform/html/components/file-words.ts';
import type { ChampView, ContexteChamp, PieceRecue } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { FORMATS, NON_ANALYSEE, type PieceOptions } from './definition.ts';

/** Beside a received file stands the button `action=retirer-piece:<id>`, which works without a script. */
export const pieceView: ChampView<PieceOptions, readonly string[]> = {
  Champ: (props) => {
    const { champ, contexte } = props;
    return (
      <FileField
        {...commun(props)}
        accept={champ.options.accept.map((format) => FORMATS[format])}
        maxBytes={champ.options.tailleMaxMo * 1_000_000}
        multiple={champ.options.max > 1}
        removeName="action"
        files={(contexte.pieces.get(champ.id) ?? []).map((recue) => ({
          id: `retirer-piece:${recue.id}`,
          name: recue.nom,
          bytes: recue.taille,
          status: recue.analyse === 'non_analysee' ? NON_ANALYSEE : undefined,
        }))}
      />
    );
  },
  lire: (valeur, champ, contexte) => valeur.map((id) => decrire(id, champ.id, contexte)).join(', '),
};

function decrire(id: string, champId: string, contexte: ContexteChamp): string {
  const recue = contexte.pieces.get(champId)?.find((candidate) => candidate.id === id);
  return recue ? `${recue.nom} (${details(recue)})` : 'fichier retiré';
}

function details({ taille, analyse }: PieceRecue): string {
  return analyse === 'saine' ? fileSize(taille) : `${fileSize(taille)}, ${NON_ANALYSEE}`;
}
