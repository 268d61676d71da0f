/** The highest note of a criterion; the lowest is 0. */
export const NOTE_MAX = 5;

/** One thing to judge, from 0 to `NOTE_MAX`. */
export type Critere = {
  /** Stable from one version to the next: « maturite ». */
  readonly id: string;
  readonly titre: string;
  /** What deserves which note. */
  readonly aide: string;
  readonly poids: number;
};

/** By what the requests of a session are compared. */
export type Grille = {
  readonly criteres: readonly Critere[];
  /** Evaluations that a request needs to be ranked. */
  readonly quorum: number;
  /** A reviewer does not see the notes of others before submitting theirs. */
  readonly aveugle: boolean;
  /** Criteria that separate equal scores, in order; then the instant of the deposit, then the identifier. */
  readonly departages: readonly string[];
};

/** What a reviewer says of one criterion. */
export type Note = {
  readonly critere: string;
  /** 0 to `NOTE_MAX`; null while it is not given. */
  readonly note: number | null;
  readonly justification: string;
};

export const LONGEST_JUSTIFICATION = 2000;

/** By criterion, what keeps the evaluation from being submitted; nothing when it is whole. */
export function manquesDe({ criteres }: Grille, notes: readonly Note[]): Readonly<Record<string, string>> {
  const manques: Record<string, string> = {};
  for (const { id, titre } of criteres) {
    const note = notes.find(({ critere }) => critere === id);
    if (!note || note.note === null) manques[`${id}.note`] = `Donnez une note de 0 à ${NOTE_MAX} pour « ${titre} ».`;
    if (!note?.justification.trim()) {
      manques[`${id}.justification`] = `Expliquez en une phrase votre note pour « ${titre} ».`;
    }
  }
  return manques;
}

/** Why somebody may not judge a request: they said so, or they work for whoever asks. */
export type CauseConflit = 'declare' | 'meme_siren';
