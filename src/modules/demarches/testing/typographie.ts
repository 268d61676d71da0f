import { fr } from '../../../values/typography.ts';

/** The texts of a catalogue, whatever holds them, that people would read with the wrong spaces. */
export function badlySpaced(donnees: unknown): readonly string[] {
  return textsIn(donnees).filter((text) => fr(text) !== text);
}

/** The words of rules, without their formulas. */
export function textesDesRegles(regles: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.values(regles).flatMap((regle) => {
    if (typeof regle !== 'object' || regle === null) return [];
    const { titre, question, description, note } = regle as Readonly<Record<string, unknown>>;
    return [titre, question, description, note];
  });
}

function textsIn(donnees: unknown): readonly string[] {
  if (typeof donnees === 'string') return [donnees];
  return typeof donnees === 'object' && donnees !== null ? Object.values(donnees).flatMap(textsIn) : [];
}
