import type { ReponseSource } from '../domain/prefill.ts';
import type { AppelSource, SourcePersonne } from '../domain/source.ts';

/** A source that answers when the test says so. */
export type SourceLente = {
  readonly source: SourcePersonne;
  /** What it was asked, in order. */
  readonly appels: readonly AppelSource[];
  /** @param rang of the call, the last one by default */
  repondre(reponse: Partial<ReponseSource>, rang?: number): void;
  /** The last call fails, as only a fault of ours makes it fail. */
  echouer(error: Error): void;
};

export function sourceLente(id: string, nom: string, donnees: readonly string[]): SourceLente {
  const appels: AppelSource[] = [];
  const answers: PromiseWithResolvers<ReponseSource>[] = [];
  return {
    appels,
    source: {
      id,
      pour: 'personnes',
      nom,
      presentation: `Ce que sait ${nom}`,
      donnees,
      scopes: [`${id}_scope`],
      fetch(appel) {
        const answer = Promise.withResolvers<ReponseSource>();
        appels.push(appel);
        answers.push(answer);
        return answer.promise;
      },
    },
    repondre(reponse, rang = -1) {
      const whole = { etat: 'obtenue', phrase: '', le: '2026-11-24T08:00:03Z', fournisseur: nom, ...reponse } as const;
      answers.at(rang)?.resolve(whole);
    },
    echouer: (error) => answers.at(-1)?.reject(error),
  };
}
