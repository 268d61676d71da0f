import type { ChampView } from '../../domain/champ.ts';
import type { IntertitreOptions } from './definition.ts';

export const intertitreView: ChampView<IntertitreOptions, never> = {
  Champ: ({ champ }) => (
    <>
      <h2>{champ.libelle}</h2>
      {champ.aide && <p>{champ.aide}</p>}
    </>
  ),
  lire: () => '',
};
