import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { count, tropLong } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, membresOf, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { type ActionEnLot, PLUS_GRAND_LOT } from '../domain/lot-candidatures.ts';
import { assertMayInstruct, mayBeAssigned } from '../policies.ts';
import { listInstructions } from '../storage/instruction.ts';
import { insertLot } from '../storage/lots-candidatures.ts';
import { traiterLot } from '../tasks/traiter-lot.ts';
import { acteurOf } from './on-candidature.ts';

export type DemandeDeLot = {
  readonly cle: string;
  readonly action: ActionEnLot;
  readonly dossierIds: readonly string[];
  /** To whom, when it assigns; nobody when null. */
  readonly instructeurId: string | null;
  /** Why, when it refuses. */
  readonly motif: string | null;
};

export type RefusDeLot = { readonly instructeur?: string; readonly motif?: string; readonly action?: string };

const LONGEST_MOTIF = 5000;

/** What is wrong with what was typed, before anything is looked at. */
export function refusDuLot({ action, motif }: Pick<DemandeDeLot, 'action' | 'motif'>): RefusDeLot | undefined {
  if (action !== 'refuser') return undefined;
  if (!motif) return { motif: 'Dites pourquoi ces demandes sont refusées. Chaque collectivité le lira.' };
  return motif.length > LONGEST_MOTIF ? { motif: tropLong(LONGEST_MOTIF) } : undefined;
}

/**
 * Begins one action on many requests, done by a job. The same form sent twice is one run.
 *
 * @returns the id of the run
 */
export async function beginLot(noyau: Noyau, agent: Agent, demande: DemandeDeLot): Promise<Result<string, RefusDeLot>> {
  assertMayInstruct(agent);
  const { action, instructeurId, cle } = demande;
  const wrong = refusDuLot(demande);
  if (wrong) return refuse(wrong);
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<string, RefusDeLot>> => {
    const organisationId = agent.organisation.id;
    const found = await listInstructions(tx, [...new Set(demande.dossierIds)]);
    // In the order of their ids: two runs on the same requests never wait for each other in a circle.
    const dossierIds = found.flatMap((one) => (one.organisationId === organisationId ? [one.dossierId] : []));
    if (dossierIds.length === 0) return refuse({ action: 'Choisissez au moins une demande.' });
    if (dossierIds.length > PLUS_GRAND_LOT) {
      return refuse({ action: `Choisissez ${count(PLUS_GRAND_LOT, 'demande')} au plus à la fois.` });
    }
    if (action === 'affecter' && instructeurId !== null) {
      const membres = await membresOf(tx, organisationId);
      const known = membres.some(({ personneId, roles }) => personneId === instructeurId && mayBeAssigned(roles));
      if (!known) return refuse({ instructeur: 'Choisissez une personne qui instruit les demandes.' });
    }
    const lot = {
      id: newId<'Lot'>(noyau.clock, noyau.random),
      organisationId,
      cle,
      action,
      instructeurId: action === 'affecter' ? instructeurId : null,
      motif: action === 'refuser' ? demande.motif : null,
      auteurId: agent.personneId,
      createdAt: noyau.clock.now(),
    };
    const { id, isNew } = await insertLot(tx, lot, dossierIds);
    if (!isNew) return ok(id);
    await append(tx, noyau, {
      acteur: acteurOf(agent),
      organisation: organisationId,
      sujet: { type: 'lot_candidatures', id },
      type: 'lot_candidatures.lance',
      contenu: { action, nombre: dossierIds.length },
    });
    await enqueue(tx, traiterLot, { organisationId, lotId: id });
    return ok(id);
  });
}
