import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import type { ChampProps, Erreurs } from '../domain/champ.ts';
import type { Origine } from '../domain/valeur.ts';

/** What the view of every type gives to its component. */
export function commun({ champ, nom, erreurs, origine }: ChampProps<unknown>) {
  return {
    name: nom,
    label: champ.libelle,
    hint: champ.aide,
    error: erreurs[''],
    optional: !champ.obligatoire,
    origin: origine && phraseOrigine(origine),
  };
}

/** « Transmis par la CAF le 24 novembre 2026 » */
export function phraseOrigine({ fournisseur, obtenueLe, effaceeLe }: Origine): string {
  const jour = (at: string) => formatJour(jourFromInstant(Temporal.Instant.from(at)));
  const transmis = `Transmis par ${fournisseur} le ${jour(obtenueLe)}`;
  return effaceeLe ? `${transmis}, effacé le ${jour(effaceeLe)}` : transmis;
}

/** The errors of a champ inside this one, e.g. those of the row `s1`, as that champ knows them. */
export function erreursSous(erreurs: Erreurs, partie: string): Erreurs {
  return Object.fromEntries(
    Object.entries(erreurs).flatMap(([chemin, message]) => {
      if (chemin === partie) return [['', message]];
      return chemin.startsWith(`${partie}.`) ? [[chemin.slice(partie.length + 1), message]] : [];
    }),
  );
}

/**
 * The errors of a reading by name of field, in the order of the form, for `summaryErrors`. The day of a date answers to
 * the name of the date itself.
 */
export function erreursParNom(erreurs: { readonly [champId: string]: Erreurs }): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(erreurs).flatMap(([champId, ofChamp]) =>
      Object.entries(ofChamp).map(([partie, message]) => {
        const nom = partie === '' ? champId : `${champId}.${partie}`;
        return [nom.replace(/\.jour$/, ''), message];
      }),
    ),
  );
}
