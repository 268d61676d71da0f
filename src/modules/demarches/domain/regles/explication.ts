import type { ASTNode, EvaluatedNode } from 'publicodes';
import { formatMontant } from '../../../../values/montant.ts';
import type { LigneExplication } from '../champ.ts';
import { intervalleEnTexte } from '../grille.ts';
import { formatValeur, resultatOf } from './resultat.ts';

/**
 * How a result was reached, line by line, from the answers to the result (CRPA, art. L311-3-1 and R311-3-1-2): the
 * parameters of the treatment and their weight, applied to this person. Only what really served is told: the branches
 * not taken are not. Who writes the rules decides what is told: **a rule that has a « titre » is a line**, a rule
 * without one is a step of the calculation. The tranche reached in a grid is always told.
 *
 * @param lues answers as people read them, by rule
 */
export function expliquer(
  node: EvaluatedNode,
  regles: Readonly<Record<string, unknown>>,
  lues: ReadonlyMap<string, string>,
): readonly LigneExplication[] {
  const recit: Recit = { regles, lues, vues: new Set(), lignes: [] };
  raconter(node, recit);
  return recit.lignes;
}

/** The title that makes a rule a line of the explanation. */
export function titreOf(regle: unknown): string | undefined {
  const titre = typeof regle === 'object' && regle !== null && 'titre' in regle ? regle.titre : undefined;
  return typeof titre === 'string' ? titre : undefined;
}

type Recit = {
  readonly regles: Readonly<Record<string, unknown>>;
  readonly lues: ReadonlyMap<string, string>;
  /** Each rule and each grid is told once, where it first serves. */
  readonly vues: Set<string>;
  readonly lignes: LigneExplication[];
};

function raconter(node: ASTNode | undefined, recit: Recit): void {
  if (!node || !isEvaluated(node)) return;
  switch (node.nodeKind) {
    case 'reference':
    case 'rule':
      raconterRegle(node, recit);
      break;
    case 'grille':
      raconterGrille(node, recit);
      break;
    // A context is another situation than the usager's; the last two ask whether there is an answer and tell nothing of it.
    case 'contexte':
    case 'est non défini':
    case 'est non applicable':
      break;
    default:
      for (const child of servantsOf(node)) raconter(child, recit);
  }
}

function raconterRegle(node: EvaluatedNode<'reference'> | EvaluatedNode<'rule'>, recit: Recit): void {
  const name = node.dottedName;
  if (!name || recit.vues.has(name) || name.endsWith('$SITUATION')) return;
  recit.vues.add(name);
  // The engine leaves the evaluated rule in the reference to it.
  raconter((node as unknown as EvaluatedNode<'rule'>).explanation?.valeur, recit);
  const titre = titreOf(recit.regles[name]);
  if (titre === undefined || node.nodeValue === undefined || node.nodeValue === null) return;
  recit.lignes.push({ libelle: titre, valeur: recit.lues.get(name) ?? formatValeur(resultatOf(node)) });
}

function raconterGrille({ explanation: { assiette, tranches } }: EvaluatedNode<'grille'>, recit: Recit): void {
  raconter(assiette, recit);
  const index = tranches.findIndex((tranche) => tranche.isActive);
  const tranche = tranches[index];
  if (!tranche) return;
  const valeur = intervalleEnTexte(borneOf(tranches[index - 1]?.plafond), borneOf(tranche.plafond));
  recit.lignes.push({ libelle: 'Tranche', valeur });
  if ('montant' in tranche) raconter(tranche.montant, recit);
}

/** The parts of an expression that its value comes from: of two branches, the one taken. */
function servantsOf(node: EvaluatedNode): readonly ASTNode[] {
  if (node.nodeKind === 'condition') {
    const { si, alors, sinon } = node.explanation;
    return [si, isTrue(si) ? alors : sinon];
  }
  if (node.nodeKind === 'variations') {
    const taken = node.explanation.findIndex(({ condition }) => isTrue(condition));
    const asked = taken < 0 ? node.explanation : node.explanation.slice(0, taken + 1);
    const consequence = node.explanation[taken]?.consequence;
    return [...asked.map(({ condition }) => condition), ...(consequence ? [consequence] : [])];
  }
  const explanation: unknown = 'explanation' in node ? node.explanation : undefined;
  if (isNode(explanation)) return [explanation];
  return typeof explanation === 'object' && explanation !== null
    ? Object.values(explanation).flat().filter(isNode)
    : [];
}

/** A bound of a grid as people read it; none for the last one, which has no end. */
function borneOf(node: ASTNode | undefined): string | undefined {
  if (!node || !isEvaluated(node) || node.nodeValue === Number.POSITIVE_INFINITY) return undefined;
  const resultat = resultatOf(node);
  return resultat.type === 'montant' ? formatMontant(resultat.valeur, 'if-any') : formatValeur(resultat);
}

/** The engine evaluates what it needs only; the rest stays as it was parsed. A constant is its own value. */
function isEvaluated(node: ASTNode): node is EvaluatedNode {
  return node.nodeKind === 'constant' || 'missingVariables' in node;
}

function isTrue(node: ASTNode): boolean {
  return isEvaluated(node) && node.nodeValue !== false && node.nodeValue !== null && node.nodeValue !== undefined;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'nodeKind' in value;
}
