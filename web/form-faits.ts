import type { Faits } from '../src/modules/demarches/domain/condition.ts';
import type { Valeur } from '../src/modules/demarches/domain/valeur.ts';

/** What the page knows before anything is typed on it. */
export type FaitsDeLaPage = {
  /** Answers kept of the other steps, those that a condition of this one looks at. */
  readonly reponses?: { readonly [champId: string]: Valeur };
  /** Champs whose kept answer is certified: the form has no control for them. */
  readonly certifies?: readonly string[];
  /** How each champ of this step enters conditions, by id (rows: `enfants.regime`). */
  readonly natures?: { readonly [chemin: string]: string };
};

/** The facts as typed now; from a row of a repetition, its own answers over those of the step. */
export function faitsOf(form: HTMLFormElement, page: FaitsDeLaPage, row?: HTMLElement): Faits {
  const natures = page.natures ?? {};
  const reponses: Record<string, Valeur> = { ...page.reponses };
  const read = (id: string, name: string, nature: string) => {
    if (page.certifies?.includes(id)) return;
    delete reponses[id];
    const valeur = valeurOf(form, name, nature);
    if (valeur !== undefined) reponses[id] = valeur;
  };
  for (const [chemin, nature] of Object.entries(natures)) if (!chemin.includes('.')) read(chemin, chemin, nature);
  const prefixe = row?.querySelector<HTMLElement>('[name]')?.getAttribute('name')?.split('.')[0];
  const cle = row?.dataset['ligne'];
  if (prefixe && cle) {
    for (const [chemin, nature] of Object.entries(natures)) {
      const [parent, id] = chemin.split('.');
      if (parent === prefixe && id) read(id, `${prefixe}.${cle}.${id}`, nature);
    }
  }
  const origine = { source: '', fournisseur: '', obtenueLe: '', certifiee: true };
  return { reponses, origines: Object.fromEntries((page.certifies ?? []).map((id) => [id, origine])) };
}

function valeurOf(form: HTMLFormElement, name: string, nature: string): Valeur | undefined {
  const typed = textsOf(form, name);
  const [first] = typed;
  switch (nature) {
    case 'booleen':
      return first === 'oui' ? true : first === 'non' ? false : undefined;
    case 'nombre':
      return numberOf(first);
    case 'liste':
      return typed.length > 0 ? typed : undefined;
    case 'date':
      return dateOf(['annee', 'mois', 'jour'].map((partie) => textsOf(form, `${name}.${partie}`)[0]));
    default:
      return first;
  }
}

/** Filled controls of this name: checked boxes, written fields. */
function textsOf(form: HTMLFormElement, name: string): string[] {
  return [...form.elements]
    .filter((element): element is HTMLInputElement => element.getAttribute('name') === name)
    .filter((element) => !['radio', 'checkbox'].includes(element.type) || element.checked)
    .map((element) => element.value.trim())
    .filter((text) => text !== '');
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number((text ?? '').replace(/\s/g, '').replace(',', '.'));
  return text && Number.isFinite(number) ? number : undefined;
}

function dateOf([annee, mois, jour]: readonly (string | undefined)[]): string | undefined {
  if (!/^\d{4}$/.test(annee ?? '') || !/^\d{1,2}$/.test(mois ?? '') || !/^\d{1,2}$/.test(jour ?? '')) return undefined;
  return `${annee}-${mois?.padStart(2, '0')}-${jour?.padStart(2, '0')}`;
}
