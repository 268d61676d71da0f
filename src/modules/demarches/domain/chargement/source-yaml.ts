import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { Chemin, Lieu, Rapport } from './rapport.ts';

/** A YAML file, read: its plain data, and where each piece of it is. */
export type SourceYaml = {
  readonly fichier: string;
  readonly valeur: unknown;
  /** Of the value at this path, else of the nearest thing that encloses it. */
  lieuDe(chemin: Chemin): Lieu;
  /** Of the last key of the path. */
  lieuDeCle(chemin: Chemin): Lieu;
};

/** @returns undefined when the file cannot be read at all; why is in the report */
export function lireYaml(fichier: string, text: string, rapport: Rapport): SourceYaml | undefined {
  const lines = new LineCounter();
  const lieu = (offset: number): Lieu => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { fichier, ligne: Math.max(line, 1), colonne: Math.max(col, 1) };
  };
  if (text.length > TAILLE_MAX) {
    rapport.signaler(
      lieu(0),
      'Ce fichier est trop grand.',
      `Restez en dessous de ${TAILLE_MAX.toLocaleString('fr-FR')} caractères.`,
    );
    return undefined;
  }
  // Merge keys (« << ») are not part of YAML 1.2: here they are an ordinary, unknown key.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  for (const { code, pos } of document.errors.slice(0, ERREURS_MAX)) {
    rapport.signaler(
      lieu(pos[0]),
      MESSAGES[code] ?? 'Ce passage n’est pas du YAML correct.',
      REMEDES[code] ?? 'Vérifiez le retrait, les deux-points et les guillemets de cette ligne et de la précédente.',
    );
  }
  for (const { pos } of document.warnings.slice(0, ERREURS_MAX)) {
    rapport.signaler(lieu(pos[0]), 'Les étiquettes de YAML (!) ne sont pas acceptées ici.', 'Retirez-la.');
  }
  if (document.errors.length + document.warnings.length > 0 || !refuserSurprises(document, lieu, rapport))
    return undefined;
  return {
    fichier,
    valeur: document.toJS({ maxAliasCount: 0 }),
    lieuDe: (chemin) => lieu(offsetOf(document, chemin)),
    lieuDeCle: (chemin) => lieu(offsetOfKey(document, chemin)),
  };
}

/** What YAML allows and these files do not: aliases (a few lines can unfold into gigabytes), tags, keys and numbers that are not plain. */
function refuserSurprises(document: Document.Parsed, lieu: (offset: number) => Lieu, rapport: Rapport): boolean {
  let fine = true;
  const refuser = (node: unknown, message: string, remede: string): void => {
    fine = false;
    rapport.signaler(lieu(startOf(node) ?? 0), message, remede);
  };
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || node.anchor)
        refuser(
          node,
          'Les ancres et les renvois de YAML (& et *) ne sont pas acceptés ici.',
          'Écrivez la valeur en toutes lettres.',
        );
      else if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
        refuser(node, 'Cette valeur n’est pas un nombre.', 'Écrivez un nombre, ou mettez un texte entre guillemets.');
    },
    Pair: (_, { key }) => {
      if (isCollection(key))
        refuser(key, 'Une clé doit être un mot, pas une liste ni un bloc.', 'Mettez la clé entre guillemets.');
      else if (isScalar(key) && key.value === '__proto__')
        refuser(key, 'Cette clé est réservée.', 'Choisissez un autre nom.');
    },
  });
  return fine;
}

function offsetOf(document: Document, chemin: Chemin): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of chemin) {
    node = childOf(node, part);
    const start = startOf(node);
    if (start === undefined) break;
    offset = start;
  }
  return offset;
}

function offsetOfKey(document: Document, chemin: Chemin): number {
  const parent = chemin.slice(0, -1).reduce<unknown>(childOf, document.contents);
  const pair = isMap(parent) ? parent.items.find(({ key }) => keyOf(key) === String(chemin.at(-1))) : undefined;
  return startOf(pair?.key) ?? offsetOf(document, chemin);
}

function childOf(node: unknown, part: string | number): unknown {
  if (isSeq(node) && typeof part === 'number') return node.items[part];
  return isMap(node) ? node.items.find(({ key }) => keyOf(key) === String(part))?.value : undefined;
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node.range?.[0] ?? undefined) : undefined;
}

const TAILLE_MAX = 300_000;
const ERREURS_MAX = 5;

const MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Cette clé est écrite deux fois.',
  TAB_AS_INDENT: 'Le retrait est fait avec une tabulation.',
  BAD_INDENT: 'Le retrait de cette ligne ne correspond pas à ce qui l’entoure.',
  MISSING_CHAR: 'Il manque un signe, sans doute un guillemet ou un deux-points.',
  MULTIPLE_DOCS: 'Ce fichier contient plusieurs documents, séparés par « --- ».',
  RESOURCE_EXHAUSTION: 'Ce fichier a trop de niveaux.',
};

const REMEDES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Gardez-en une seule.',
  TAB_AS_INDENT: 'Remplacez-la par deux espaces.',
  BAD_INDENT: 'Alignez-la avec les lignes du même niveau, de deux espaces en deux espaces.',
  MULTIPLE_DOCS: 'Gardez le premier, et mettez les autres dans leurs propres fichiers.',
  RESOURCE_EXHAUSTION: 'Retirez des niveaux.',
};
