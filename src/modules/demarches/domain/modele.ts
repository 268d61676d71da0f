import { NBSP, quote } from '../../../values/french.ts';
import { type Bloc, blocsOf, type Morceau } from './blocs.ts';
import type { Courriel, Definition, Modele, Verdict } from './definition.ts';

/** Where a text is used: what its tags may name depends on it. */
export type Usage = { readonly lettre: Verdict } | { readonly courriel: Courriel };

/** What a tag may name, beside `reponses.<champ>` and `calculs.<regle>`. */
export const BALISES = {
  'dossier.numero': 'le numéro du dossier',
  'dossier.date_depot': 'la date de dépôt, en toutes lettres',
  'dossier.lien': 'l’adresse de la page du dossier (dans les courriels)',
  demandeur: 'le nom du demandeur',
  'organisation.nom': 'le nom de la collectivité',
  'organisation.adresse': 'l’adresse postale de la collectivité, sur une ligne',
  'demarche.titre': 'le titre de la démarche',
  'decision.date': 'la date de la décision, en toutes lettres (après la décision)',
  'decision.motif': 'le motif écrit par l’agent, ses paragraphes compris (dans les lettres)',
} as const;
export type Balise = keyof typeof BALISES;

export type ProblemeModele = {
  readonly partie: 'objet' | 'corps';
  /** From 1, in this part. */
  readonly ligne: number;
  readonly message: string;
  readonly remede: string;
};

/** The part of a definition that tags name. */
export type Nommable = Pick<Definition, 'sections' | 'regles'>;

/** Values by tag. `decision.motif` may hold several paragraphs; every other value stays on one line. */
export type ValeursModele = ReadonlyMap<string, string>;

/** @typeParam B what a whole paragraph may become beside text: a table, say */
export type ModeleRempli<B = never> = {
  readonly objet: string;
  readonly blocs: readonly (Bloc | B)[];
  /** What follows a line of three dashes: the small print under the signature of a letter. */
  readonly mentions: readonly (Bloc | B)[];
};

/** Values that stand for a whole paragraph, by tag: they only replace a paragraph that is nothing else. */
export type BlocsModele<B = never> = ReadonlyMap<string, readonly (Bloc | B)[]>;

/** What a tag without value becomes: a letter never says « undefined » and never keeps its braces. */
const NON_RENSEIGNE = 'non renseigné';

/** Everything wrong in a text, at once; none when every tag names something that exists where it is used. */
export function checkModele(modele: Modele, definition: Nommable, usage: Usage): readonly ProblemeModele[] {
  return (['objet', 'corps'] as const).flatMap((partie) =>
    problemesDuTexte(modele[partie], (chemin) => problemeDeBalise(chemin, definition, usage)).map((probleme) => ({
      partie,
      ...probleme,
    })),
  );
}

/**
 * Everything wrong in one part of a text, whatever its tags may name.
 * @param problemeDe what is wrong with a tag on this line, if anything
 */
export function problemesDuTexte(
  text: string,
  problemeDe: (chemin: string, ligne: string) => Probleme | undefined,
): readonly Omit<ProblemeModele, 'partie'>[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      problemesDeLigne(line, problemeDe).map((probleme) => ({ ligne: index + 1, ...probleme })),
    );
}

/**
 * Fills the tags of a text and reads its blocks: paragraphs, lists (lines that begin with « - »), bold (`**…**`). The
 * blocks are read before the values are put in, so that no answer can pass for a paragraph, a list or bold; the
 * reason of a decision, which the agent writes, alone may. Nothing is HTML: a page or a letter writes the blocks itself.
 */
export function remplirModele<B = never>(
  modele: Modele,
  valeurs: ValeursModele,
  entiers: BlocsModele<B> = new Map(),
): ModeleRempli<B> {
  const [corps = '', mentions = ''] = modele.corps.split(FIN_DU_CORPS, 2);
  return {
    objet: remplirTexte(modele.objet, valeurs),
    blocs: remplirBlocs(corps, valeurs, entiers),
    mentions: remplirBlocs(mentions, valeurs, entiers),
  };
}

/** Names of the rules whose value a text shows. */
export function reglesDuModele({ objet, corps }: Modele): readonly string[] {
  return balisesOf(`${objet}\n${corps}`)
    .filter((chemin) => chemin.startsWith('calculs.'))
    .map((chemin) => chemin.slice('calculs.'.length));
}

/** Ids of the champs whose answer a text shows. */
export function champsDuModele({ objet, corps }: Modele): readonly string[] {
  return balisesOf(`${objet}\n${corps}`)
    .filter((chemin) => chemin.startsWith('reponses.'))
    .map((chemin) => chemin.slice('reponses.'.length));
}

const FIN_DU_CORPS = /^[ \t]*-{3,}[ \t]*$/mu;

const BALISE = /\{\{\s*([^{}]{1,200}?)\s*\}\}/gu;

function balisesOf(text: string): readonly string[] {
  return [...text.matchAll(BALISE)].map((match) => match[1] ?? '');
}

function remplirBlocs<B>(source: string, valeurs: ValeursModele, entiers: BlocsModele<B>): readonly (Bloc | B)[] {
  return blocsOf(source).flatMap((bloc): readonly (Bloc | B)[] => {
    if (bloc.type === 'liste') {
      return [{ type: 'liste', elements: bloc.elements.map((element) => remplir(element, valeurs)) }];
    }
    const seule = baliseSeule(bloc.texte);
    const entier = seule === undefined ? undefined : entiers.get(seule);
    if (entier) return entier;
    if (seule === 'decision.motif') return blocsOf(valeurs.get(seule)?.trim() || NON_RENSEIGNE);
    return [{ type: 'paragraphe', texte: remplir(bloc.texte, valeurs) }];
  });
}

function remplir(morceaux: readonly Morceau[], valeurs: ValeursModele): readonly Morceau[] {
  return morceaux.map(({ texte, gras }) => ({ texte: remplirTexte(texte, valeurs), gras }));
}

export function remplirTexte(text: string, valeurs: ValeursModele): string {
  return text.replace(
    BALISE,
    (_, chemin: string) =>
      valeurs
        .get(chemin)
        ?.replace(/\s*\n\s*/gu, ' ')
        .trim() || NON_RENSEIGNE,
  );
}

/** The tag of a paragraph that is nothing else. */
function baliseSeule(morceaux: readonly Morceau[]): string | undefined {
  const [morceau, ...others] = morceaux;
  return others.length === 0 ? /^\{\{\s*([^{}]+?)\s*\}\}$/u.exec(morceau?.texte ?? '')?.[1] : undefined;
}

export type Probleme = Omit<ProblemeModele, 'partie' | 'ligne'>;

function problemesDeLigne(
  text: string,
  problemeDe: (chemin: string, ligne: string) => Probleme | undefined,
): readonly Probleme[] {
  const problemes = balisesOf(text).flatMap((chemin) => problemeDe(chemin, text) ?? []);
  if (/\{\{|\}\}/u.test(text.replace(BALISE, ''))) {
    problemes.push({
      message: 'Une balise n’est pas fermée ou pas ouverte.',
      remede: `Écrivez ${quote('{{ demandeur }}')}, avec deux accolades de chaque côté.`,
    });
  }
  if (/<\/?[a-z][^>]*>/iu.test(text)) {
    problemes.push({
      message: 'Le HTML n’est pas interprété\u00a0: il s’afficherait tel quel.',
      remede: 'Écrivez du texte\u00a0; le gras s’écrit **ainsi** et une liste commence par «\u00a0-\u00a0».',
    });
  }
  return problemes;
}

function problemeDeBalise(chemin: string, definition: Nommable, usage: Usage): Probleme | undefined {
  const [racine = '', ...reste] = chemin.split('.');
  if (racine === 'reponses') {
    const ids = definition.sections.flatMap(({ champs }) => champs).map(({ id }) => id);
    if (ids.includes(reste[0] ?? '')) return undefined;
    return {
      message: `La balise ${quote(chemin)} nomme un champ qui n’existe pas.`,
      remede: `Champs de la démarche${NBSP}: ${ids.join(', ')}.`,
    };
  }
  if (racine === 'calculs') {
    const regles = Object.keys(definition.regles);
    if (regles.includes(reste.join('.'))) return undefined;
    return {
      message: `La balise ${quote(chemin)} nomme une règle qui n’existe pas.`,
      remede:
        regles.length === 0 ? 'Cette démarche ne calcule rien.' : `Règles de la démarche${NBSP}: ${regles.join(', ')}.`,
    };
  }
  if (!Object.hasOwn(BALISES, chemin)) {
    return {
      message: `La balise ${quote(chemin)} n’existe pas.`,
      remede: `Balises connues${NBSP}: ${Object.keys(BALISES).join(', ')}, reponses.<champ>, calculs.<règle>.`,
    };
  }
  return problemeDUsage(chemin as Balise, usage);
}

function problemeDUsage(balise: Balise, usage: Usage): Probleme | undefined {
  if (balise === 'decision.motif' && !('lettre' in usage)) {
    return {
      message: 'Le motif de la décision ne s’écrit pas dans un courriel, que d’autres peuvent lire.',
      remede: `Renvoyez au dossier avec ${quote('{{ dossier.lien }}')}.`,
    };
  }
  if (balise === 'decision.date' && 'courriel' in usage && usage.courriel !== 'decision') {
    return {
      message: 'Ce courriel part avant la décision\u00a0: sa date n’existe pas encore.',
      remede: 'Retirez cette balise.',
    };
  }
  if (balise === 'dossier.lien' && 'lettre' in usage) {
    return {
      message: 'Une lettre se lit aussi sur papier\u00a0: elle ne contient pas de lien.',
      remede: `Donnez le numéro avec ${quote('{{ dossier.numero }}')}.`,
    };
  }
  return undefined;
}
