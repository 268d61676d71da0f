import { quote, removeAccents } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { formatNumber } from '../../../values/typography.ts';
import type { ColonneAttendue } from './type-import.ts';

export type Entetes = {
  /** For each column of the file, the name that its type gives it; undefined when it is none of its own. */
  readonly noms: readonly (string | undefined)[];
  /** Headers that mean nothing to the type. */
  readonly ignorees: readonly string[];
};

/** Far above any file of these kinds: each column that is not of the model is told in the report. */
const MOST_COLUMNS = 1_000;

/**
 * What each column of a file is, whatever was done to its header: capitals, accents (or what is left of them), spaces,
 * stars, underscores, or one of the variants met in published files.
 *
 * @returns the refusal, in French, when a required column is missing or there twice, or when there are far too many
 */
export function lireEntetes(entetes: readonly string[], colonnes: readonly ColonneAttendue[]): Result<Entetes> {
  if (entetes.length > MOST_COLUMNS) {
    return refuse(
      `Ce fichier a ${formatNumber(entetes.length)} colonnes\u00a0: gardez celles du modèle, ${formatNumber(MOST_COLUMNS)} au plus.`,
    );
  }
  const known = new Map<string, string>();
  for (const { nom, variantes = [] } of colonnes) {
    for (const form of [nom, ...variantes].flatMap(formsOf)) if (!known.has(form)) known.set(form, nom);
  }
  const noms = entetes.map((entete) =>
    formsOf(entete)
      .map((form) => known.get(form))
      .find((nom) => nom !== undefined),
  );
  const missing = colonnes.filter(({ nom, requise }) => requise && !noms.includes(nom)).map(({ nom }) => nom);
  if (missing.length > 0) {
    return refuse(
      `Il manque ${missing.length > 1 ? 'les colonnes' : 'la colonne'} ${listed(missing)}. ` +
        `Colonnes du fichier\u00a0: ${listed(entetes.slice(0, 20).map((entete) => entete.slice(0, 60)))}.`,
    );
  }
  const twice = colonnes.find(({ nom }) => noms.indexOf(nom) !== noms.lastIndexOf(nom));
  if (twice) return refuse(`La colonne ${quote(twice.nom)} est là deux fois. Gardez la bonne.`);
  return ok({ noms, ignorees: entetes.filter((entete, index) => noms[index] === undefined && entete.trim() !== '') });
}

const listed = (noms: readonly string[]) => new Intl.ListFormat('fr-FR').format(noms.map(quote));

/** Accents removed, then also the letters that had one: « Nom du b�n�ficiaire » has lost them. */
function formsOf(entete: string): string[] {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const damaged = letters(entete.normalize('NFC'));
  return [letters(removeAccents(entete)), ...(damaged.length > 3 ? [damaged] : [])];
}
