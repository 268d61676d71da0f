import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { formatMontant, type Montant } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { type Compte, isOfSubvention, OPERATIONS, type TypeOperation } from '../domain/operation.ts';
import { insertEcriture } from '../storage/ecritures.ts';
import { lockEnveloppes, soldesOf, soldesOfSubvention } from '../storage/enveloppes.ts';

export type Operation = {
  readonly type: TypeOperation;
  readonly enveloppeId: string;
  /** Whose credits: demanded by all that is promised, owed or paid, absent from what moves free credits. */
  readonly subventionId?: string;
  readonly montant: Montant;
  readonly motif: string;
  readonly autorite: string;
};

/** Who passes it: an agent of the organisation that manages the fund, or a job of the platform (`null`). */
export type Auteur = { readonly organisationId: string; readonly personneId: string | null };

/**
 * Moves credits from an account to another, inside the caller's transaction: the entry, its effect on the accounts and
 * the fact in the journal are written together. The enveloppe is held until the transaction ends.
 *
 * @param operationId shared by the movements of one operation
 * @returns the refusal, in French, when the account of departure does not hold enough
 * @throws NotFound when the scope may not see the enveloppe
 */
export async function passOperation(
  tx: Tx,
  noyau: Noyau,
  auteur: Auteur,
  operation: Operation,
  operationId: string = newId<'Operation'>(noyau.clock, noyau.random),
): Promise<Result<string>> {
  const { type, enveloppeId, subventionId = null, montant } = operation;
  if (montant <= 0) return refuse(`Le montant doit être supérieur à zéro.`);
  if (isOfSubvention(type) !== (subventionId !== null)) throw new Error(`${type} does not say whose credits these are`);
  const locked = await lockEnveloppes(tx, [enveloppeId]);
  if (!locked.has(enveloppeId)) throw new NotFound('Cette enveloppe n’existe pas.');
  const { de, vers } = OPERATIONS[type];
  const held = await heldBy(tx, de, enveloppeId, subventionId);
  if (held < montant) return refuse(insuffisant(de, held, montant));
  const id = newId<'Ecriture'>(noyau.clock, noyau.random);
  const { organisationId, personneId } = auteur;
  const { motif, autorite } = operation;
  await insertEcriture(
    tx,
    {
      id,
      organisationId,
      operationId,
      enveloppeId,
      subventionId,
      type,
      de,
      vers,
      montant,
      motif,
      autorite,
      acteurId: personneId,
    },
    noyau.clock.now(),
  );
  await append(tx, noyau, {
    acteur: personneId ? { type: 'agent', id: personneId } : { type: 'systeme', id: 'fonds' },
    organisation: organisationId,
    sujet: { type: 'enveloppe', id: enveloppeId },
    type: `credits.${type}`,
    contenu: { ecriture: id, operation: operationId, montant, ...(subventionId ? { subvention: subventionId } : {}) },
  });
  return ok(id);
}

/** What may leave an account. Nothing bounds what comes from outside: opening credits is a decision, not a balance. */
async function heldBy(tx: Tx, de: Compte, enveloppeId: string, subventionId: string | null): Promise<number> {
  if (de === 'autorise') return Number.POSITIVE_INFINITY;
  if (subventionId !== null && de !== 'disponible') {
    const soldes = await soldesOfSubvention(tx, subventionId);
    return soldes?.[de] ?? 0;
  }
  return (await soldesOf(tx, enveloppeId))[de];
}

const LIBELLES: Readonly<Record<Compte, string>> = {
  autorise: 'autorisés',
  disponible: 'disponibles dans l’enveloppe',
  reserve: 'réservés à cette subvention',
  engage: 'engagés pour cette subvention',
  liquide: 'liquidés et à payer pour cette subvention',
  paye: 'payés pour cette subvention',
  rendu: 'rendus',
};

function insuffisant(de: Compte, held: number, asked: Montant): string {
  const manque = (asked - held) as Montant;
  return (
    `Il manque ${formatMontant(manque, 'if-any')}${NBSP}: ${formatMontant(held as Montant, 'if-any')} sont ` +
    `${LIBELLES[de]}, pour ${formatMontant(asked, 'if-any')} demandés.`
  );
}
