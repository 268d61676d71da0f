import { z } from 'zod';
import { count, NBSP, quote } from '../../../../values/french.ts';
import type { Chemin, Rapport } from './rapport.ts';
import type { SourceYaml } from './source-yaml.ts';
import { vouliezVous } from './voisin.ts';

type Issue = z.core.$ZodIssue;

/**
 * A data shape read with French messages; what is wrong is put in the report where it is in the file.
 *
 * @param autresCles keys read elsewhere, proposed when one is misspelt
 */
export function verifier<T>(
  schema: z.ZodType<T>,
  valeur: unknown,
  source: SourceYaml,
  chemin: Chemin,
  rapport: Rapport,
  autresCles: readonly string[] = [],
): T | undefined {
  const read = schema.safeParse(valeur, { error: attendu });
  if (read.success) return read.data;
  for (const issue of read.error.issues) signalerIssue(issue, schema, valeur, source, chemin, rapport, autresCles);
  return undefined;
}

function signalerIssue(
  found: Issue,
  schema: z.ZodType,
  valeur: unknown,
  source: SourceYaml,
  racine: Chemin,
  rapport: Rapport,
  autresCles: readonly string[],
): void {
  const { issue, path } = deepest(found, found.path);
  const local = path.filter((part) => typeof part !== 'symbol');
  const chemin = [...racine, ...local];
  const cle = String(chemin.at(-1) ?? source.fichier);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const known = [...clesDe(schemaAt(schema, local)), ...(local.length === 0 ? autresCles : [])];
      rapport.signaler(
        source.lieuDeCle([...chemin, key]),
        `${quote(key)} n’est pas connu ici.`,
        vouliezVous(key, known, 'Retirez cette ligne.'),
      );
    }
    return;
  }
  const written = valueAt(valeur, local);
  const expected = issue.message;
  if (written === undefined && typeof chemin.at(-1) === 'string') {
    rapport.signaler(
      source.lieuDe(chemin),
      `Il manque ${quote(cle)}.`,
      `Ajoutez ${quote(`${cle}: …`)}, avec ${expected}.`,
    );
    return;
  }
  const name = typeof chemin.at(-1) === 'number' ? `L’élément ${Number(chemin.at(-1)) + 1}` : quote(cle);
  const said =
    typeof written === 'string' || typeof written === 'number' || typeof written === 'boolean'
      ? `${NBSP}: ${quote(String(written).slice(0, 80))}`
      : '';
  // A rule between several keys is a whole sentence already.
  const isSentence = issue.code === 'custom' && typeof written === 'object' && !Array.isArray(written);
  const remede = isSentence
    ? `${expected.charAt(0).toLocaleUpperCase('fr')}${expected.slice(1)}.`
    : `Il faut ${expected}.`;
  rapport.signaler(source.lieuDe(chemin), `${name} n’est pas accepté${said}.`, remede);
}

/** Of the ways in which a union was not met, the one that went furthest is what was meant. */
function deepest(issue: Issue, path: Issue['path']): { issue: Issue; path: Issue['path'] } {
  if (issue.code !== 'invalid_union') return { issue, path };
  const branches = issue.errors
    .flat()
    .map((inner) => deepest(inner, [...path, ...inner.path]))
    .sort((a, b) => b.path.length - a.path.length);
  const [best] = branches;
  return best && best.path.length > path.length + 1 ? best : { issue, path };
}

/** What was expected, to follow « il faut ». A message of the schema itself comes first. */
function attendu(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? 'une autre sorte de valeur';
    case 'invalid_value':
      return issue.values.length === 1
        ? quote(String(issue.values[0]))
        : `une valeur parmi\u00a0: ${issue.values.join(', ')}`;
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), 'au moins');
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), 'au plus');
    case 'unrecognized_keys':
      return 'seulement des clés connues';
    default:
      return 'une valeur correcte';
  }
}

function bound(origin: string, limit: number, word: 'au moins' | 'au plus'): string {
  if (origin === 'string') return `${word} ${count(limit, 'caractère')}`;
  if (origin === 'array') return `${word} ${count(limit, 'élément')}`;
  return `un nombre de ${limit.toLocaleString('fr-FR')} ${word}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: '« true » ou « false »',
  array: 'une liste, dont chaque ligne commence par « - »',
  object: 'un bloc de lignes « clé: valeur »',
  record: 'un bloc de lignes « clé: valeur »',
};

function valueAt(valeur: unknown, chemin: Chemin): unknown {
  return chemin.reduce<unknown>(
    (current, part) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, part)
        ? (current as Record<string | number, unknown>)[part]
        : undefined,
    valeur,
  );
}

/** Keys that an object of this schema may have. */
export function clesDe(schema: z.core.$ZodType | undefined): readonly string[] {
  const object = schema && unwrap(schema);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function schemaAt(schema: z.core.$ZodType, chemin: Chemin): z.core.$ZodType | undefined {
  return chemin.reduce<z.core.$ZodType | undefined>((current, part) => {
    const inner = current && unwrap(current);
    if (inner instanceof z.ZodObject) return inner.shape[part];
    if (inner instanceof z.ZodArray) return inner.element;
    return inner instanceof z.ZodRecord ? inner.valueType : undefined;
  }, schema);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodExactOptional)
    return unwrap(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema;
}
