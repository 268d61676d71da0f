import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { type Montant, sumMontants, ZERO } from '../../../values/montant.ts';
import { append, type JsonObject } from '../../journal/index.ts';
import type { TypeOperation } from '../domain/operation.ts';
import type { Subvention } from '../domain/subvention.ts';
import { soldesOfSubvention } from '../storage/enveloppes.ts';
import { lockSubvention } from '../storage/subventions.ts';
import { passOperation } from './pass-operation.ts';

/** What every action on a subvention does: hold it, move its credits, tell the journal. */

/** Held until the transaction ends: a second click waits, then finds it changed. @throws NotFound */
export async function holdSubvention(tx: Tx, id: string): Promise<Subvention> {
  const subvention = await lockSubvention(tx, id);
  if (!subvention) throw new NotFound('Cette subvention n’existe pas.');
  return subvention;
}

/** Who acts: an agent, or the platform when the law does (`null`). */
export type ActeurSubvention = { readonly personneId: string | null };

export type Mouvement = {
  readonly type: TypeOperation;
  readonly montant: Montant;
  readonly motif: string;
  readonly autorite: string;
};

/**
 * Moves credits of a subvention. A movement of nothing is none.
 * @throws Error when its accounts do not hold what the subvention says: they never part
 */
export async function moveCredits(
  tx: Tx,
  noyau: Noyau,
  { personneId }: ActeurSubvention,
  { id, enveloppeId, organisationId }: Pick<Subvention, 'id' | 'enveloppeId' | 'organisationId'>,
  mouvement: Mouvement,
): Promise<void> {
  if (mouvement.montant === ZERO) return;
  const auteur = { organisationId, personneId };
  const passed = await passOperation(tx, noyau, auteur, { ...mouvement, enveloppeId, subventionId: id });
  if (!passed.ok) throw new Error(`The accounts of ${id} refuse to ${mouvement.type}: ${passed.error}`);
}

/** The act by which its payments are owed. */
export function autoriteConvention({ conventionSigneeLe }: Pick<Subvention, 'conventionSigneeLe'>): string {
  return conventionSigneeLe === null ? 'Convention' : `Convention du ${formatJour(conventionSigneeLe)}`;
}

/** What a subvention still holds before its service is done: reserved or committed. */
export async function resteAEngager(tx: Tx, subventionId: string): Promise<Montant> {
  const soldes = await soldesOfSubvention(tx, subventionId);
  return soldes ? sumMontants([soldes.reserve, soldes.engage]) : ZERO;
}

export async function journaliser(
  tx: Tx,
  noyau: Noyau,
  { personneId }: ActeurSubvention,
  { id, organisationId }: Pick<Subvention, 'id' | 'organisationId'>,
  type: string,
  contenu: JsonObject,
): Promise<void> {
  await append(tx, noyau, {
    acteur: personneId ? { type: 'agent', id: personneId } : { type: 'systeme', id: 'fonds' },
    organisation: organisationId,
    sujet: { type: 'subvention', id },
    type,
    contenu,
  });
}
