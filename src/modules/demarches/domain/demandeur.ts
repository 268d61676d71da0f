import type { Definition } from './definition.ts';
import type { Reponses, Valeur } from './valeur.ts';

const LONGEST = 200;

/** Who the dossier is for, in lists and letters: the answers that the definition names, put together. */
export function nomDuDemandeur(definition: Pick<Definition, 'demandeur'>, reponses: Reponses): string {
  return definition.demandeur
    .map((chemin) => readable(at(reponses, chemin)))
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, LONGEST);
}

/** The same without accents, hyphens or capitals: « Éloïse D’Arc » is found by « eloise d arc ». */
export function pourRecherche(texte: string): string {
  return texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function at(reponses: Reponses, chemin: string): Valeur | undefined {
  return chemin.split('.').reduce<Valeur | undefined>((valeur, partie) => {
    if (typeof valeur !== 'object' || Array.isArray(valeur)) return undefined;
    const object = valeur as Reponses;
    return Object.hasOwn(object, partie) ? object[partie] : undefined;
  }, reponses);
}

/** Of several first names, the first. */
function readable(valeur: Valeur | undefined): string {
  if (Array.isArray(valeur)) return readable(valeur[0]);
  return typeof valeur === 'string' || typeof valeur === 'number' ? String(valeur) : '';
}
