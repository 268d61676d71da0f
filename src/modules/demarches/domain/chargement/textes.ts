import { z } from 'zod';
import { quote } from '../../../../values/french.ts';
import type { Champ } from '../champ.ts';
import type { Modele } from '../definition.ts';
import { champsDuModele, checkModele, reglesDuModele, type Usage } from '../modele.ts';
import type { Lecteur } from './champs.ts';
import { verifier } from './issues.ts';
import type { Lieu, Rapport } from './rapport.ts';
import { lireYaml } from './source-yaml.ts';

/** A letter or a mail, where it is used and where it is written. */
export type TexteSitue = {
  readonly usage: Usage;
  readonly modele: Modele;
  readonly lieu: (partie: 'objet' | 'corps', ligne: number) => Lieu;
};

/** A letter or a mail of its own file, and where each of its lines is. */
export type TexteLu = {
  readonly modele: Modele;
  /** The other keys of its header. */
  readonly entete: Readonly<Record<string, string>>;
  readonly lieu: (partie: string, ligne: number) => Lieu;
};

/**
 * Reads a text written as
 *
 * ```
 * ---
 * objet: Votre demande est acceptée
 * ---
 *
 * Bonjour {{ demandeur }},
 * ```
 *
 * @param autresCles keys that its header has beside `objet`, each a text
 */
export function lireTexte(
  fichier: string,
  text: string,
  rapport: Rapport,
  autresCles: readonly string[] = [],
): TexteLu | undefined {
  const normal = text.replaceAll('\r\n', '\n');
  const [, entete, corps = ''] = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)([\s\S]*)$/u.exec(normal) ?? [];
  if (entete === undefined) {
    rapport.signaler(
      { fichier, ligne: 1, colonne: 1 },
      'Ce texte n’a pas d’en-tête.',
      `Commencez par trois lignes\u00a0: ${quote('---')}, ${quote('objet: …')} et ${quote('---')}.`,
    );
    return undefined;
  }
  // A line before the header keeps the numbers of its lines.
  const source = lireYaml(fichier, `\n${entete}`, rapport);
  const read =
    source &&
    verifier(
      z.strictObject({ objet: ligne, ...Object.fromEntries(autresCles.map((cle) => [cle, ligne] as const)) }),
      source.valeur ?? {},
      source,
      [],
      rapport,
    );
  const premiere = entete.split('\n').length + 3;
  if (corps.trim() === '') {
    rapport.signaler({ fichier, ligne: premiere, colonne: 1 }, 'Ce texte est vide.', 'Écrivez-le sous l’en-tête.');
    return undefined;
  }
  if (!source || !read) return undefined;
  return {
    modele: { objet: read.objet, corps },
    entete: read,
    lieu: (partie, ligne) =>
      partie === 'corps' ? { fichier, ligne: premiere + ligne - 1, colonne: 1 } : source.lieuDe([partie]),
  };
}

const ligne = z.string().trim().min(1, 'un texte non vide');

/** Checks the tags of every text. @returns the rules that they show */
export function verifierTextes(
  textes: readonly TexteSitue[],
  champs: readonly Champ[],
  regles: Readonly<Record<string, unknown>>,
  { registre, rapport }: Lecteur,
): { readonly montrees: readonly string[] } {
  const definition = { sections: [{ id: 'tout', titre: 'Tout', champs }], regles };
  for (const { usage, modele, lieu } of textes) {
    for (const { partie, ligne, message, remede } of checkModele(modele, definition, usage)) {
      rapport.signaler(lieu(partie, ligne), message, remede);
    }
    for (const path of champsDuModele(modele)) {
      const champ = champs.find(({ id }) => id === path.split('.')[0]);
      const nature = champ && registre.get(champ.type)?.nature;
      if (nature !== 'lignes' && nature !== 'rien') continue;
      rapport.signaler(
        lieu('corps', 1),
        `La balise ${quote(`reponses.${path}`)} ne se lit pas dans une phrase.`,
        'Nommez un champ d’une seule réponse.',
      );
    }
  }
  return { montrees: textes.flatMap(({ modele }) => reglesDuModele(modele)) };
}
