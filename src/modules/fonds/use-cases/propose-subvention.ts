import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { sirenOf } from '../../../values/siret.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { findDossier } from '../../demarches/index.ts';
import { refusDEnveloppe } from '../domain/enveloppe.ts';
import { checkProposition, type ErreursProposition, type Proposition } from '../domain/proposition.ts';
import type { Beneficiaire } from '../domain/subvention.ts';
import { assertMayPropose } from '../policies.ts';
import { findCandidature } from '../storage/candidatures.ts';
import { findEnveloppe, lockEnveloppes } from '../storage/enveloppes.ts';
import { axeOfDispositif } from '../storage/sessions.ts';
import {
  findSubventionByCle,
  insertSubvention,
  nextNumeroSubvention,
  type SubventionToInsert,
} from '../storage/subventions.ts';
import { journaliser } from './on-subvention.ts';
import { passOperation } from './pass-operation.ts';

export type DemandeDeSubvention = Omit<Proposition, 'departement'> & {
  readonly enveloppeId: string;
  /** The request of the `demarches` engine that it answers, when there is one. */
  readonly dossierId?: string;
  /** Of the form: sent twice, it makes one subvention. */
  readonly cle: string;
  readonly beneficiaire: Beneficiaire;
  readonly objet: string;
  /** Made for a demonstration or a test: never published. */
  readonly fictif?: boolean;
  /** Of what the project makes, when it is shared. */
  readonly licence?: string | null;
  /** Where its source code is: an https address. */
  readonly depotSource?: string | null;
};

export type ErreursDemande = ErreursProposition & { readonly dossier?: string; readonly enveloppe?: string };

/** Reserves the credits and writes the proposal, together: nobody else can be proposed the same euro. */
export async function proposeSubvention(
  noyau: Noyau,
  agent: Agent,
  { dossierId, cle, enveloppeId, ...demande }: DemandeDeSubvention,
): Promise<Result<string, ErreursDemande>> {
  assertMayPropose(agent);
  const checked = checkProposition({ ...demande, departement: demande.beneficiaire.departement });
  if (!checked.ok) return checked;
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    // Held first: the same form sent twice waits here, and finds what the first made.
    await lockEnveloppes(tx, [enveloppeId]);
    const enveloppe = await findEnveloppe(tx, enveloppeId);
    if (!enveloppe) throw new NotFound('Cette enveloppe n’existe pas.');
    const made = await findSubventionByCle(tx, enveloppe.organisationId, cle);
    if (made) return ok(made);
    const ailleurs = refusDEnveloppe(enveloppe, demande.beneficiaire, fromPlainDate(noyau.clock.today()));
    if (ailleurs !== undefined) return refuse({ enveloppe: ailleurs });
    const dossier = dossierId ? await checkDossier(tx, agent, dossierId) : ok(undefined);
    if (!dossier.ok) return refuse({ dossier: dossier.error });
    const candidature = dossierId ? await findCandidature(tx, dossierId) : undefined;
    if (candidature && (await axeOfDispositif(tx, candidature.dispositifId)) !== enveloppe.axeId) {
      return refuse({ enveloppe: 'Cette enveloppe est d’un autre axe que la demande.' });
    }
    const one: SubventionToInsert = {
      ...demande,
      id: newId<'Subvention'>(noyau.clock, noyau.random),
      organisationId: enveloppe.organisationId,
      enveloppeId,
      dossierId: dossierId ?? null,
      cle,
      numero: await nextNumeroSubvention(tx, noyau.clock.today().year),
      fictif: demande.fictif ?? candidature?.fictif ?? false,
      licence: demande.licence ?? candidature?.licence ?? null,
      depotSource: demande.depotSource ?? candidature?.depotSource ?? null,
    };
    const auteur = { organisationId: one.organisationId, personneId: agent.personneId };
    const reserved = await passOperation(tx, noyau, auteur, {
      type: 'reserver',
      enveloppeId,
      subventionId: one.id,
      montant: one.montant,
      motif: `Proposition ${one.numero}`,
      autorite: 'Instruction de la demande',
    });
    if (!reserved.ok) return refuse({ montant: reserved.error });
    if (!(await insertSubvention(tx, one, noyau.clock.now()))) {
      throw new Conflict('Une subvention répond déjà à cette demande.');
    }
    await journaliser(tx, noyau, agent, one, 'subvention.proposee', {
      enveloppe: enveloppeId,
      axe: enveloppe.axeId,
      dossier: one.dossierId,
      dispositif: candidature?.dispositifId ?? null,
      montant: one.montant,
      cout: one.cout,
      assiette: one.assiette,
      taux: { ...one.taux },
      beneficiaire: one.beneficiaire.type,
      siren: sirenOf(one.beneficiaire.siret),
      departement: one.beneficiaire.departement,
      region: one.beneficiaire.region,
      population: one.beneficiaire.population,
      fictif: one.fictif,
    });
    return ok(one.id);
  });
}

/** Another organisation's dossier does not exist; one that is not examined yet gets nothing. */
async function checkDossier(tx: Tx, agent: Agent, id: string): Promise<Result<void>> {
  const dossier = await findDossier(tx, id);
  if (!dossier || dossier.organisationId !== agent.organisation.id) throw new NotFound('Ce dossier n’existe pas.');
  if (dossier.statut === 'accepte' || dossier.statut === 'en_instruction') return ok(undefined);
  return refuse('Ce dossier n’est ni en cours d’instruction ni accepté.');
}
