/** Who reviews what. */
export type Affectation = { readonly dossier: string; readonly evaluateur: string };

export type ARepartir = {
  readonly dossiers: readonly string[];
  readonly evaluateurs: readonly string[];
  /** How many reviewers each request must have. */
  readonly parDossier: number;
  /** What is assigned already: it counts, and is not given twice. */
  readonly deja: readonly Affectation[];
  /** Who may not review what. Somebody who was assigned before the conflict does not count. */
  readonly conflits: readonly Affectation[];
};

/**
 * Shares the requests evenly: each goes to those who have the fewest, among those without conflict. The same question
 * has one answer: requests and reviewers are taken in the order of their identifiers. The most constrained requests are
 * served first.
 *
 * @returns what to assign, and the requests that stay without enough reviewers
 */
export function repartir({ dossiers, evaluateurs, parDossier, deja, conflits }: ARepartir): {
  readonly affectations: readonly Affectation[];
  readonly manquent: readonly string[];
} {
  const key = ({ dossier, evaluateur }: Affectation) => `${dossier} ${evaluateur}`;
  const refused = new Set(conflits.map(key));
  const given = new Set(deja.map(key));
  const useful = deja.filter((one) => !refused.has(key(one)));
  const load = new Map(evaluateurs.map((id) => [id, useful.filter((one) => one.evaluateur === id).length]));
  const free = (dossier: string) => evaluateurs.filter((evaluateur) => !refused.has(key({ dossier, evaluateur })));
  const sorted = [...new Set(dossiers)].toSorted((a, b) => free(a).length - free(b).length || compare(a, b));
  const affectations: Affectation[] = [];
  const manquent: string[] = [];
  for (const dossier of sorted) {
    const has = useful.filter((one) => one.dossier === dossier).length;
    const wanted = Math.max(0, parDossier - has);
    const chosen = free(dossier)
      .filter((evaluateur) => !given.has(key({ dossier, evaluateur })))
      .toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || compare(a, b))
      .slice(0, wanted);
    for (const evaluateur of chosen) {
      load.set(evaluateur, (load.get(evaluateur) ?? 0) + 1);
      affectations.push({ dossier, evaluateur });
    }
    if (chosen.length < wanted) manquent.push(dossier);
  }
  return { affectations, manquent: manquent.toSorted(compare) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
