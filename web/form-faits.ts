import { type Condition, champsOf, type Faits, isMet } from '../src/modules/demarches/domain/condition.ts';
import type { Valeur } from '../src/modules/demarches/domain/valeur.ts';

/** What the page knows before anything is typed on it. */
export type FaitsDeLaPage = {
  /** Answers kept of the other steps, those that a condition of this one looks at; certified ones of this step. */
  readonly reponses?: { readonly [champId: string]: Valeur };
  /** Champs whose kept answer is certified: the form has no control for them. */
  readonly certifies?: readonly string[];
  /** How the champs that are read here enter conditions, by id (rows: `enfants.regime`). */
  readonly natures?: { readonly [chemin: string]: string };
  /** Those that only the server understands. */
  readonly serveur?: readonly string[];
};

/** In the order of the page, as the server reads: what is hidden has no answer for what comes after it. */
export function revealConditional(form: HTMLFormElement, page: FaitsDeLaPage): void {
  for (const element of form.querySelectorAll<HTMLElement>('[data-condition]')) {
    const condition = JSON.parse(element.dataset['condition'] ?? '{}') as Condition;
    element.hidden = !(judge(condition, form, page, element.closest<HTMLElement>('[data-ligne]')) ?? !element.hidden);
  }
}

/**
 * The verdict that the server would give on what the form holds now, by the very code that it runs.
 * @param row of a repetition: its own answers stand over those of the step
 * @returns undefined when only the server can tell
 */
function judge(
  condition: Condition,
  form: HTMLFormElement,
  page: FaitsDeLaPage,
  row?: HTMLElement | null,
): boolean | undefined {
  const { natures = {}, serveur = [], certifies = [] } = page;
  const prefixe = row?.querySelector('[name]')?.getAttribute('name')?.split('.')[0];
  const isOpaque = (chemin: string) => {
    const id = chemin.split('.')[0] ?? '';
    const own = `${prefixe}.${id}`;
    return serveur.includes(own in natures || serveur.includes(own) ? own : id);
  };
  if (row?.parentElement?.closest('[data-ligne]') || champsOf(condition).some(isOpaque)) return undefined;
  const reponses: Record<string, Valeur> = { ...page.reponses };
  for (const [chemin, nature] of Object.entries(natures)) {
    const [parent = '', id] = chemin.split('.');
    if (id ? parent !== prefixe : certifies.includes(parent)) continue;
    const key = id ?? parent;
    const valeur = valeurOf(form, id ? `${parent}.${row?.dataset['ligne']}.${id}` : parent, nature);
    if (valeur === undefined) delete reponses[key];
    else reponses[key] = valeur;
  }
  const origine = { source: '', fournisseur: '', obtenueLe: '', certifiee: true };
  const faits: Faits = { reponses, origines: Object.fromEntries(certifies.map((id) => [id, origine])) };
  return isMet(condition, faits);
}

function valeurOf(form: HTMLFormElement, name: string, nature: string): Valeur | undefined {
  const checked = [...form.elements]
    .filter((element): element is HTMLInputElement => element.getAttribute('name') === name)
    .filter((element) => element.checked && !element.closest('[hidden]'))
    .map(({ value }) => value);
  const [first] = checked;
  if (nature === 'liste') return first === undefined ? undefined : checked;
  return nature === 'booleen' && first ? first === 'oui' : first;
}
