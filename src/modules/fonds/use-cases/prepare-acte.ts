import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { newId } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { formatSiret } from '../../../values/siret.ts';
import { type Agent, findOrganisationById, mentionsOf, type Organisation, themeOf } from '../../comptes/index.ts';
import { canonicalJson } from '../../journal/index.ts';
import { ACTES, type EtatActe } from '../domain/acte.ts';
import type { DonneesActe } from '../domain/donnees-acte.ts';
import { type FaitsActe, rangeesDuPlan, type SubventionDActe, valeursActe } from '../domain/valeurs-acte.ts';
import { insertActe, nextNumeroActe } from '../storage/actes.ts';
import { findModele } from '../storage/modeles-actes.ts';
import { produireActe } from '../tasks/produire-acte.ts';
import { journaliser } from './on-subvention.ts';

export type DemandeActe = {
  readonly faits: FaitsActe;
  readonly etat: EtatActe;
  /** What it follows from: asked again for the same, nothing more is made. */
  readonly origine: string;
  /** The day that it bears. */
  readonly date: Jour;
};

/**
 * Writes an act down in the transaction of what it follows from: its number, the version of its text and its data are
 * those of that instant. Its document is made by a job that is committed with it.
 *
 * @returns its id; undefined when it was already made, or when the organisation has adopted no text for it
 */
export async function prepareActe(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  subvention: SubventionDActe & { readonly id: string; readonly organisationId: string },
  { faits, etat, origine, date }: DemandeActe,
): Promise<string | undefined> {
  const { id: subventionId, organisationId } = subvention;
  const [modele, organisation] = await Promise.all([
    findModele(tx, organisationId, faits.type),
    findOrganisationById(tx, organisationId),
  ]);
  if (!organisation) throw new NotFound('Cette organisation n’existe pas.');
  if (!modele) return undefined;
  // Who records an agreement, or prepares a draft, is not who signs it.
  const { forme, aSigner } = ACTES[faits.type];
  const signataire = etat === 'projet' || forme === 'convention' || aSigner ? A_SIGNER : agent.nom;
  const donnees = canonicalJson(donneesOf(organisation, subvention, { faits, date, signataire }));
  const id = newId<'Acte'>(noyau.clock, noyau.random);
  const acte = {
    id,
    organisationId,
    subventionId,
    type: faits.type,
    etat,
    origine,
    numero: await nextNumeroActe(tx, noyau.clock.today().year),
    modeleId: modele.id,
    donnees,
    donneesSha256: sha256Of(donnees),
    createdAt: noyau.clock.now(),
  };
  if (!(await insertActe(tx, acte))) return undefined;
  await journaliser(tx, noyau, agent, subvention, 'subvention.acte_prepare', {
    acte: id,
    numero: acte.numero,
    type: faits.type,
    etat,
    modele: modele.id,
    version: modele.version,
    donnees: acte.donneesSha256,
  });
  await enqueue(tx, produireActe, { acteId: id });
  return id;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

function donneesOf(
  organisation: Organisation,
  subvention: SubventionDActe,
  { faits, date, signataire }: Pick<DemandeActe, 'faits' | 'date'> & { readonly signataire: string },
): DonneesActe {
  const { nom } = organisation;
  const { beneficiaire } = subvention;
  const { forme } = ACTES[faits.type];
  const adresse = mentionsOf(organisation).adresse?.split('\n') ?? [];
  return {
    ...valeursActe(nom, subvention, faits),
    plan: rangeesDuPlan(faits),
    organisation: { nom, adresse },
    theme: { ...themeOf(organisation) },
    destinataire: forme === 'lettre' ? [beneficiaire.nom, `SIRET\u00a0${formatSiret(beneficiaire.siret)}`] : [],
    date: formatJour(date),
    signataire: { qualite: `Pour ${nom}`, nom: signataire },
    cosignataire: forme === 'convention' ? { qualite: `Pour ${beneficiaire.nom}`, nom: A_SIGNER } : null,
  };
}

const A_SIGNER = 'Nom, qualité et signature';
