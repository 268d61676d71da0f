import { expect } from 'vitest';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import type { Visite, Visitor } from '../../../../test/support/visitor.ts';
import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import type { ServeurInstruction } from './serveur-instruction.ts';

/** The browsers of those who visit a server of test, which may start later: each keeps its cookies. */
export function navigateursDe(serveur: () => ServeurInstruction) {
  const visitors = new Map<string, Visitor>();

  function visitor(one: MembreDEssai | undefined): Visitor {
    if (!one) throw new Error('Nobody is there yet');
    const known = visitors.get(one.agent.personneId) ?? serveur().visitorOf(one);
    visitors.set(one.agent.personneId, known);
    return known;
  }

  const open = async (who: MembreDEssai | undefined, path: string) => good(await visitor(who).visit(path));

  return {
    visitor,
    /** A page, checked as it is opened. */
    open,
    /** What proves that a form is one of ours. @param from a page that holds a form */
    async jetonOf(who: MembreDEssai | undefined, from: string): Promise<string> {
      const jeton = /name="_jeton" value="([^"]+)"/.exec((await open(who, from)).html)?.[1];
      if (!jeton) throw new Error(`${from} holds no form`);
      return jeton;
    },
  };
}

/** The page, once it is known to be a good one. */
export function good(visite: Visite, status = 200): Visite {
  expect([visite.url.pathname, visite.status]).toEqual([visite.url.pathname, status]);
  expect(checkPage(visite.html), visite.url.href).toEqual([]);
  return visite;
}
