import type { CommuneConnue, ContexteChamp } from '../domain/champ.ts';
import { cleDeRecherche } from './chercher.ts';

/** What the name of a commune is compared by: « St Genest » is « Saint-Genest ». */
export function cleDeCommune(nom: string): string {
  return cleDeRecherche(nom).replace(/\bst(e?)\b/g, 'saint$1');
}

/** Indexes the communes once; what it returns is `ContexteChamp['communes']`, in less than a millisecond a search. */
export function rechercheDeCommunes(communes: readonly CommuneConnue[]): ContexteChamp['communes'] {
  const parNom = communes
    .map((commune) => ({ cle: cleDeCommune(commune.nom), commune }))
    .sort((a, b) => (a.cle < b.cle ? -1 : a.cle > b.cle ? 1 : 0));
  const parCodePostal = Map.groupBy(
    communes.flatMap((commune) => commune.codesPostaux.map((codePostal) => ({ codePostal, commune }))),
    ({ codePostal }) => codePostal,
  );
  return (texte) => {
    if (texte.length > PLUS_LONG_NOM) return [];
    const served = parCodePostal.get(texte.trim());
    if (served) return served.map(({ commune }) => commune);
    const cle = cleDeCommune(texte);
    return cle === '' ? [] : startingWith(parNom, cle);
  };
}

type Indexed = { readonly cle: string; readonly commune: CommuneConnue };

/** In the order of the keys, so those that have this very name come first: all of them, then a few of the others. */
function startingWith(parNom: readonly Indexed[], cle: string): readonly CommuneConnue[] {
  const found: CommuneConnue[] = [];
  for (let index = firstFrom(parNom, cle); index < parNom.length; index++) {
    const entry = parNom[index];
    if (!entry?.cle.startsWith(cle)) break;
    if (entry.cle !== cle && found.length >= PROPOSEES) break;
    found.push(entry.commune);
  }
  return found;
}

/** Binary search: the first place whose key is not before `cle`. */
function firstFrom(parNom: readonly Indexed[], cle: string): number {
  let low = 0;
  let high = parNom.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((parNom[middle]?.cle ?? '') < cle) low = middle + 1;
    else high = middle;
  }
  return low;
}

const PROPOSEES = 20;
/** « Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson » has 45 characters; with a postcode and room to spare. */
const PLUS_LONG_NOM = 80;
