import Engine, { isPublicodesError, type RawPublicodes } from 'publicodes';
import { NBSP, quote } from '../../../../values/french.ts';
import { findCycle } from './cycle.ts';
import { ATTRIBUTS, DESCRIPTIFS } from './mots-publicodes.ts';
import type { Rapport } from './rapport.ts';
import type { SourceYaml } from './source-yaml.ts';
import { vouliezVous } from './voisin.ts';

export type Regles = Readonly<Record<string, unknown>>;

/** A rule that the démarche shows; as an amount when its champ or its text says so. */
export type RegleMontree = { readonly nom: string; readonly montant: boolean };

/**
 * Compiles the rules and tries them, so that whoever writes them hears what the engine has to say: errors, all of them
 * and not the first only; words that it would silently ignore; units that do not agree; rules that turn in circles or
 * that nothing gives a value to.
 *
 * @param nourries names of the rules that answers give a value to
 * @param montrees the rules to try
 */
export function verifierRegles(
  regles: Regles,
  nourries: readonly string[],
  montrees: readonly RegleMontree[],
  source: SourceYaml,
  rapport: Rapport,
): void {
  for (const [name, regle] of Object.entries(regles)) verifierAttributs(name, regle, source, rapport);
  const said: string[] = [];
  const engine = compiler(regles, (message) => said.push(message), source, rapport);
  if (!engine) return;
  const cycle = findCycle(engine.getParsedRules());
  if (cycle) {
    rapport.signaler(
      source.lieuDeCle([cycle[0] ?? '']),
      `Ces règles tournent en rond${NBSP}: ${cycle.map(quote).join(' → ')}.`,
      'Coupez le cercle\u00a0: une règle ne peut pas dépendre d’elle-même.',
    );
    return;
  }
  for (const [name, regle] of Object.entries(regles)) {
    if (isVide(regle) && !nourries.includes(name)) {
      rapport.signaler(
        source.lieuDeCle([name]),
        `La règle ${quote(name)} n’a ni valeur ni réponse.`,
        'Donnez-lui une valeur, ou une réponse sous « situation » dans demarche.yaml.',
      );
    }
  }
  const entrees = nourries.filter((name) => Object.hasOwn(regles, name));
  const aEssayer = montrees.filter(({ nom }) => Object.hasOwn(regles, nom));
  for (const situation of essais(entrees)) {
    for (const montree of aEssayer) essayer(engine, situation, montree, source, rapport);
  }
  for (const message of new Set(said)) signaler(message, undefined, source, rapport);
}

type Situation = Record<string, Record<string, unknown>>;

/** The engine stops at the first error: the rule at fault is emptied, and the others are tried again. */
function compiler(
  regles: Regles,
  say: (message: string) => void,
  source: SourceYaml,
  rapport: Rapport,
): Engine | undefined {
  const logger = { log() {}, warn: say, error: say };
  const restantes: Record<string, unknown> = structuredClone({ ...regles });
  for (let attempt = 0; attempt <= ERREURS_MAX; attempt++) {
    try {
      const engine = new Engine(structuredClone(restantes) as RawPublicodes<string>, { logger });
      return attempt === 0 ? engine : undefined;
    } catch (error) {
      const info = isPublicodesError(error) || isSyntaxError(error) ? error.info : undefined;
      const dotted = info && 'dottedName' in info ? String(info.dottedName) : undefined;
      signaler(error instanceof Error ? error.message : String(error), dotted, source, rapport);
      const culprit =
        dotted === undefined
          ? undefined
          : Object.keys(restantes).findLast((name) => dotted === name || dotted.startsWith(`${name} . `));
      if (culprit === undefined || restantes[culprit] === null) return undefined;
      restantes[culprit] = null;
    }
  }
  return undefined;
}

function essayer(
  engine: Engine,
  situation: Situation,
  { nom, montant }: RegleMontree,
  source: SourceYaml,
  rapport: Rapport,
): void {
  try {
    engine.setSituation(structuredClone(situation));
    const { nodeValue, unit } = engine.evaluate(nom);
    // A product by zero loses its unit: an amount must say its own.
    if (montant && typeof nodeValue === 'number' && unit?.numerators.join() !== '€') {
      rapport.signaler(
        source.lieuDeCle([nom]),
        `La règle ${quote(nom)} est montrée comme un montant, mais n’est pas toujours en euros.`,
        `Ajoutez-lui ${quote('unité: €')}.`,
      );
    }
  } catch (error) {
    if (!isPublicodesError(error)) throw error;
    signaler(error.message, nom, source, rapport);
  }
}

/** Situations to try the rules in: nothing known, then all yes or no and numbers of several sizes. */
function essais(nourries: readonly string[]): readonly Situation[] {
  const all = (constant: object) => Object.fromEntries(nourries.map((name) => [name, { constant: { ...constant } }]));
  return [{}, ...[0, 1, 1000].map((nodeValue) => all({ type: 'number', nodeValue }))];
}

/** The engine ignores what it does not know at the top of a rule: a misspelt word would go unseen. */
function verifierAttributs(name: string, regle: unknown, source: SourceYaml, rapport: Rapport): void {
  if (typeof regle !== 'object' || regle === null) return;
  if (Array.isArray(regle)) {
    rapport.signaler(
      source.lieuDe([name]),
      `La règle ${quote(name)} est une liste.`,
      'Écrivez une expression, ou un bloc « clé: valeur ».',
    );
    return;
  }
  for (const key of Object.keys(regle)) {
    if (!ATTRIBUTS.includes(key))
      rapport.signaler(
        source.lieuDeCle([name, key]),
        `${quote(key)} n’est pas un mot de publicodes.`,
        vouliezVous(key, ATTRIBUTS, 'Retirez cette ligne.'),
      );
  }
}

/** No way to get a value: the answer of a dossier must give it one. */
function isVide(regle: unknown): boolean {
  if (regle === null || regle === undefined) return true;
  return typeof regle === 'object' && !Object.keys(regle).some((key) => !DESCRIPTIFS.includes(key));
}

function signaler(text: string, name: string | undefined, source: SourceYaml, rapport: Rapport): void {
  const regle = name ?? /Dans la règle "([^"]+)"/u.exec(text)?.[1] ?? '';
  const racine = regle.split(' . $SITUATION')[0] ?? '';
  rapport.signaler(
    source.lieuDeCle([racine]),
    `Règle ${quote(racine)}${NBSP}: ${nettoyer(text)}`,
    'Corrigez cette règle\u00a0: voir publi.codes/docs.',
  );
}

/** The messages of the engine without their frame and their drawings, on one line. */
function nettoyer(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/(?:\u27a1|\u26a0|\u2716|\u2139)\ufe0f?/gu, '').trim())
    .filter(
      (line) => line !== '' && !line.startsWith('[ ') && !line.startsWith('Dans la règle') && !/^\^+$/u.test(line),
    );
  const joined = lines.join(' ').replace(/\s+/gu, ' ').slice(0, 400);
  return /[.!?…]$/u.test(joined) ? joined : `${joined}.`;
}

/** An error of the expressions' parser is no PublicodesError, though it has the same shape. */
function isSyntaxError(error: unknown): error is Error & { info: object } {
  return error instanceof Error && 'info' in error && typeof error.info === 'object' && error.info !== null;
}

const ERREURS_MAX = 20;
