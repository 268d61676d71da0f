import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Id, newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { mayDelegate } from '../domain/enveloppe.ts';
import { assertMayManage } from '../policies.ts';
import { findEnveloppe, insertEnveloppe, type Territoire } from '../storage/enveloppes.ts';
import { programmeOfAxe } from '../storage/programmes.ts';

export type DemandeEnveloppe = {
  readonly axeId: string;
  readonly annee: number;
  readonly nom: string;
  readonly territoire: Territoire;
  /** Whose credits it will receive: national → région → département. */
  readonly parentId?: string;
};

/** Opens an empty enveloppe. Its credits come from a finance law (`authoriseCredits`) or by delegation (`transferCredits`). */
export async function openEnveloppe(
  noyau: Noyau,
  agent: Agent,
  demande: DemandeEnveloppe,
): Promise<Result<Id<'Enveloppe'>>> {
  assertMayManage(agent);
  const id = newId<'Enveloppe'>(noyau.clock, noyau.random);
  const { axeId, annee, nom, territoire } = demande;
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    if (!(await programmeOfAxe(tx, axeId))) throw new NotFound('Cet axe n’existe pas.');
    const parent = demande.parentId ? await findEnveloppe(tx, demande.parentId) : undefined;
    if (demande.parentId && !parent) throw new NotFound('Cette enveloppe n’existe pas.');
    if (parent && !(parent.axeId === axeId && mayDelegate(parent.territoire, territoire))) {
      return refuse(
        'Une enveloppe ne délègue qu’à une enveloppe du même axe, sur un territoire plus petit qu’elle couvre.',
      );
    }
    const enveloppe = {
      id,
      organisationId: agent.organisation.id,
      axeId,
      annee,
      nom,
      territoire,
      parentId: parent?.id ?? null,
    };
    if (!(await insertEnveloppe(tx, enveloppe, noyau.clock.now()))) {
      return refuse('Une enveloppe existe déjà pour cet axe, cette année et ce territoire.');
    }
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: agent.organisation.id,
      sujet: { type: 'enveloppe', id },
      type: 'enveloppe.ouverte',
      contenu: { axe: axeId, annee, territoire: { ...territoire }, parent: parent?.id ?? null },
    });
    return ok(id);
  });
}
