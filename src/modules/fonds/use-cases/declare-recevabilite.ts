import type { Tx } from '../../../platform/db/database.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate, jourFromInstant } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { echeancesDe, type Recevabilite } from '../domain/echeances.ts';
import { assertMayInstruct } from '../policies.ts';
import { type Instruction, saveRecevabilite } from '../storage/instruction.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { acteurOf, holdFor, journaliserCandidature, type OutilsInstruction } from './on-candidature.ts';
import { refuserIn } from './refuse-candidature.ts';

export type RecevabiliteDite = {
  readonly dossierId: string;
  readonly recevabilite: Recevabilite;
  /** Demanded when it is not admissible: the decision says it. */
  readonly motif: string | null;
};

/**
 * Says in the two months whether a request is admissible (décret n° 2018-514, art. 4). Who asks is told; one that is not
 * admissible is refused with that reason.
 */
export function declareRecevabilite(
  outils: OutilsInstruction,
  agent: Agent,
  dite: RecevabiliteDite,
): Promise<Result<void>> {
  assertMayInstruct(agent);
  return allOrNothing(outils.db, porteeOf(agent), (tx) => declareRecevabiliteIn(tx, outils, agent, dite));
}

/** The same in the transaction of a caller that checked the role, and undoes it when it is refused. */
export async function declareRecevabiliteIn(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, recevabilite, motif }: RecevabiliteDite,
): Promise<Result<void>> {
  if (recevabilite === 'irrecevable' && !motif) return refuse('Dites pourquoi la demande n’est pas recevable.');
  const held = await holdFor(tx, outils, agent, { dossierId, action: recevabilite });
  if (!held.ok) return held;
  const le = fromPlainDate(outils.clock.today());
  await saveRecevabilite(tx, dossierId, { recevabilite, par: 'agent', le, motif });
  await journaliserCandidature(tx, outils, held.value, {
    acteur: acteurOf(agent),
    type: 'candidature.recevabilite',
    contenu: { issue: recevabilite, par: 'agent', le },
  });
  if (recevabilite === 'irrecevable') return refuserIn(tx, outils, agent, held.value, motif ?? '');
  return tell(tx, outils, agent, held.value);
}

async function tell(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, decisionAvant, depositedAt }: Instruction,
): Promise<Result<void>> {
  const recue = jourFromInstant(depositedAt);
  const prolongee = decisionAvant !== echeancesDe(recue).decisionAvant;
  const delai = prolongee ? 'La décision est attendue' : 'La décision est attendue dans les huit mois, soit';
  const written = await outils.dossiers.write(tx, agent, {
    dossierId,
    cle: newId(outils.clock, outils.random),
    corps:
      `Votre demande reçue le ${formatJour(recue)} est recevable${NBSP}: elle va être examinée. ${delai} au plus tard ` +
      `le ${formatJour(decisionAvant)}. Sans décision à cette date, elle sera rejetée (décret n° 2018-514 du 25 juin ` +
      '2018, art. 7).',
  });
  return written.ok ? ok(undefined) : written;
}
