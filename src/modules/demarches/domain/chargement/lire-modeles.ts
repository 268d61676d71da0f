import { NBSP, quote } from '../../../../values/french.ts';
import { type Probleme, problemesDuTexte } from '../modele.ts';
import { lireParametres } from './parametres.ts';
import { creerRapport, type ErreurChargement, type Rapport } from './rapport.ts';
import { lireYaml } from './source-yaml.ts';
import { creerSubstitution, type Substitution } from './substitution.ts';
import { lireTexte } from './textes.ts';
import { typographier } from './typographie.ts';
import { vouliezVous } from './voisin.ts';

/** What the tags of a text may name. */
export type BalisesPermises = {
  /** A value that stands in a sentence. */
  readonly phrases: readonly string[];
  /** A value that is a paragraph, a list or a table of its own: its tag is alone on its line. */
  readonly blocs: readonly string[];
};

export type ModeleTitre = { readonly titre: string; readonly objet: string; readonly corps: string };

export type ModelesLus =
  | { readonly ok: true; readonly modeles: ReadonlyMap<string, ModeleTitre> }
  | { readonly ok: false; readonly erreurs: readonly ErreurChargement[] };

/**
 * Reads texts that stand alone, written as those of a démarche are, with a `titre` beside their `objet`: their parameters
 * are put in, and their tags checked. Everything wrong is said at once, with its line and its remedy.
 */
export function lireModeles(
  textes: readonly { readonly fichier: string; readonly texte: string; readonly balises: BalisesPermises }[],
  parametres: { readonly fichier: string; readonly texte: string },
): ModelesLus {
  const rapport = creerRapport();
  const source = lireYaml(parametres.fichier, parametres.texte, rapport);
  const declares = lireParametres(source, undefined, rapport);
  const substitution = creerSubstitution(declares, rapport);
  const modeles = new Map<string, ModeleTitre>();
  for (const texte of textes) {
    const modele = lireModele(texte, substitution, rapport);
    if (modele) modeles.set(texte.fichier, modele);
  }
  for (const { id } of declares) {
    if (!source || substitution.servis.has(id)) continue;
    rapport.signaler(source.lieuDeCle([id]), `Le paramètre ${quote(id)} ne sert à aucun texte.`, 'Retirez-le.');
  }
  return rapport.erreurs.length > 0 ? { ok: false, erreurs: rapport.erreurs } : { ok: true, modeles };
}

function lireModele(
  { fichier, texte, balises }: Parameters<typeof lireModeles>[0][number],
  substitution: Substitution,
  rapport: Rapport,
): ModeleTitre | undefined {
  const lu = lireTexte(fichier, texte, rapport, ['titre']);
  if (!lu) return undefined;
  const parties = { titre: lu.entete['titre'] ?? '', ...lu.modele };
  const remplie = (partie: keyof ModeleTitre): string =>
    parties[partie]
      .split('\n')
      .map((line, index) => substitution.dansTexte(line, () => lu.lieu(partie, index + 1)))
      .join('\n');
  const modele = typographier({ titre: remplie('titre'), objet: remplie('objet'), corps: remplie('corps') });
  for (const partie of ['titre', 'objet', 'corps'] as const) {
    const problemes = problemesDuTexte(modele[partie], (chemin, ligne) => problemeDeBalise(chemin, ligne, balises));
    for (const { ligne, message, remede } of problemes) rapport.signaler(lu.lieu(partie, ligne), message, remede);
  }
  return modele;
}

function problemeDeBalise(chemin: string, ligne: string, { phrases, blocs }: BalisesPermises): Probleme | undefined {
  // What the substitution could not put in is already told.
  if (phrases.includes(chemin) || chemin.startsWith('parametres.')) return undefined;
  if (blocs.includes(chemin)) {
    if (/^\{\{[^{}]+\}\}$/u.test(ligne.trim())) return undefined;
    return {
      message: `La balise ${quote(chemin)} ne se lit pas dans une phrase${NBSP}: elle tient un paragraphe entier.`,
      remede: 'Laissez-la seule sur sa ligne, entre deux lignes vides.',
    };
  }
  const known = [...phrases, ...blocs];
  return {
    message: `La balise ${quote(chemin)} n’existe pas dans ce texte.`,
    remede: vouliezVous(chemin, known, 'Retirez-la.'),
  };
}
