import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { newId } from '../../../values/ids.ts';
import { saltedDigest } from '../../journal/index.ts';
import type { Calcul } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import { nomDuDemandeur, pourRecherche } from '../domain/demandeur.ts';
import { type Manque, type Verification, verifier, visibleReponses } from '../domain/parcours.ts';
import { reponsesProuvees } from '../domain/preuve.ts';
import { apply } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { findLastDepot, insertDepot } from '../storage/depots.ts';
import { nextNumero, saveDepot } from '../storage/dossiers.ts';
import { courrierDossier } from '../tasks/courrier-dossier.ts';
import { journaliser } from './journaliser.ts';
import { type DossierOuvert, etatOf, loadDossier } from './load-dossier.ts';

export type Depose =
  | { readonly type: 'depose'; readonly numero: string }
  /** Already deposited: a double click, the Back button, another tab. The same dossier, not an error. */
  | { readonly type: 'deja' }
  /** Something is missing: back to the summary, with the list. */
  | { readonly type: 'incomplet'; readonly ouvert: DossierOuvert; readonly manques: readonly Manque[] };

/**
 * The deposit, and the answer to a correction: one transaction with its journal entry. What is checked is the whole
 * dossier, read again. Killed before the commit, nothing happened; after it, everything did.
 */
export async function submitDossier(
  moteur: Moteur,
  demande: { readonly usagerId: string; readonly dossierId: string },
): Promise<Depose> {
  const depose = await moteur.db.transaction({ personne: demande.usagerId }, (tx) => deposit(tx, moteur, demande));
  // Its place in the tree, so that the receipt is complete on the next page. The deposit stands whatever happens here:
  // a failure is repaired by the journal itself.
  if (depose.type === 'depose') {
    await moteur.journal.settle().catch((err: unknown) => moteur.logger.error({ err }, 'journal not settled yet'));
  }
  return depose;
}

async function deposit(
  tx: Tx,
  moteur: Moteur,
  demande: { readonly usagerId: string; readonly dossierId: string },
): Promise<Depose> {
  const ouvert = await loadDossier(tx, moteur, demande.dossierId, 'verrou');
  const { dossier, definition } = ouvert;
  const action = dossier.statut === 'brouillon' ? 'deposer' : 'corriger';
  if (!apply(action, 'usager', etatOf(dossier)).ok) return { type: 'deja' };
  const verification = verifier(definition, dossier.reponses, dossier.origines, ouvert.contexte);
  if (verification.manques.length > 0) return { type: 'incomplet', ouvert, manques: verification.manques };
  const { reponses, origines } = verification;

  const now = moteur.clock.now();
  const [numero, last] = await Promise.all([
    dossier.numero ?? nextNumero(tx, moteur.clock.today().year),
    findLastDepot(tx, dossier.id),
  ]);
  const rang = (last?.rang ?? 0) + 1;
  const sel = Buffer.from(moteur.random.bytes(32));
  const demandeur = nomDuDemandeur(definition, reponses);
  if (!demandeur) throw new Conflict('Le nom du demandeur manque.');
  const entreeId = await journaliser(tx, moteur, {
    acteur: { type: 'usager', id: demande.usagerId },
    dossier,
    type: action === 'deposer' ? 'dossier.depose' : 'dossier.corrige',
    contenu: {
      numero,
      demarche: definition.id,
      version: dossier.versionId,
      rang,
      empreintes: reponsesProuvees(reponses, sel).map(saltedDigest),
      pieces: ouvert.pieces.filter((piece) => piece.champId !== null).length,
    },
  });
  const depotId = newId<'Depot'>(moteur.clock, moteur.random);
  await Promise.all([
    insertDepot(tx, dossier.id, {
      id: depotId,
      rang,
      reponses,
      origines,
      calculs: Object.fromEntries(calculsOf(moteur, ouvert, verification)),
      sel,
      entreeId,
      depositedAt: now,
    }),
    saveDepot(tx, dossier.id, {
      numero,
      demandeur,
      demandeurRecherche: pourRecherche(demandeur),
      reponses,
      origines,
      submittedAt: dossier.submittedAt ?? now,
      now,
    }),
    enqueue(tx, courrierDossier, { courriel: 'depot', dossierId: dossier.id }),
  ]);
  return { type: 'depose', numero };
}

/** Those of the draft when reading it again changed no answer, which is usual: they are not computed twice. */
function calculsOf(
  moteur: Moteur,
  { dossier, definition, contexte }: DossierOuvert,
  verification: Verification,
): ReadonlyMap<string, Calcul> {
  const visible = (faits: Faits) => visibleReponses(definition, faits);
  return isDeepStrictEqual(visible(dossier), visible(verification))
    ? contexte.calculs
    : moteur.calculsOf(dossier.versionId, definition, verification);
}
