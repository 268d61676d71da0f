import type { Champ, ContexteChamp, Erreurs } from './champ.ts';
import { type Faits, isMet } from './condition.ts';
import type { Definition, Section } from './definition.ts';
import { type Lecture, lireChamps } from './lecture.ts';
import { originesFideles } from './origine.ts';
import { saisieOfValeur } from './registre.ts';
import { type Fields, saisieOf, saisieOfParties } from './saisie.ts';
import type { Origines, Reponses } from './valeur.ts';

/** The sections to go through, in order, given the answers so far. */
export function visibleSections(definition: Definition, faits: Faits): readonly Section[] {
  return definition.sections.filter((section) => !section.condition || isMet(section.condition, faits));
}

/** The champs of a section that its answers make visible. */
export function visibleChamps(section: Section, faits: Faits): readonly Champ[] {
  return section.champs.filter((champ) => !champ.condition || isMet(champ.condition, faits));
}

/** The answers that count: those of visible champs of visible sections. */
export function visibleReponses(definition: Definition, faits: Faits): Reponses {
  const ids = new Set(
    visibleSections(definition, faits).flatMap((section) => visibleChamps(section, faits).map(({ id }) => id)),
  );
  return Object.fromEntries(Object.entries(faits.reponses).filter(([id]) => ids.has(id)));
}

/** Understands what was typed on the page of a section. */
export function lireSection(section: Section, fields: Fields, faits: Faits, contexte: ContexteChamp): Lecture {
  return lireChamps(section.champs, (id) => saisieOf(fields, id), faits, contexte);
}

/**
 * Ids of the champs that the page of a section shows: those that what is typed makes visible. Where none depends on an
 * answer, nothing has to be understood.
 */
export function champsMontres(
  section: Section,
  fields: Fields,
  faits: Faits,
  contexte: ContexteChamp,
): readonly string[] {
  const some = section.champs.some(({ condition }) => condition);
  return some ? lireSection(section, fields, faits, contexte).visibles : section.champs.map(({ id }) => id);
}

/** The answers of a section put in the working copy: those of its champs that are no longer visible go. */
export function mergeSection(reponses: Reponses, section: Section, lues: Reponses): Reponses {
  const ids = new Set(section.champs.map((champ) => champ.id));
  const others = Object.entries(reponses).filter(([id]) => !ids.has(id));
  return Object.fromEntries([...others, ...Object.entries(lues)]);
}

export type Verification = {
  /** Only what is visible: what will be deposited. */
  readonly reponses: Reponses;
  readonly origines: Origines;
  /** What still stands in the way, by section then champ. Empty: the dossier can be deposited. */
  readonly manques: readonly Manque[];
};

export type Manque = {
  readonly section: Section;
  readonly champ: Champ;
  readonly erreurs: Erreurs;
};

/**
 * Reads the whole dossier again, as if it had just been typed, in order: the only judge of what can be deposited. A
 * draft kept since the rules or the day changed is judged by today's.
 */
export function verifier(
  definition: Definition,
  reponses: Reponses,
  origines: Origines,
  contexte: ContexteChamp,
): Verification {
  let kept: Faits = { reponses: {}, origines };
  const manques: Manque[] = [];
  for (const section of definition.sections) {
    if (section.condition && !isMet(section.condition, kept)) continue;
    const own = Object.fromEntries(section.champs.flatMap(({ id }) => (id in reponses ? [[id, reponses[id]]] : [])));
    const saisie = (id: string) => {
      const champ = section.champs.find((candidate) => candidate.id === id);
      return champ ? saisieOfValeur(champ, reponses[id], contexte) : saisieOfParties({});
    };
    const faits = { reponses: { ...kept.reponses, ...own } as Reponses, origines };
    const lecture = lireChamps(section.champs, saisie, faits, contexte);
    kept = { reponses: { ...kept.reponses, ...lecture.reponses }, origines };
    for (const champ of section.champs) {
      const erreurs = lecture.erreurs[champ.id];
      if (erreurs) manques.push({ section, champ, erreurs });
    }
  }
  return { reponses: kept.reponses, origines: originesFideles({ reponses, origines }, kept.reponses), manques };
}

/** The section after this one, among those visible; undefined after the last: the summary. */
export function nextSection(definition: Definition, faits: Faits, sectionId: string): Section | undefined {
  const sections = visibleSections(definition, faits);
  const index = sections.findIndex((section) => section.id === sectionId);
  return index === -1 ? sections[0] : sections[index + 1];
}
