import type { Clock } from '../../../platform/clock.ts';
import type { Issue, ReponseHttp } from '../domain/issue.ts';
import { reposAnnonce, reposApres429 } from '../domain/repos.ts';
import type { Retenue } from '../use-cases/retenue.ts';

/** Does what an answer asks of everybody: rest, or the memory of a breakdown. */
export async function obeir(
  { retenue, clock }: { readonly retenue: Retenue; readonly clock: Clock },
  fournisseur: string,
  {
    issue,
    reponse,
    echecsAvant,
  }: { readonly issue: Issue; readonly reponse: ReponseHttp; readonly echecsAvant: number },
): Promise<void> {
  const now = clock.now().epochMilliseconds / 1000;
  const repos = issue.type === 'manquee' ? issue.comportement.repos : 'aucun';
  const announced = reponse && reposAnnonce(reponse.entetes, now);
  if (repos === 'installation') {
    await retenue.reposer('tous', reponse ? reposApres429(reponse.entetes, now) : 60);
  } else if (announced) {
    await retenue.reposer('tous', announced);
  }
  if (repos === 'fournisseur') {
    await retenue.reposer(fournisseur, reponse ? reposApres429(reponse.entetes, now) : 60);
  } else if (repos === 'panne') {
    await retenue.echouer(fournisseur);
  } else {
    await retenue.reussir(fournisseur, echecsAvant);
  }
}
