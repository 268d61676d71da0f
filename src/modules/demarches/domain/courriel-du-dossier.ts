import { champsOfDefinition, type Definition } from './definition.ts';
import type { Reponses } from './valeur.ts';

/** The address that the usager gave in this dossier, where the answers to it go. */
export function courrielDuDossier(definition: Definition, reponses: Reponses): string | undefined {
  const champ = champsOfDefinition(definition).find(({ type, id }) => type === 'email' && id in reponses);
  const valeur = champ && reponses[champ.id];
  return typeof valeur === 'string' ? valeur : undefined;
}
