import type { VNode } from 'preact';
import { Verbatim } from '../../../platform/html/components/verbatim.tsx';
import type { Champ, ContexteChamp } from '../domain/champ.ts';
import { lireValeur } from '../domain/registre.ts';
import type { Origines, Valeur } from '../domain/valeur.ts';

export type ValeurLueProps = {
  readonly champ: Champ;
  readonly valeur: Valeur;
  readonly contexte: ContexteChamp;
  /** Those seen from this champ's place. */
  readonly origines: Origines;
};

/** A kept answer on a page: the words of a person as they are, with their line ends. */
export function ValeurLue({ champ, valeur, contexte, origines }: ValeurLueProps): VNode {
  const lue = lireValeur(champ, valeur, contexte, origines);
  if (typeof lue !== 'string') return lue;
  const [first, ...others] = lue.split('\n');
  return (
    <Verbatim>
      {first}
      {others.map((line, index) => (
        <span key={index}>
          <br />
          {line}
        </span>
      ))}
    </Verbatim>
  );
}
