import { randomUUID } from 'node:crypto';
import { jour } from '../../../values/jour.ts';
import { euros } from '../../../values/montant.ts';
import { orThrow } from '../../../values/result.ts';
import { authoriseCredits } from '../use-cases/authorise-credits.ts';
import { awardSubvention } from '../use-cases/award-subvention.ts';
import { draftArrete } from '../use-cases/draft-arrete.ts';
import { openEnveloppe } from '../use-cases/open-enveloppe.ts';
import { proposeSubvention } from '../use-cases/propose-subvention.ts';
import { takeUpCandidature } from '../use-cases/take-up-candidature.ts';
import { DEPOT, type InstructionDeTest } from './instruction-de-test.ts';
import { demandeDeTest } from './subvention-de-test.ts';

/** Takes a request up, unless it is, and proposes 60 000 € of an enveloppe of its own for it. @returns the id of the subvention */
export async function proposerAuDossier(essai: InstructionDeTest, dossierId: string, annee: number): Promise<string> {
  const outils = essai.outils(DEPOT);
  const { agent } = essai.nadia;
  const { statut } = await essai.instruction(dossierId);
  if (statut === 'deposee') orThrow(await takeUpCandidature(outils, agent, dossierId));
  const axe = { axeId: essai.axeId, annee, nom: 'Essai', territoire: { type: 'national' } } as const;
  const enveloppeId = orThrow(await openEnveloppe(outils, agent, axe));
  const credits = { enveloppeId, montant: euros(100_000), motif: 'Ouverture', autorite: 'Loi de finances' };
  orThrow(await authoriseCredits(outils, agent, credits));
  const demande = demandeDeTest(enveloppeId, { dossierId, demandeRecue: jour('2021-06-01') });
  return orThrow(await proposeSubvention(outils, agent, demande));
}

/** The same, with a draft of its arrêté, then awarded. */
export async function attribuerAuDossier(essai: InstructionDeTest, dossierId: string, annee: number): Promise<string> {
  const subventionId = await proposerAuDossier(essai, dossierId, annee);
  const outils = essai.outils(DEPOT);
  const { agent } = essai.nadia;
  orThrow(await draftArrete(outils, agent, { subventionId, cle: randomUUID() }));
  const attribution = { subventionId, reference: 'Arrêté n° 12', decideeLe: jour('2021-06-01'), commencerAvant: null };
  orThrow(await awardSubvention({ ...outils, decider: outils.dossiers.decide }, agent, attribution));
  return subventionId;
}
