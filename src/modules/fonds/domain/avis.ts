import { tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** What an expert says of a request, or of one side of it. */
export type Avis = 'favorable' | 'reserve' | 'defavorable';

export const AVIS: Readonly<Record<Avis, { readonly nom: string; readonly ton: 'succes' | 'attention' | 'erreur' }>> = {
  favorable: { nom: 'Favorable', ton: 'succes' },
  reserve: { nom: 'Réservé', ton: 'attention' },
  defavorable: { nom: 'Défavorable', ton: 'erreur' },
};

/** The sides that every opinion looks at, so that opinions compare. */
export const CRITERES_AVIS = {
  utilite: 'Utilité pour les usagers et les agents',
  faisabilite: 'Faisabilité technique et calendrier',
  cout: 'Coût au regard de ce qui est fait',
  donnees: 'Protection des données et sécurité',
  reprise: 'Réutilisation par d’autres collectivités',
} as const;

export type CritereAvis = keyof typeof CRITERES_AVIS;

export const CRITERES: readonly CritereAvis[] = Object.keys(CRITERES_AVIS) as CritereAvis[];

export type GrilleAvis = Readonly<Record<CritereAvis, { readonly avis: Avis; readonly commentaire: string }>>;

export type AvisDonne = { readonly grille: GrilleAvis; readonly avis: Avis; readonly commentaire: string };

const LONGEST = 2000;

/**
 * Every criterion is answered, and whatever is not favourable is explained.
 *
 * @param typed by field: `avis.utilite`, `commentaire.utilite`…, `avis`, `commentaire`
 */
export function lireAvis(typed: (field: string) => string): Result<AvisDonne, Readonly<Record<string, string>>> {
  const erreurs: Record<string, string> = {};
  const read = (avisField: string, commentaireField: string) => {
    const avis = (Object.keys(AVIS) as Avis[]).find((known) => known === typed(avisField));
    const commentaire = typed(commentaireField).trim();
    if (!avis) erreurs[avisField] = 'Choisissez un avis.';
    else if (avis !== 'favorable' && commentaire === '') {
      erreurs[commentaireField] = 'Expliquez pourquoi l’avis n’est pas favorable.';
    }
    if (commentaire.length > LONGEST) erreurs[commentaireField] = tropLong(LONGEST);
    return { avis: avis ?? 'reserve', commentaire };
  };
  const lignes = CRITERES.map((critere) => [critere, read(`avis.${critere}`, `commentaire.${critere}`)] as const);
  const ensemble = read('avis', 'commentaire');
  if (ensemble.commentaire === '' && !erreurs['commentaire'])
    erreurs['commentaire'] = 'Écrivez votre avis en quelques mots.';
  if (Object.keys(erreurs).length > 0) return refuse(erreurs);
  return ok({ grille: Object.fromEntries(lignes) as GrilleAvis, ...ensemble });
}
