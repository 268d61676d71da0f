import { fr } from '../../../../values/typography.ts';
import type { Definition } from '../definition.ts';
import type { Regles } from './regles.ts';

/**
 * What a file gives to read has the spaces of French typography, however its author typed it: applied once, at load, so
 * that a page, a letter, a mail and an export agree.
 */
export function typographierDefinition(definition: Definition): Definition {
  const { regles, ...reste } = definition;
  return { ...typographier(reste), regles: typographierRegles(regles) };
}

/** The words of each rule; its formulas are code, and stay as they are. */
export function typographierRegles(regles: Regles): Regles {
  return Object.fromEntries(
    Object.entries(regles).map(([nom, regle]) => [nom, typographierCles(regle, MOTS_DES_REGLES)]),
  );
}

/** Every text that people read, wherever it stands: by the names of what holds it. */
export function typographier<T>(donnees: T): T {
  return typographierPartout(donnees) as T;
}

/** Texts, or lists of texts, of a file of data. */
const TEXTES: ReadonlySet<string> = new Set([
  ...['titre', 'resume', 'presentation', 'duree', 'aPreparer', 'finalite'],
  ...['libelle', 'aide', 'siVide', 'paragraphes', 'motifs', 'objet', 'corps'],
]);

const MOTS_DES_REGLES: ReadonlySet<string> = new Set(['titre', 'question', 'description', 'résumé', 'note']);

function typographierPartout(donnees: unknown): unknown {
  if (Array.isArray(donnees)) return donnees.map(typographierPartout);
  if (!isRecord(donnees)) return donnees;
  return Object.fromEntries(
    Object.entries(donnees).map(([cle, valeur]) => [
      cle,
      TEXTES.has(cle) ? dansTextes(valeur) : typographierPartout(valeur),
    ]),
  );
}

function typographierCles(donnees: unknown, cles: ReadonlySet<string>): unknown {
  if (!isRecord(donnees)) return donnees;
  return Object.fromEntries(
    Object.entries(donnees).map(([cle, valeur]) => [cle, cles.has(cle) ? dansTextes(valeur) : valeur]),
  );
}

function dansTextes(valeur: unknown): unknown {
  if (typeof valeur === 'string') return fr(valeur);
  return Array.isArray(valeur) ? valeur.map(dansTextes) : typographierPartout(valeur);
}

/** Plain data: a value type (an amount, a date) is left whole. */
function isRecord(donnees: unknown): donnees is Readonly<Record<string, unknown>> {
  return typeof donnees === 'object' && donnees !== null && Object.getPrototypeOf(donnees) === Object.prototype;
}
