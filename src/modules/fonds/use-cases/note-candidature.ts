import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { manquesDe, type Note } from '../domain/grille-evaluation.ts';
import { assertMayReadEvaluations } from '../policies.ts';
import { findConflit } from '../storage/conflits.ts';
import { findDemande } from '../storage/demandes-de-session.ts';
import { type Evaluation, lockEvaluation, saveNotes } from '../storage/evaluations.ts';
import { findGrille } from '../storage/grilles.ts';
import { employeursOf, recordConflit, recordMemeSiren, worksForDemandeur } from './detect-conflits.ts';

export type NotesDonnees = {
  readonly evaluationId: string;
  readonly notes: readonly Note[];
  /** Submitted, it is locked for ever; otherwise it stays a draft. */
  readonly soumettre: boolean;
};

/** By name of field (`<critere>.note`, `<critere>.justification`), or `evaluation` for the whole. */
export type ErreursNotes = Readonly<Record<string, string>>;

/** Keeps what a reviewer notes. Submitted twice, it is submitted once. */
export async function noteCandidature(
  noyau: Noyau,
  agent: Agent,
  { evaluationId, notes, soumettre }: NotesDonnees,
): Promise<Result<void, ErreursNotes>> {
  assertMayReadEvaluations(agent);
  const employeurs = await employeursOf(noyau, [agent.personneId]);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const evaluation = await holdOwnEvaluation(tx, agent, evaluationId);
    const [grille, demande] = await Promise.all([
      findGrille(tx, evaluation.grilleId),
      findDemande(tx, evaluation.dossierId),
    ]);
    if (!grille || !demande) throw new Error(`The evaluation ${evaluationId} lost its grid or its request`);
    if (evaluation.submittedAt) return alreadySubmitted(evaluation, notes);
    if (worksForDemandeur(employeurs, agent.personneId, demande)) await recordMemeSiren(tx, noyau, evaluation);
    if (await findConflit(tx, evaluation)) {
      return refuse({ evaluation: 'Vous êtes en conflit d’intérêts avec cette demande : vous ne l’évaluez pas.' });
    }
    if (soumettre) {
      const manques = manquesDe(grille.grille, notes);
      if (Object.keys(manques).length > 0) return refuse(manques);
    }
    await saveNotes(tx, evaluationId, notes, soumettre ? noyau.clock.now() : null);
    if (soumettre) await journaliserNotes(tx, noyau, agent, evaluation, notes);
    return ok(undefined);
  });
}

/** The notes are in the journal, without what was written of them: a ranking can be checked against it. */
async function journaliserNotes(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  { id, organisationId, dossierId, grilleId }: Evaluation,
  notes: readonly Note[],
): Promise<void> {
  await append(tx, noyau, {
    acteur: { type: 'agent', id: agent.personneId },
    organisation: organisationId,
    sujet: { type: 'candidature', id: dossierId },
    type: 'evaluation.soumise',
    contenu: {
      evaluation: id,
      grille: grilleId,
      notes: Object.fromEntries(notes.map(({ critere, note }) => [critere, note])),
    },
  });
}

function alreadySubmitted({ notes: kept }: Evaluation, notes: readonly Note[]): Result<void, ErreursNotes> {
  const plain = (all: readonly Note[]) => JSON.stringify(all.map((one) => [one.critere, one.note, one.justification]));
  return plain(kept) === plain(notes)
    ? ok(undefined)
    : refuse({ evaluation: 'Cette évaluation est soumise : elle ne change plus.' });
}

const LONGEST_MOTIF = 2000;

/** A reviewer says that they may not judge: recused, and never counted. Said twice, it is said once. */
export async function declareConflit(
  noyau: Noyau,
  agent: Agent,
  { evaluationId, motif }: { readonly evaluationId: string; readonly motif: string },
): Promise<Result<void, { readonly motif: string }>> {
  assertMayReadEvaluations(agent);
  const said = motif.trim();
  if (said === '') return refuse({ motif: 'Dites en une phrase ce qui vous lie à cette demande.' });
  if (said.length > LONGEST_MOTIF) return refuse({ motif: tropLong(LONGEST_MOTIF) });
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const { organisationId, dossierId, evaluateurId } = await holdOwnEvaluation(tx, agent, evaluationId);
    await recordConflit(tx, noyau, { organisationId, dossierId, evaluateurId, cause: 'declare', motif: said });
    return ok(undefined);
  });
}

/** @throws NotFound that of another reviewer does not exist */
async function holdOwnEvaluation(tx: Tx, agent: Agent, id: string): Promise<Evaluation> {
  const evaluation = await lockEvaluation(tx, id);
  if (!evaluation || evaluation.evaluateurId !== agent.personneId) {
    throw new NotFound('Cette évaluation n’existe pas.');
  }
  if (evaluation.organisationId !== agent.organisation.id) throw new Conflict('Cette évaluation est d’ailleurs.');
  return evaluation;
}
