import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { isEchue, isOuverte } from '../domain/echeances.ts';
import { assertMayProlong } from '../policies.ts';
import { insertProlongation } from '../storage/instruction.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { acteurOf, holdCandidature, journaliserCandidature, type OutilsInstruction } from './on-candidature.ts';

export type DemandeDeProlongation = {
  readonly dossierId: string;
  readonly cle: string;
  readonly jusquau: Jour;
  readonly motif: string;
};

export type RefusDeProlongation = { readonly jusquau?: string; readonly motif?: string };

/**
 * Puts off the day on which silence rejects, by a reasoned decision taken before it (décret n° 2018-514, art. 7). Who
 * asks is told, with the reason.
 */
export function prolongCandidature(
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, cle, jusquau, motif }: DemandeDeProlongation,
): Promise<Result<void, RefusDeProlongation>> {
  assertMayProlong(agent);
  return allOrNothing(outils.db, porteeOf(agent), async (tx): Promise<Result<void, RefusDeProlongation>> => {
    const held = await holdCandidature(tx, outils, dossierId);
    const inserted = { id: newId(outils.clock, outils.random), dossierId, cle, jusquau, motif };
    const { organisationId, decisionAvant } = held;
    const written = await insertProlongation(tx, {
      ...inserted,
      organisationId,
      auteurId: agent.personneId,
      createdAt: outils.clock.now(),
    });
    if (!written) return ok(undefined);
    if (!isOuverte(held)) return refuse({ jusquau: 'La demande est décidée. Son délai ne change plus.' });
    if (isEchue(decisionAvant, fromPlainDate(outils.clock.today()))) {
      return refuse({ jusquau: `Le délai est passé depuis le ${formatJour(decisionAvant)}. La demande est rejetée.` });
    }
    if (jusquau <= decisionAvant) {
      return refuse({ jusquau: `Choisissez une date après le ${formatJour(decisionAvant)}, fin du délai actuel.` });
    }
    await journaliserCandidature(tx, outils, held, {
      acteur: acteurOf(agent),
      type: 'candidature.prolongee',
      contenu: { de: decisionAvant, a: jusquau, prolongation: inserted.id },
    });
    const told = await outils.dossiers.write(tx, agent, {
      dossierId,
      cle: newId(outils.clock, outils.random),
      corps:
        `Le délai de décision sur votre demande est prolongé jusqu’au ${formatJour(jusquau)} (décret n° 2018-514 du ` +
        `25 juin 2018, art. 7). Motif${NBSP}: ${motif}`,
    });
    return told.ok ? ok(undefined) : refuse({ motif: told.error });
  });
}
