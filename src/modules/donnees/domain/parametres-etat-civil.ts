import { type EtatCivil, isPresumed } from './personne.ts';
import type { FormeEtatCivil, PartieEtatCivil } from './route.ts';

const FRANCE = '99100';

/** A parameter of a query, in order; `prenoms[]` comes once for each first name. */
export type Parametre = readonly [nom: string, valeur: string];

/**
 * The civil status as the routes `…/identite` want it.
 *
 * - at most the first three first names, the nom d’usage only when there is one;
 * - `male` is M, `female` is F, anything else is not sent;
 * - born in France: the code of the commune, even of one that no longer exists; born abroad: the country alone;
 * - a presumed birth (`1987-00-00`) is asked by its year.
 *
 * @returns the parts that the route demands and that this person does not have, when there are any
 */
export function parametresEtatCivil(
  personne: EtatCivil,
  forme: FormeEtatCivil,
):
  | { readonly ok: true; readonly parametres: readonly Parametre[] }
  | { readonly ok: false; readonly manque: readonly string[] } {
  const nom = personne.nomNaissance.trim();
  const prenoms = personne.prenoms
    .map((prenom) => prenom.trim())
    .filter(Boolean)
    .slice(0, 3);
  const parts = partsOf(personne);
  const asked = [...forme.obligatoires, ...forme.facultatives];
  const manque = [
    ...(nom ? [] : ['nom']),
    ...(prenoms.length > 0 ? [] : ['prénoms']),
    ...forme.obligatoires.filter((part) => !isComplete(part, parts[part])),
    // Born in France, without the commune: the family benefits cannot find anybody.
    ...(asked.includes('pays') && asked.includes('commune') && paysOf(personne) === FRANCE && parts.commune.length === 0
      ? ['commune']
      : []),
  ];
  if (manque.length > 0) return { ok: false, manque };
  return {
    ok: true,
    parametres: [
      ['nomNaissance', nom.normalize('NFC')],
      ...prenoms.map((prenom): Parametre => ['prenoms[]', prenom.normalize('NFC')]),
      ...ORDER.filter((part) => asked.includes(part)).flatMap((part) => parts[part]),
    ],
  };
}

const ORDER: readonly PartieEtatCivil[] = ['nomUsage', 'date', 'sexe', 'pays', 'commune'];

function partsOf(personne: EtatCivil): Readonly<Record<PartieEtatCivil, readonly Parametre[]>> {
  const nomUsage = personne.nomUsage?.trim();
  const pays = paysOf(personne);
  const commune = communeOf(personne);
  return {
    nomUsage: nomUsage ? [['nomUsage', nomUsage.normalize('NFC')]] : [],
    date: dateOf(personne.dateNaissance),
    sexe: personne.sexe ? [['sexeEtatCivil', personne.sexe === 'feminin' ? 'F' : 'M']] : [],
    pays: pays ? [['codeCogInseePaysNaissance', pays]] : [],
    commune: commune && pays === FRANCE ? [['codeCogInseeCommuneNaissance', commune]] : [],
  };
}

/** A route that demands the date demands its three parts. */
function isComplete(part: PartieEtatCivil, parametres: readonly Parametre[]): boolean {
  return parametres.length >= (part === 'date' ? 3 : 1);
}

function dateOf(date: string): readonly Parametre[] {
  const read = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!read) return [];
  const [, annee = '', mois = '', jour = ''] = read;
  const year: Parametre = ['anneeDateNaissance', annee];
  if (isPresumed(date)) return [year];
  return [year, ['moisDateNaissance', String(Number(mois))], ['jourDateNaissance', String(Number(jour))]];
}

/** A commune of birth says that the country is France, when the country itself is not said. */
function paysOf(personne: EtatCivil): string | undefined {
  const pays = personne.codePaysNaissance;
  if (pays && /^99\d{3}$/.test(pays)) return pays;
  return pays === undefined && communeOf(personne) ? FRANCE : undefined;
}

/** `2A115` is a commune of Corsica; `99330` in the place of a commune is a country. */
function communeOf({ codeCommuneNaissance: code }: EtatCivil): string | undefined {
  return code && /^(\d{2}|2[AB])\d{3}$/.test(code) && !code.startsWith('99') ? code : undefined;
}
