import type { ASTNode } from 'publicodes';
import { DESCRIPTIFS } from '../chargement/mots-publicodes.ts';
import type { ReglesCompilees } from './compilees.ts';

/**
 * The numbers that a fact is compared to, on the way to a rule, in order: between two of them the rule cannot change its
 * mind, so that judging once judges everyone in between.
 *
 * @returns undefined when the fact serves otherwise than in a comparison to a plain number: then nothing can be said
 */
export function seuilsDe(
  { engine, regles }: ReglesCompilees,
  regle: string,
  fait: string,
): readonly number[] | undefined {
  if (!isPlainFact(regles[fait])) return undefined;
  const rules = engine.getParsedRules();
  const seuils = new Set<number>();
  const seen = new Set<string>();
  const isFact = (node: ASTNode) => node.nodeKind === 'reference' && node.dottedName === fait;

  /** @returns false as soon as the fact is met where it is not compared */
  function walk(node: ASTNode): boolean {
    if (node.nodeKind === 'operation' && COMPARISONS.has(node.operationKind)) {
      const [left, right] = node.explanation;
      const compared = isFact(left) ? right : isFact(right) ? left : undefined;
      if (compared) {
        if (compared.nodeKind !== 'constant' || typeof compared.nodeValue !== 'number') return false;
        seuils.add(compared.nodeValue);
        return true;
      }
    }
    if (node.nodeKind === 'reference') {
      if (isFact(node)) return false;
      const { dottedName } = node;
      const rule = dottedName === undefined ? undefined : rules[dottedName];
      if (!dottedName || !rule || seen.has(dottedName)) return true;
      seen.add(dottedName);
      return walk(rule);
    }
    return nodesIn('explanation' in node ? node.explanation : undefined).every(walk);
  }

  const start = rules[regle];
  if (!start || !walk(start)) return undefined;
  return [...seuils].sort((a, b) => a - b);
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=', '!=']);

/** Says what it is and nothing of how it is computed: its value is what was told. */
function isPlainFact(regle: unknown): boolean {
  return regle === null || (typeof regle === 'object' && Object.keys(regle).every((key) => DESCRIPTIFS.includes(key)));
}

/** Every node directly under this, however it is kept: alone, in a list, under a name. */
function nodesIn(value: unknown): readonly ASTNode[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('nodeKind' in value) return [value as ASTNode];
  return Object.values(value).flatMap(nodesIn);
}
