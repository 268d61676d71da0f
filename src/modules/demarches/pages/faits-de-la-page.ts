import type { Champ } from '../domain/champ.ts';
import { champsOf } from '../domain/condition.ts';
import type { Section } from '../domain/definition.ts';
import { typeOf } from '../domain/registre.ts';
import type { DossierOuvert } from '../use-cases/load-dossier.ts';

/**
 * What the browser needs to evaluate the conditions of a step by itself: the natures of its champs, and the few answers
 * of other steps that its conditions look at. Read by `web/form-faits.ts`.
 */
export function faitsDeLaPage(section: Section, { dossier, contexte }: DossierOuvert) {
  const own = new Set(section.champs.map(({ id }) => id));
  const looked = section.champs.flatMap(conditionsOf).flatMap((chemin) => chemin.split('.')[0] ?? []);
  const outside = looked.filter((id) => !own.has(id) || dossier.origines[id]?.certifiee);
  return {
    reponses: Object.fromEntries(Object.entries(dossier.reponses).filter(([id]) => outside.includes(id))),
    certifies: Object.entries(dossier.origines)
      .filter(([chemin, origine]) => origine.certifiee && looked.includes(chemin))
      .map(([chemin]) => chemin),
    natures: Object.fromEntries(
      section.champs.flatMap((champ) => [
        [champ.id, typeOf(champ, contexte).nature] as const,
        ...innerChamps(champ).map((inner) => [`${champ.id}.${inner.id}`, typeOf(inner, contexte).nature] as const),
      ]),
    ),
  };
}

function conditionsOf(champ: Champ): readonly string[] {
  const own = champ.condition ? champsOf(champ.condition) : [];
  return [...own, ...innerChamps(champ).flatMap(conditionsOf)];
}

/** Whether a champ of this type is among these, or inside one of them. */
export function holds({ champs }: { readonly champs: readonly Champ[] }, type: string): boolean {
  return champs.some((champ) => champ.type === type || holds({ champs: innerChamps(champ) }, type));
}

/** Those of the rows of a repetition. */
function innerChamps(champ: Champ): readonly Champ[] {
  return (champ.options as { readonly champs?: readonly Champ[] }).champs ?? [];
}
