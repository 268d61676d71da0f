import type { Tx } from '../../../platform/db/database.ts';
import type { Result } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { type Dossier, lockDossier } from '../storage/dossiers.ts';
import { type RejetDeRecours, rejectRecoursIn } from './answer-recours.ts';
import { changeStatutIn } from './change-statut.ts';
import { type Decider, decideIn } from './decide.ts';
import { type NouveauMessage, postMessageIn } from './post-message.ts';
import { consultIn, type Echanges, readEchangesIn } from './read-dossier.ts';
import { type RecoursARepondre, readRecoursARepondre } from './read-recours.ts';
import { type RejetParSilence, rejectBySilenceIn } from './reject-by-silence.ts';

/**
 * What a family of procedures does to its dossiers inside its own transactions. Who may is the family's to say; nothing
 * is written when an act is refused.
 */
export type ActesSurDossiers = {
  /** Held until the transaction ends. A family that also holds rows of its own holds the dossier first. */
  hold(tx: Tx, dossierId: string): Promise<Dossier | undefined>;
  /** An agent sees it: the usager will know. @throws NotFound */
  consult(tx: Tx, agent: Agent, dossierId: string): Promise<Dossier>;
  /** What both sides wrote, for an agent who consults it. */
  readEchanges(tx: Tx, dossier: Dossier): Promise<Echanges>;
  takeUp(tx: Tx, agent: Agent, dossierId: string): Promise<Result<void>>;
  /** To whoever asks, who is told by mail. */
  write(tx: Tx, agent: Agent, message: Omit<NouveauMessage, 'pieces'>): Promise<Result<void>>;
  readonly decide: Decider;
  rejectBySilence(tx: Tx, rejet: RejetParSilence): Promise<Result<void>>;
  /** The one that waits for an answer, if any. */
  readRecours(tx: Tx, dossierId: string): Promise<RecoursARepondre | undefined>;
  /** Examined again: a recours that waits is heard. */
  reopen(tx: Tx, agent: Agent, dossierId: string): Promise<Result<void>>;
  rejectRecours(tx: Tx, agent: Agent, rejet: RejetDeRecours): Promise<Result<void>>;
};

export function actesSurDossiers(moteur: Moteur): ActesSurDossiers {
  return {
    hold: lockDossier,
    consult: (tx, agent, dossierId) => consultIn(tx, moteur, agent, dossierId),
    readEchanges: readEchangesIn,
    takeUp: (tx, agent, dossierId) => changeStatutIn(tx, moteur, agent, { dossierId, action: 'passer_en_instruction' }),
    write: (tx, agent, message) => postMessageIn(tx, moteur, agent, { ...message, pieces: [], correction: false }),
    decide: (tx, agent, demande) => decideIn(tx, moteur, agent, demande),
    rejectBySilence: (tx, rejet) => rejectBySilenceIn(tx, moteur, rejet),
    readRecours: readRecoursARepondre,
    reopen: (tx, agent, dossierId) =>
      changeStatutIn(tx, moteur, agent, { dossierId, action: 'repasser_en_instruction' }),
    rejectRecours: (tx, agent, rejet) => rejectRecoursIn(tx, moteur, agent, rejet),
  };
}
