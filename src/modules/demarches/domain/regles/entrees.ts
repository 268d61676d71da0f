import type { Champ, ChampType, ContexteChamp, Registre } from '../champ.ts';
import { champsOfDefinition, type Definition } from '../definition.ts';
import { lignesOf } from '../ligne.ts';
import { lireValeur } from '../registre.ts';
import type { Reponses, Valeur } from '../valeur.ts';

/** One rule that an answer gives its value to. */
export type Entree = {
  readonly regle: string;
  readonly chemin: readonly string[];
  /** The champ that the path begins with; absent for the date of today. */
  readonly champ: Champ | undefined;
  readonly libelle: string;
};

/** The path of `situation` that names today rather than an answer. */
export const AUJOURDHUI = 'aujourdhui';

/** What publicodes is told, and what people read of the same answers, by rule. */
export type SituationLue = {
  readonly situation: Record<string, Record<string, unknown>>;
  readonly lues: ReadonlyMap<string, string>;
};

export function entreesOf(definition: Definition): readonly Entree[] {
  const champs = new Map(champsOfDefinition(definition).map((champ) => [champ.id, champ]));
  return Object.entries(definition.situation).map(([regle, path]) => {
    const chemin = path.split('.');
    const champ = champs.get(chemin[0] ?? '');
    return { regle, chemin, champ, libelle: (champ?.libelle ?? regle).replace(/\s*[?:]\s*$/u, '') };
  });
}

/** An answer that has not the shape of its champ is taken as no answer. */
export function situationOf(entrees: readonly Entree[], reponses: Reponses, contexte: ContexteChamp): SituationLue {
  const situation: Record<string, Record<string, unknown>> = {};
  const lues = new Map<string, string>();
  for (const entree of entrees) {
    const { regle, champ } = entree;
    if (!champ) {
      if (entree.chemin.join('.') === AUJOURDHUI)
        situation[regle] = { constant: dateOf(contexte.aujourdhui.toString()) };
      continue;
    }
    const type = contexte.registre.get(champ.type);
    const reponse = Object.hasOwn(reponses, champ.id) ? reponses[champ.id] : undefined;
    if (!type || reponse === undefined || !type.valeur.safeParse(reponse).success) continue;
    const [, ...reste] = entree.chemin;
    const valeur = suivre(reponse, reste, type);
    const constante = valeur === undefined ? undefined : constanteOf(valeur, formeOf(champ, reste, contexte.registre));
    if (!constante) continue;
    situation[regle] = { constant: constante };
    // A whole answer reads as everywhere else; how many rows it has does not.
    const lue = valeur === reponse ? lireValeur(champ, reponse, contexte) : undefined;
    if (typeof lue === 'string') lues.set(regle, lue);
  }
  return { situation, lues };
}

/**
 * Follows a path inside an answer. Through the rows of a repetition it **adds up**: yes is 1, a number is itself, a list
 * is its length, any other answer is 1. So `enfants` is how many children, `enfants.inscrit` how many say yes,
 * `enfants.jours` how many days for all of them, and `depenses.cout` all the costs.
 */
function suivre(valeur: Valeur, chemin: readonly string[], type: ChampType): Valeur | undefined {
  if (type.nature !== 'lignes') return partie(valeur, chemin);
  const lignes = lignesOf(valeur);
  if (chemin.length === 0) return lignes.length;
  return lignes.reduce((total, ligne) => total + poids(partie(ligne, chemin)), 0);
}

function partie(valeur: Valeur, chemin: readonly string[]): Valeur | undefined {
  return chemin.reduce<Valeur | undefined>((current, key) => {
    if (typeof current !== 'object' || Array.isArray(current) || !Object.hasOwn(current, key)) return undefined;
    return (current as Reponses)[key];
  }, valeur);
}

function poids(valeur: Valeur | undefined): number {
  if (typeof valeur === 'number') return valeur;
  if (Array.isArray(valeur)) return valeur.length;
  return valeur === undefined || valeur === false ? 0 : 1;
}

type Constante =
  | { readonly type: 'number'; readonly nodeValue: number }
  | { readonly type: 'boolean'; readonly nodeValue: boolean }
  | { readonly type: 'string' | 'date'; readonly nodeValue: string };

type Forme = 'centimes' | 'date';

/** Amounts added up through the rows of a repetition are still amounts. */
function formeOf(champ: Champ, chemin: readonly string[], registre: Registre): Forme | undefined {
  const type = registre.get(champ.type);
  if (type?.nature === 'lignes') {
    const { champs = [] } = champ.options as { readonly champs?: readonly Champ[] };
    const inner = champs.find(({ id }) => id === chemin[0]);
    const forme = inner && formeOf(inner, chemin.slice(1), registre);
    return forme === 'centimes' ? forme : undefined;
  }
  if (type?.montants?.includes(chemin.join('.'))) return 'centimes';
  return type?.nature === 'date' && chemin.length === 0 ? 'date' : undefined;
}

/**
 * An answer as a constant, never as an expression: what was typed is not parsed by the engine. Amounts go from cents to
 * euros, lists count. The object is new each time, since the engine writes in it.
 *
 * @param forme what the value stands for; nothing in particular when it is no answer to a champ
 */
export function constanteOf(valeur: Valeur, forme?: Forme): Constante | undefined {
  if (typeof valeur === 'boolean') return { type: 'boolean', nodeValue: valeur };
  if (typeof valeur === 'number') {
    if (!Number.isFinite(valeur)) return undefined;
    return { type: 'number', nodeValue: forme === 'centimes' ? valeur / 100 : valeur };
  }
  if (typeof valeur === 'string') {
    return forme === 'date' ? dateOf(valeur) : { type: 'string', nodeValue: valeur };
  }
  return Array.isArray(valeur) ? { type: 'number', nodeValue: valeur.length } : undefined;
}

/** `2026-09-01` as publicodes writes it, `01/09/2026`. */
function dateOf(iso: string): Constante | undefined {
  const [, annee, mois, jour] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? [];
  return annee && mois && jour ? { type: 'date', nodeValue: `${jour}/${mois}/${annee}` } : undefined;
}
