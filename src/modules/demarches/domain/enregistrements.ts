/** Of each section, the turn at which each person last saved it: turns of a section only grow. */
export type Enregistrements = { readonly [sectionId: string]: { readonly [personneId: string]: number } };

/** The turn of a section: what the form that shows it carries. Zero when it was never saved. */
export function tourOf(enregistrements: Enregistrements, sectionId: string): number {
  return Math.max(0, ...Object.values(enregistrements[sectionId] ?? {}));
}

/** How many times anything was saved: the summary carries it, so that one deposits what one has read. */
export function toursOf(enregistrements: Enregistrements): number {
  return Object.keys(enregistrements).reduce((total, sectionId) => total + tourOf(enregistrements, sectionId), 0);
}

/**
 * Who else saved this section after the form was made at `tour`, the latest. What one saved oneself meanwhile, in
 * another tab or by a double click, is no surprise.
 */
export function enregistreeDepuis(
  enregistrements: Enregistrements,
  sectionId: string,
  { tour, par }: { readonly tour: number; readonly par: string },
): string | undefined {
  const others = Object.entries(enregistrements[sectionId] ?? {}).filter(([id, turn]) => id !== par && turn > tour);
  return others.sort(([, a], [, b]) => b - a)[0]?.[0];
}

export function enregistrer(enregistrements: Enregistrements, sectionId: string, par: string): Enregistrements {
  const next = tourOf(enregistrements, sectionId) + 1;
  return { ...enregistrements, [sectionId]: { ...enregistrements[sectionId], [par]: next } };
}

/**
 * Answers of sources that came after the draft was begun. Those who fill in a step are not overtaken by them, but whoever
 * is about to deposit reads them first.
 */
export function noterArrivee(enregistrements: Enregistrements, par: string): Enregistrements {
  return enregistrer(enregistrements, ARRIVEES, par);
}

/** No section can be called so. */
const ARRIVEES = '*';
