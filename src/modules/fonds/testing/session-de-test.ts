import { randomUUID } from 'node:crypto';
import { fixedClock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { euros } from '../../../values/montant.ts';
import { orThrow } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import { changeStatut, type Decider, decideIn } from '../../demarches/index.ts';
import {
  type MembreDEssai,
  type OrganisationDEssai,
  openTestMoteur,
  type TestMoteur,
} from '../../demarches/testing/moteur.ts';
import type { Note } from '../domain/grille-evaluation.ts';
import { makeEligibilites } from '../eligibilites.ts';
import { readCatalogueFonds } from '../storage/catalogue.ts';
import { type Evaluation, listEvaluations } from '../storage/evaluations.ts';
import { listGrilles } from '../storage/grilles.ts';
import { type Dispositif, listDispositifs } from '../storage/sessions.ts';
import { adoptFonds } from '../use-cases/adopt-fonds.ts';
import { attachDemarche } from '../use-cases/attach-demarche.ts';
import { authoriseCredits } from '../use-cases/authorise-credits.ts';
import { extensionDuFonds } from '../use-cases/extension-du-fonds.ts';
import { openEnveloppe } from '../use-cases/open-enveloppe.ts';
import { type BlobsEnMemoire, blobsEnMemoire } from './blobs-en-memoire.ts';
import { demarcheDuFonds, reponsesDuFonds } from './demarche-du-fonds.ts';

/** A session of the call of 2021 with its grid, its reviewers, and requests on demand. */
export type SessionDeTest = {
  readonly essai: TestMoteur;
  readonly organisation: OrganisationDEssai;
  readonly gestionnaire: Agent;
  readonly dispositif: Dispositif;
  readonly sessionId: string;
  /** The engine with the fund, on a day of the session. */
  readonly noyau: TestMoteur['moteur'] & { readonly decider: Decider; readonly blobs: BlobsEnMemoire };
  evaluateur(prenom: string): Promise<MembreDEssai>;
  /** A request of so many euros, taken up by an instructor. @returns the id of its dossier */
  demande(montant?: number): Promise<string>;
  /** An enveloppe of the axis of the call, each of another year. */
  enveloppe(credits: number): Promise<string>;
  close(): Promise<void>;
};

export async function openSessionDeTest(): Promise<SessionDeTest> {
  const essai = await openTestMoteur();
  const organisation = await essai.organisation('fonds', '130026032');
  const roles = ['gestionnaire', 'instructeur', 'valideur'];
  const { agent } = await essai.membre(organisation, 'Nadia', roles);
  await essai.publier(organisation, 'appel', demarcheDuFonds());
  const catalogue = await readCatalogueFonds();
  await essai.moteur.db.transaction({ systeme: true }, (tx) =>
    adoptFonds(tx, essai.moteur, { organisationId: organisation.id, catalogue }),
  );
  const all = await essai.moteur.db.read({ public: true }, (tx) => listDispositifs(tx));
  const dispositif = all.find(({ slug }) => slug === 'projets-structurants');
  const sessionId = dispositif?.sessions[0]?.id;
  if (!dispositif || !sessionId) throw new Error('The catalogue lost its call');
  const { rows } = await essai.base.owner.query<{ id: string }>(`select id from demarches where slug = 'appel'`);
  await attachDemarche(essai.moteur, agent, { dispositifId: dispositif.id, demarcheId: rows[0]?.id ?? '' });
  const clock = fixedClock('2021-06-01T12:00:00Z');
  const eligibilites = makeEligibilites();
  const extensions = [extensionDuFonds({ ...essai.moteur, clock, eligibilites })];
  const moteur = { ...essai.moteur, clock, extensions };
  const decider: Decider = (tx, by, demande) => decideIn(tx, moteur, by, demande);
  const noyau = { ...moteur, decider, blobs: blobsEnMemoire() };
  let opened = 0;
  return {
    essai,
    organisation,
    gestionnaire: agent,
    dispositif,
    sessionId,
    noyau,
    evaluateur: (prenom) => essai.membre(organisation, prenom, ['expert']),
    async demande(montant = 40_000) {
      const usager = await essai.usager(`Usager${randomUUID().slice(0, 8)}`);
      const reponses = reponsesDuFonds({ montant_demande: String(montant) });
      const dossierId = await essai.remplir(usager, organisation, 'appel', reponses);
      const depose = await essai.deposer(usager, dossierId, moteur);
      if (depose.type !== 'depose') throw new Error(JSON.stringify(depose));
      orThrow(await changeStatut(moteur, agent, { dossierId, action: 'passer_en_instruction' }));
      return dossierId;
    },
    async enveloppe(credits) {
      opened += 1;
      const { axeId } = dispositif;
      const purse = { axeId, annee: 2020 + opened, nom: 'Essai', territoire: { type: 'national' } } as const;
      const enveloppeId = orThrow(await openEnveloppe(essai.moteur, agent, purse));
      const ouverture = { enveloppeId, montant: euros(credits), motif: 'Ouverture', autorite: 'Loi de finances' };
      if (credits > 0) orThrow(await authoriseCredits(essai.moteur, agent, ouverture));
      return enveloppeId;
    },
    close: () => essai.close(),
  };
}

/** The same note for every criterion of the catalogue's grid. */
export function notesDeTest(note: number): readonly Note[] {
  return ['usagers', 'mutualisation', 'maturite', 'cout', 'accessibilite'].map((critere) => ({
    critere,
    note,
    justification: 'Parce que.',
  }));
}

/** What is asked and given under the last version of the grid. */
export async function evaluationsDeSession(tx: Tx, sessionId: string): Promise<readonly Evaluation[]> {
  const grille = (await listGrilles(tx, sessionId)).at(-1);
  return grille ? listEvaluations(tx, grille) : [];
}
