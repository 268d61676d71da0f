/** The turn of a save, and the form that made it, where it has a name. */
type Enregistrement = number | { readonly tour: number; readonly formulaire: string };

/** Of each section, the turn at which each person last saved it: turns of a section only grow. */
export type Enregistrements = { readonly [sectionId: string]: { readonly [personneId: string]: Enregistrement } };

/** The turn of a section: what the form that shows it carries. Zero when it was never saved. */
export function tourOf(enregistrements: Enregistrements, sectionId: string): number {
  return Math.max(0, ...Object.values(enregistrements[sectionId] ?? {}).map(turnOf));
}

/** How many times anything was saved: the summary carries it, so that one deposits what one has read. */
export function toursOf(enregistrements: Enregistrements): number {
  return Object.keys(enregistrements).reduce((total, sectionId) => total + tourOf(enregistrements, sectionId), 0);
}

/** A form on its way back: the turn at which it was made, who sends it, and its name, drawn when it was shown. */
type Envoi = { readonly tour: number; readonly par: string; readonly formulaire?: string };

/**
 * Who saved this section after the form was made at `tour`, the latest: a colleague, or the person themselves in another
 * tab. The same form sent again (a double click, the Back button) is no surprise, and a form without a name is the only
 * one of its author.
 */
export function enregistreeDepuis(
  enregistrements: Enregistrements,
  sectionId: string,
  { tour, par, formulaire = '' }: Envoi,
): string | undefined {
  const others = Object.entries(enregistrements[sectionId] ?? {}).filter(
    ([id, saved]) => turnOf(saved) > tour && !(id === par && nameOf(saved) === formulaire),
  );
  return others.sort(([, a], [, b]) => turnOf(b) - turnOf(a))[0]?.[0];
}

export function enregistrer(
  enregistrements: Enregistrements,
  sectionId: string,
  par: string,
  formulaire = '',
): Enregistrements {
  const tour = tourOf(enregistrements, sectionId) + 1;
  const saved = formulaire === '' ? tour : { tour, formulaire };
  return { ...enregistrements, [sectionId]: { ...enregistrements[sectionId], [par]: saved } };
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

function turnOf(saved: Enregistrement): number {
  return typeof saved === 'number' ? saved : saved.tour;
}

function nameOf(saved: Enregistrement): string {
  return typeof saved === 'number' ? '' : saved.formulaire;
}
