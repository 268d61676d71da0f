/** One thing wrong in the files of a démarche, said to whoever writes them. */
export type ErreurChargement = {
  /** `demarche.yaml`, `lettres/refuse.md`. */
  readonly fichier: string;
  /** From 1. */
  readonly ligne: number;
  /** From 1. */
  readonly colonne: number;
  /** What is wrong, a sentence. */
  readonly message: string;
  /** What to do, a sentence. */
  readonly remede: string;
};

export type Chemin = readonly (string | number)[];

/** Where something is in a file. */
export type Lieu = Pick<ErreurChargement, 'fichier' | 'ligne' | 'colonne'>;

/** Collects everything that is wrong, so that it is said at once. */
export type Rapport = {
  readonly erreurs: readonly ErreurChargement[];
  signaler(lieu: Lieu, message: string, remede: string): void;
};

export function creerRapport(): Rapport {
  const erreurs: ErreurChargement[] = [];
  return {
    erreurs,
    signaler(lieu, message, remede) {
      const erreur = { ...lieu, message, remede };
      if (!erreurs.some((known) => JSON.stringify(known) === JSON.stringify(erreur))) erreurs.push(erreur);
    },
  };
}
