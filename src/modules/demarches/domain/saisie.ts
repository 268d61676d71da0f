/**
 * What was typed for one champ, before it is understood. A champ of several controls (a date, an address) names them
 * `<champ>.<partie>`; the champ itself is the empty partie. Kept as it was typed, so that a refused page shows it back.
 */
export type Saisie = {
  get(partie?: string): string;
  all(partie?: string): readonly string[];
  /** What was typed for a champ inside this one, e.g. row 2 of a repetition: `saisie.sous('2')`. */
  sous(partie: string): Saisie;
};

/** The typed texts of one champ by partie, as `typed` of a champ type gives them back from a kept value. */
export type Parties = { readonly [partie: string]: string | readonly string[] };

/** The part of a form that reading needs. */
export type Fields = { all(name: string): readonly string[] };

/** Reads the typed parts of the champ called `nom` in a form. */
export function saisieOf(fields: Fields, nom: string): Saisie {
  const full = (partie: string) => (partie === '' ? nom : `${nom}.${partie}`);
  return {
    get: (partie = '') => (fields.all(full(partie))[0] ?? '').trim(),
    all: (partie = '') => fields.all(full(partie)),
    sous: (partie) => saisieOf(fields, full(partie)),
  };
}

/** The same from a kept value, so that a page shows a draft exactly as a form. */
export function saisieOfParties(parties: Parties | (() => Parties)): Saisie {
  const partiesNow = typeof parties === 'function' ? parties : () => parties;
  const fields = {
    all: (name: string) => {
      const typed = partiesNow()[name === 'x' ? '' : name.slice(2)];
      return typed === undefined ? [] : typeof typed === 'string' ? [typed] : typed;
    },
  };
  return saisieOf(fields, 'x');
}

/** Parties of a champ nested under `prefixe`, to be merged in those of its parent. */
export function prefixParties(prefixe: string, parties: Parties): Parties {
  return Object.fromEntries(
    Object.entries(parties).map(([partie, typed]) => [partie === '' ? prefixe : `${prefixe}.${partie}`, typed]),
  );
}
