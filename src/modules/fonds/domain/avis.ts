import { NBSP, tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** What an expert says of a request, or of one side of it. */
export type Avis = 'favorable' | 'reserve' | 'defavorable';

export const AVIS: Readonly<Record<Avis, { readonly nom: string; readonly ton: 'succes' | 'attention' | 'erreur' }>> = {
  favorable: { nom: 'Favorable', ton: 'succes' },
  reserve: { nom: 'Réservé', ton: 'attention' },
  defavorable: { nom: 'Défavorable', ton: 'erreur' },
};

/** The sides that every opinion of a session looks at, so that opinions compare. */
export type GrilleAvis = { readonly criteres: readonly CritereAvis[] };

export type CritereAvis = {
  /** Stable from one version to the next: « utilite ». */
  readonly id: string;
  readonly titre: string;
  /** What to look at. */
  readonly aide?: string | undefined;
};

/** What was answered to each criterion, by its id. */
type ReponsesAvis = Readonly<Record<string, { readonly avis: Avis; readonly commentaire: string }>>;

export type AvisDonne = { readonly reponses: ReponsesAvis; readonly avis: Avis; readonly commentaire: string };

const LONGEST = 2000;

/**
 * Every criterion is answered, and whatever is not favourable is explained.
 *
 * @param typed by field: `avis.utilite`, `commentaire.utilite`…, `avis`, `commentaire`
 */
export function lireAvis(
  { criteres }: GrilleAvis,
  typed: (field: string) => string,
): Result<AvisDonne, Readonly<Record<string, string>>> {
  const erreurs: Record<string, string> = {};
  const read = (avisField: string, commentaireField: string, quoi: string) => {
    const avis = (Object.keys(AVIS) as Avis[]).find((known) => known === typed(avisField));
    const commentaire = typed(commentaireField).trim();
    if (!avis) erreurs[avisField] = `Choisissez un avis sur ${quoi}.`;
    else if (avis !== 'favorable' && commentaire === '') {
      erreurs[commentaireField] = `Expliquez pourquoi l’avis sur ${quoi} n’est pas favorable.`;
    }
    if (commentaire.length > LONGEST) erreurs[commentaireField] = tropLong(LONGEST);
    return { avis: avis ?? 'reserve', commentaire };
  };
  const lignes = criteres.map(
    ({ id, titre }) => [id, read(`avis.${id}`, `commentaire.${id}`, `«${NBSP}${titre}${NBSP}»`)] as const,
  );
  const ensemble = read('avis', 'commentaire', 'la demande');
  if (ensemble.commentaire === '' && !erreurs['commentaire'])
    erreurs['commentaire'] = 'Écrivez votre avis en quelques mots.';
  if (Object.keys(erreurs).length > 0) return refuse(erreurs);
  return ok({ reponses: Object.fromEntries(lignes), ...ensemble });
}
