import { h } from 'preact';
import { ASSETS_D_ESSAI } from '../../../../test/support/chrome.ts';
import { createVisitor, type Visitor } from '../../../../test/support/visitor.ts';
import type { Blobs } from '../../../platform/blobs/blobs.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { addPages } from '../../../platform/http/pages.ts';
import { createServer } from '../../../platform/http/server.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { makeSeal } from '../../../platform/seal.ts';
import { dossierDuDemandeur, pagesDesDossiers } from '../../demarches/index.ts';
import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import { makeEligibilites } from '../eligibilites.ts';
import { gestionPages, instructionDuFondsPages } from '../module.ts';
import { actesDuDemandeurPages } from '../pages/actes-du-demandeur.tsx';
import type { InstructionDeTest } from './instruction-de-test.ts';

/** The pages of instruction, served for real over a fund of test, at an instant. */
export type ServeurInstruction = {
  readonly url: string;
  /** Signed in: the cookie names them. */
  visitorOf(membre: MembreDEssai): Visitor;
  close(): Promise<void>;
};

/** @param blobs where the files are, when a test asks for some */
export async function serveInstruction(
  essai: InstructionDeTest,
  at: string,
  blobs: Pick<Blobs, 'open'> = essai.essai.moteur.blobs,
): Promise<ServeurInstruction> {
  const { logger } = essai.essai.moteur;
  const server = await createServer({
    logger,
    metrics: createMetrics(),
    secure: false,
    trustProxy: undefined,
    formTargets: [],
    perMinute: 100_000,
    errorPage: ({ detail }) => h('p', null, detail),
  });
  const outils = { ...essai.outils(at), blobs: blobs as Blobs };
  const decider = outils.dossiers.decide;
  const deps = { ...outils, decider, annuaire: essai.essai.moteur.annuaire, eligibilites: makeEligibilites() };
  const names = new Map<string, string>();
  const origin = { value: '' };
  const demandeurs = { ...deps, providers: undefined as never, sceau: makeSeal(SECRET, 'demarches') };
  const suivre = (contexte: Contexte) => dossierDuDemandeur(demandeurs, contexte);
  const pages = [
    ...instructionDuFondsPages(deps),
    ...gestionPages({ ...deps, collectivites: deps.eligibilites.collectivites }),
    ...pagesDesDossiers(demandeurs),
    ...actesDuDemandeurPages({ ...deps, suivre }),
  ];
  addPages(server, pages, {
    secret: SECRET,
    secure: false,
    get origin() {
      return origin.value;
    },
    assets: ASSETS_D_ESSAI,
    identify: async (_request, cookie) => {
      const personneId = cookie('session') ?? '';
      const nom = names.get(personneId);
      return nom ? { type: 'agent', personneId, sessionId: personneId, nom } : { type: 'anonyme' };
    },
    signInPath: async () => '/connexion',
    resumeForm: async () => undefined,
  });
  const url = (await server.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  origin.value = url;
  return {
    url,
    visitorOf({ agent }) {
      names.set(agent.personneId, agent.nom);
      const visitor = createVisitor(url);
      visitor.cookies.set('session', agent.personneId);
      return visitor;
    },
    close: () => server.close(),
  };
}

const SECRET = 'un-secret-de-test-assez-long-pour-les-jetons';
