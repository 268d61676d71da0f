import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { newId } from '../../../values/ids.ts';
import { ok } from '../../../values/result.ts';
import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import { newEntryId, saltedDigest } from '../../journal/index.ts';
import type { Calcul } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import { nomDuDemandeur, pourRecherche } from '../domain/demandeur.ts';
import { effetOf } from '../domain/effet.ts';
import { toursOf } from '../domain/enregistrements.ts';
import { type Manque, type Verification, verifier, visibleReponses } from '../domain/parcours.ts';
import { reponsesProuvees } from '../domain/preuve.ts';
import { apply } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { findLastDepot, insertDepot } from '../storage/depots.ts';
import { nextNumero, saveDepot } from '../storage/dossiers.ts';
import { courrierDossier } from '../tasks/courrier-dossier.ts';
import { assertMayAsk } from './demandeur.ts';
import { askAvantDepot, tellCorrection } from './extensions.ts';
import { journaliserDemande } from './journaliser.ts';
import { type DossierOuvert, etatOf, loadAsDemandeur } from './load-dossier.ts';
import { noteNouveaute } from './note-nouveaute.ts';

export type Depose =
  | { readonly type: 'depose'; readonly dossierId: string; readonly numero: string }
  /** Already deposited: a double click, the Back button, another tab. The same dossier, not an error. */
  | { readonly type: 'deja' }
  /** Saved again since the summary was shown: nobody deposits what they have not read. */
  | { readonly type: 'change'; readonly ouvert: DossierOuvert }
  /** The call is closed, say: why, in a sentence. The draft stays as it is. */
  | { readonly type: 'refuse'; readonly ouvert: DossierOuvert; readonly raison: string }
  /** Something is missing: back to the summary, with the list. */
  | { readonly type: 'incomplet'; readonly ouvert: DossierOuvert; readonly manques: readonly Manque[] };

export type DemandeDeDepot = {
  readonly dossierId: string;
  /** How many times the dossier had been saved when its summary was shown. */
  readonly tours?: number;
};

/**
 * The deposit, and the answer to a correction: one transaction with its journal entry. What is checked is the whole
 * dossier, read again. Killed before the commit, nothing happened; after it, everything did.
 */
export async function submitDossier(moteur: Moteur, demandeur: Demandeur, demande: DemandeDeDepot): Promise<Depose> {
  assertMayAsk(demandeur);
  const at = moteur.clock.now();
  const depose = await moteur.db.transaction(porteeOfDemandeur(demandeur), (tx) =>
    deposit(tx, moteur, demandeur, { ...demande, at }),
  );
  // Its place in the tree, so that the receipt is complete on the next page. The deposit stands whatever happens here:
  // a failure is repaired by the journal itself.
  if (depose.type === 'depose') {
    await moteur.journal.settle().catch((err: unknown) => moteur.logger.error({ err }, 'journal not settled yet'));
  }
  return depose;
}

/** The same inside a transaction that does more: receives what came another way, say. */
export async function deposit(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  { dossierId, tours, at }: DemandeDeDepot & { readonly at: Temporal.Instant },
): Promise<Depose> {
  const ouvert = await loadAsDemandeur(tx, moteur, demandeur, dossierId, 'verrou');
  const { dossier, definition } = ouvert;
  const action = dossier.statut === 'brouillon' ? 'deposer' : 'corriger';
  const application = apply(action, 'usager', etatOf(dossier));
  if (!application.ok) return { type: 'deja' };
  if (tours !== undefined && tours !== toursOf(dossier.enregistrements)) return { type: 'change', ouvert };
  const verification = verifier(definition, dossier.reponses, dossier.origines, ouvert.contexte);
  const complet = verification.manques.length === 0;
  // Asked together. A number is drawn for what can be deposited only; a gap is not a loss.
  const [garde, numero, last] = await Promise.all([
    action === 'deposer' ? askAvantDepot(tx, moteur, { ...dossier, dossierId, at, complet }) : ok(NOTHING_TO_WRITE),
    dossier.numero ?? (complet ? nextNumero(tx, moteur.clock.today().year) : ''),
    complet ? findLastDepot(tx, dossier.id) : undefined,
  ]);
  // Before the list of what is missing: nobody completes what can no longer be deposited.
  if (!garde.ok) return { type: 'refuse', ouvert, raison: garde.error };
  if (!complet) return { type: 'incomplet', ouvert, manques: verification.manques };
  const { reponses, origines } = verification;

  const rang = (last?.rang ?? 0) + 1;
  const sel = Buffer.from(moteur.random.bytes(32));
  const { pour } = demandeur;
  const nom = pour.type === 'organisation' ? pour.organisation.nom : nomDuDemandeur(definition, reponses);
  if (!nom) throw new Conflict('Le nom du demandeur manque.');
  const entreeId = newEntryId(moteur);
  const depotId = newId<'Depot'>(moteur.clock, moteur.random);
  // Sent together, run in this order: the deposit names its entry.
  await Promise.all([
    journaliserDemande(tx, moteur, demandeur, {
      dossier,
      id: entreeId,
      type: action === 'deposer' ? 'dossier.depose' : 'dossier.corrige',
      contenu: {
        numero,
        demarche: definition.id,
        version: dossier.versionId,
        rang,
        empreintes: reponsesProuvees(reponses, sel).map(saltedDigest),
        pieces: ouvert.pieces.filter((piece) => piece.champId !== null).length,
        // Measured once: a correction answers a question of the agent, no source is asked again.
        ...(action === 'deposer' ? { effet: effetOf(definition, verification, dossier.sources, moteur.registre) } : {}),
      },
    }),
    insertDepot(tx, dossier.id, {
      id: depotId,
      rang,
      reponses,
      origines,
      calculs: Object.fromEntries(calculsOf(moteur, ouvert, verification)),
      sel,
      entreeId,
      depositedAt: at,
    }),
    saveDepot(tx, dossier.id, {
      numero,
      demandeur: nom,
      demandeurRecherche: pourRecherche(nom),
      deposantId: demandeur.personneId,
      reponses,
      origines,
      submittedAt: dossier.submittedAt ?? at,
      now: at,
    }),
    moteur.muet ? undefined : enqueue(tx, courrierDossier, { courriel: 'depot', dossierId: dossier.id }),
    noteNouveaute(tx, moteur, dossier, action === 'deposer' ? 'depot' : 'correction'),
  ]);
  const fait = {
    dossierId,
    organisationId: dossier.organisationId,
    demarcheId: dossier.demarcheId,
    action,
    de: dossier.statut,
    vers: application.vers,
    titulaire: dossier.porteurId ?? dossier.usagerId,
    auteur: { type: 'usager', id: demandeur.personneId },
    demandeur: nom,
    reponses,
    at,
  } as const;
  await (action === 'deposer' ? garde.value(fait) : tellCorrection(tx, moteur, fait));
  return { type: 'depose', dossierId, numero };
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

const NOTHING_TO_WRITE = async () => undefined;
