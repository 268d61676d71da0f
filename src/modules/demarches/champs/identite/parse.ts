import { NBSP, tropLong } from '../../../../values/french.ts';
import { fromPlainDate, jour } from '../../../../values/jour.ts';
import type { ChampParser, Erreurs } from '../../domain/champ.ts';
import { prefixParties, type Saisie } from '../../domain/saisie.ts';
import { lireJour, partiesDeJour } from '../jours.ts';
import { compterCaracteres } from '../longueur.ts';
import { lu, refusDe, VIDE } from '../lu.ts';
import type { IdentiteOptions, ValeurIdentite } from './definition.ts';

export const identiteParser: ChampParser<IdentiteOptions, ValeurIdentite> = {
  parse(saisie, champ, contexte) {
    const nom = tidy(saisie.get('nom'));
    const nomUsage = champ.options.nomUsage ? tidy(saisie.get('nomUsage')) : '';
    const prenoms = tidy(saisie.get('prenoms'))
      .split(/[\s,]+/u)
      .filter((prenom) => prenom !== '');
    const naissance = lireJour(saisie.sous('dateNaissance'), { min: 1900, max: contexte.aujourdhui.year });
    const sexe = champ.options.sexe ? lireSexe(saisie) : undefined;
    const isDateEmpty = naissance.ok && naissance.valeur === undefined;
    if (nom === '' && nomUsage === '' && prenoms.length === 0 && isDateEmpty && sexe === undefined) return VIDE;
    const erreurs: Record<string, string> = {
      ...nameErreurs('nom', 'Le nom de naissance', nom, 'Indiquez le nom de naissance.'),
      ...nameErreurs('nomUsage', 'Le nom d’usage', nomUsage),
      ...nameErreurs('prenoms', 'Un prénom', prenoms.join(' '), 'Indiquez au moins un prénom.'),
      ...(naissance.ok ? {} : prefixed('dateNaissance', naissance.erreurs)),
    };
    if (isDateEmpty) erreurs['dateNaissance'] = 'Indiquez la date de naissance.';
    const date = naissance.ok ? naissance.valeur : undefined;
    if (date !== undefined && date > fromPlainDate(contexte.aujourdhui)) {
      erreurs['dateNaissance'] = 'Indiquez une date de naissance passée.';
    }
    if (date === undefined || Object.keys(erreurs).length > 0) return refusDe(erreurs);
    return lu({
      nom,
      ...(nomUsage === '' ? {} : { nomUsage }),
      prenoms,
      dateNaissance: date as string,
      ...(sexe === undefined ? {} : { sexe }),
    });
  },
  typed: ({ nom, nomUsage = '', prenoms, dateNaissance, sexe = '' }) => ({
    nom,
    nomUsage,
    prenoms: prenoms.join(' '),
    sexe,
    ...prefixParties('dateNaissance', partiesDeJour(jour(dateNaissance))),
  }),
};

function lireSexe(saisie: Saisie): 'F' | 'M' | undefined {
  const typed = saisie.get('sexe');
  return typed === 'F' || typed === 'M' ? typed : undefined;
}

function tidy(typed: string): string {
  return typed.replace(/\s+/gu, ' ').normalize('NFC');
}

/** Letters of any alphabet, since births happen everywhere, with what joins them. */
function nameErreurs(partie: string, quoi: string, name: string, siVide?: string): Erreurs {
  if (name === '') return siVide === undefined ? {} : { [partie]: siVide };
  const longueur = compterCaracteres(name);
  if (longueur > LONGUEUR_MAX) return { [partie]: tropLong(LONGUEUR_MAX, longueur) };
  if (/^[\p{L}\p{M}'’ʼ.\- ]+$/u.test(name) && /\p{L}/u.test(name)) return {};
  return {
    [partie]: `${quoi} s’écrit avec des lettres${NBSP}; il peut avoir des espaces, des traits d’union et des apostrophes.`,
  };
}

function prefixed(prefixe: string, erreurs: Erreurs): Erreurs {
  return Object.fromEntries(
    Object.entries(erreurs).map(([partie, message]) => [partie === '' ? prefixe : `${prefixe}.${partie}`, message]),
  );
}

const LONGUEUR_MAX = 100;
