import type { Contexte, Page, Reponse } from '../../../platform/http/page.ts';
import { adhesionsOf } from '../../comptes/index.ts';
import { mayReview } from '../policies.ts';
import { hasEvaluations } from '../storage/evaluations.ts';
import type { FondsDeps } from './deps.ts';
import { EVALUATIONS } from './navigation.ts';

type Answer = (contexte: Contexte) => Promise<Reponse>;

/** The pages of the fund with the menu of whoever reads them: « Évaluations » is of those who evaluate. */
export function avecMenuDuFonds({ db }: Pick<FondsDeps, 'db'>, pages: readonly Page[]): readonly Page[] {
  const dress =
    (answer: Answer): Answer =>
    async (contexte) => {
      const href = EVALUATIONS(contexte.params['organisation'] ?? '');
      if (await evalue({ db }, contexte)) return answer(contexte);
      return answer({ ...contexte, chrome: { ...contexte.chrome, menuSans: new Set([href]) } });
    };
  return pages.map(({ GET, POST, ...page }) => ({
    ...page,
    ...(GET && { GET: dress(GET) }),
    ...(POST && { POST: dress(POST) }),
  }));
}

/** Whoever may be asked to evaluate, or was: what they did stays theirs, whatever their roles became. */
async function evalue({ db }: Pick<FondsDeps, 'db'>, { principal, params }: Contexte): Promise<boolean> {
  if (principal.type !== 'agent') return false;
  const { personneId } = principal;
  const adhesions = await db.read({ personne: personneId }, (tx) => adhesionsOf(tx, personneId));
  const adhesion = adhesions.find(({ slug }) => slug === params['organisation']);
  if (!adhesion) return false;
  if (mayReview(adhesion.roles)) return true;
  const { organisationId } = adhesion;
  return db.read({ organisation: organisationId }, (tx) => hasEvaluations(tx, organisationId, personneId));
}
