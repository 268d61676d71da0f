import type { Faits } from './condition.ts';
import type { Definition } from './definition.ts';
import { visibleSections } from './parcours.ts';

/** Where the usager goes on: the first visible section not yet done, or the summary. Path under the dossier. */
export function ouReprendre(definition: Definition, faits: Faits, etapesFaites: readonly string[]): string {
  const next = visibleSections(definition, faits).find(({ id }) => !etapesFaites.includes(id));
  return next ? `etapes/${next.id}` : 'verification';
}
