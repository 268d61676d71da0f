import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { COLONNES, type LigneScdl } from '../domain/scdl/colonnes.ts';
import { validerLigne } from '../domain/scdl/valider.ts';
import { donneesOuvertes } from './donnees-ouvertes.ts';

/**
 * All that is wrong in a file of subventions: against our own schema and, where the published one is at hand, against that
 * one too, read by other eyes than ours.
 */
export function defautsDuFichier(csv: string): readonly string[] {
  const [header = [], ...rows] = parse(csv) as string[][];
  const noms = COLONNES.map(({ nom }) => nom);
  if (header.join() !== noms.join()) return [`The header is ${header.join()}`];
  const lignes = rows.map((cells) => Object.fromEntries(noms.map((nom, index) => [nom, cells[index] ?? ''])));
  return lignes.flatMap((ligne, index) => [
    ...validerLigne(ligne as LigneScdl).map(({ colonne, code }) => `${index + 1} ${colonne} ${code}`),
    ...againstPublishedSchema(ligne).map((found) => `${index + 1} ${found}`),
  ]);
}

type Field = {
  readonly name: string;
  readonly type: 'string' | 'date' | 'number' | 'boolean';
  readonly trueValues?: readonly string[];
  readonly falseValues?: readonly string[];
  readonly constraints?: {
    readonly required?: boolean;
    readonly pattern?: string;
    readonly maxLength?: number;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly enum?: readonly string[];
  };
};

/** Table Schema, as far as this one uses it. */
function againstPublishedSchema(ligne: Readonly<Record<string, string>>): readonly string[] {
  const file = donneesOuvertes('opendata/schemas/scdl-subventions.json');
  if (!file) return [];
  const { fields } = JSON.parse(readFileSync(file, 'utf8')) as { fields: readonly Field[] };
  return fields.flatMap((field) =>
    isRight(field, ligne[field.name] ?? '') ? [] : [`${field.name} (published schema)`],
  );
}

function isRight({ type, trueValues = [], falseValues = [], constraints = {} }: Field, cell: string): boolean {
  if (cell === '') return !constraints.required;
  const { pattern, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = constraints;
  if (pattern && !new RegExp(`^(?:${pattern})$`).test(cell)) return false;
  if ([...cell].length > maxLength) return false;
  if (constraints.enum && !constraints.enum.includes(cell)) return false;
  switch (type) {
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(cell) && !Number.isNaN(Date.parse(cell));
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(cell) && Number(cell) >= minimum && Number(cell) <= maximum;
    case 'boolean':
      return [...trueValues, ...falseValues].includes(cell);
    case 'string':
      return true;
  }
}
