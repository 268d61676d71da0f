import { type Collectivites, readCollectivites } from './collectivites.ts';
import { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
import type { VersionDeRegles } from './storage/sessions.ts';

/** Who may ask for what: the local authorities of France, and the rules of sessions, each read once by a process. */
export type Eligibilites = {
  readonly collectivites: () => Promise<Collectivites>;
  reglesOf(version: Pick<VersionDeRegles, 'empreinte' | 'regles'>): ReglesOuvertes;
};

export function makeEligibilites(): Eligibilites {
  const opened = new Map<string, ReglesOuvertes>();
  return {
    collectivites: readCollectivites,
    reglesOf({ empreinte, regles }) {
      const key = empreinte.toString('hex');
      const known = opened.get(key);
      if (known) return known;
      const rules = ouvrirRegles(regles);
      opened.set(key, rules);
      const oldest = opened.keys().next().value;
      if (opened.size > KEPT && oldest !== undefined) opened.delete(oldest);
      return rules;
    },
  };
}

/** Versions of rules kept compiled, with their verdicts: some 2 MB each once a comparison has asked for all of France. */
const KEPT = 50;
