/** A contact address of an account that another one replaced. */
export type AdresseRemplacee = {
  readonly id: string;
  readonly ancienEmail: string;
  readonly nouvelEmail: string;
  /** The link to the old address opened the account. */
  readonly connexion: boolean;
  /** The new address came to open the account by this change. */
  readonly cleAjoutee: boolean;
  readonly createdAt: Temporal.Instant;
  /** When the old address was put back. */
  readonly usedAt: Temporal.Instant | null;
};

/**
 * The changes that followed from one, in their order: B → C after A → B. Putting A back undoes them too, or whoever took
 * the account by A → B would keep it by changing again. The changes before it stay: A is put back even after B was.
 */
export function suiteDe(
  remplacee: AdresseRemplacee,
  duCompte: readonly AdresseRemplacee[],
): readonly AdresseRemplacee[] {
  const plusTard = duCompte
    .filter(({ createdAt, usedAt }) => usedAt === null && isAfter(createdAt, remplacee.createdAt))
    .toSorted((one, other) => Temporal.Instant.compare(one.createdAt, other.createdAt));
  const suite: AdresseRemplacee[] = [];
  for (const changement of plusTard) {
    const courante = suite.at(-1) ?? remplacee;
    if (isSameAddress(changement.ancienEmail, courante.nouvelEmail)) suite.push(changement);
  }
  return suite;
}

export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}
