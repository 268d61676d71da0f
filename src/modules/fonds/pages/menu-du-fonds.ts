import type { Database } from '../../../platform/db/database.ts';
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
      const { principal, params, chrome } = contexte;
      const slug = params['organisation'];
      // Only agents have the menu of the fund.
      if (principal.type !== 'agent' || slug === undefined || (await evalue(db, principal.personneId, slug))) {
        return answer(contexte);
      }
      return answer({ ...contexte, chrome: { ...chrome, menuSans: new Set([EVALUATIONS(slug)]) } });
    };
  return pages.map(({ GET, POST, ...page }) => ({
    ...page,
    ...(GET && { GET: dress(GET) }),
    ...(POST && { POST: dress(POST) }),
  }));
}

/** Whoever may be asked to evaluate, or was: what they did stays theirs, whatever their roles became. */
async function evalue(db: Database, personneId: string, slug: string): Promise<boolean> {
  const adhesions = await db.read({ personne: personneId }, (tx) => adhesionsOf(tx, personneId));
  const adhesion = adhesions.find((one) => one.slug === slug);
  if (!adhesion) return false;
  if (mayReview(adhesion.roles)) return true;
  const { organisationId } = adhesion;
  return db.read({ organisation: organisationId }, (tx) => hasEvaluations(tx, organisationId, personneId));
}
