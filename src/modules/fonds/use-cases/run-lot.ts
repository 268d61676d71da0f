import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { mayInstruct } from '../policies.ts';
import {
  bilanDuLot,
  endLot,
  findLotCandidatures,
  type LigneATraiter,
  type LotCandidatures,
  listATraiter,
  lockATraiter,
  saveIssue,
} from '../storage/lots-candidatures.ts';
import { agentActuel } from './agent-actuel.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { assignCandidatureIn } from './assign-candidature.ts';
import { declareRecevabiliteIn } from './declare-recevabilite.ts';
import type { OutilsInstruction } from './on-candidature.ts';
import { refuseCandidatureIn } from './refuse-candidature.ts';
import { takeUpCandidatureIn } from './take-up-candidature.ts';

/**
 * Does an action on many requests, from where it stands. Each request is one transaction, with its line of the report:
 * killed anywhere, the next run does the rest, and nothing twice. What is refused keeps its sentence.
 */
export async function runLot(
  outils: OutilsInstruction,
  organisationId: string,
  lotId: string,
  signal?: AbortSignal,
): Promise<void> {
  const { lot, agent, lignes } = await outils.db.read({ organisation: organisationId }, async (tx) => {
    const found = await findLotCandidatures(tx, lotId);
    if (!found) throw new NotFound('Ce lot n’existe pas.');
    return {
      lot: found,
      agent: await agentActuel(tx, found.auteurId, found.organisationId),
      lignes: await listATraiter(tx, lotId),
    };
  });
  for (const ligne of lignes) {
    signal?.throwIfAborted();
    await traiter(outils, lot, agent, ligne);
  }
  await finish(outils, lot);
}

const PLUS_LE_DROIT = 'La personne qui a lancé cette action n’instruit plus les demandes.';

async function traiter(
  outils: OutilsInstruction,
  lot: LotCandidatures,
  agent: Agent | undefined,
  { rang, dossierId }: LigneATraiter,
): Promise<void> {
  const portee = agent ? porteeOf(agent) : { organisation: lot.organisationId };
  const done = await allOrNothing(outils.db, portee, async (tx) => {
    // Another server has it: it will write what became of it.
    if (!(await lockATraiter(tx, lot.id, rang))) return ok(undefined);
    const result = agent && mayInstruct(agent) ? await act(tx, outils, agent, lot, dossierId) : NOT_ALLOWED;
    if (result.ok) await saveIssue(tx, lot.id, rang, null);
    return result;
  });
  if (!done.ok) await outils.db.transaction(portee, (tx) => saveIssue(tx, lot.id, rang, done.error));
}

const NOT_ALLOWED: Result<void> = { ok: false, error: PLUS_LE_DROIT };

function act(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  { action, instructeurId, motif }: LotCandidatures,
  dossierId: string,
): Promise<Result<void>> {
  switch (action) {
    case 'affecter':
      return assignCandidatureIn(tx, outils, agent, { dossierId, instructeurId });
    case 'instruire':
      return takeUpCandidatureIn(tx, outils, agent, dossierId);
    case 'recevable':
      return declareRecevabiliteIn(tx, outils, agent, { dossierId, recevabilite: 'recevable', motif: null });
    case 'refuser':
      return refuseCandidatureIn(tx, outils, agent, { dossierId, motif: motif ?? '' });
  }
}

async function finish(outils: OutilsInstruction, { id, organisationId, action }: LotCandidatures): Promise<void> {
  await outils.db.transaction({ organisation: organisationId }, async (tx) => {
    const { faites, refusees, attente } = await bilanDuLot(tx, id);
    if (attente > 0 || !(await endLot(tx, id, outils.clock.now()))) return;
    await append(tx, outils, {
      acteur: { type: 'systeme', id: 'fonds' },
      organisation: organisationId,
      sujet: { type: 'lot_candidatures', id },
      type: 'lot_candidatures.fini',
      contenu: { action, faites, refusees },
    });
  });
}
