import { createHash } from 'node:crypto';
import { readCsv } from '../../../platform/csv/read-csv.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { formatMontant } from '../../../values/montant.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import type { Defaut } from '../domain/defaut.ts';
import { type LigneRetour, type Retour, readRetour } from '../domain/retour-comptable.ts';
import type { Subvention } from '../domain/subvention.ts';
import { applyToVersement } from '../domain/versement.ts';
import { assertMayManage } from '../policies.ts';
import { lockEnveloppes } from '../storage/enveloppes.ts';
import { type LignePaiement, lignesByReference, saveIssue } from '../storage/lots.ts';
import { insertRetour } from '../storage/retours.ts';
import { lockSubventions } from '../storage/subventions.ts';
import { saveVersement } from '../storage/versements.ts';
import { journaliser, moveCredits } from './on-subvention.ts';

export type FichierRetour = { readonly nom: string; readonly bytes: Uint8Array };

/**
 * Reads what the accountant paid or rejected, line by line: what is right is done, what is wrong is told. The same file
 * again, or a line that is already known, changes nothing.
 *
 * @returns the report that it left
 */
export async function importRetour(noyau: Noyau, agent: Agent, { nom, bytes }: FichierRetour): Promise<string> {
  assertMayManage(agent);
  const read = readFile(bytes);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const { lignes, subventions } = await holdLignes(tx, read.lignes);
    const aujourdhui = fromPlainDate(noyau.clock.today());
    const signeeLe = (ligne: LignePaiement | undefined) =>
      ligne ? (subventions.get(ligne.subventionId)?.conventionSigneeLe ?? null) : null;
    const counts = { paye: 0, rejete: 0, connue: 0 };
    const defauts: Defaut[] = [...read.defauts];
    for (const retour of read.lignes) {
      const ligne = lignes.get(retour.reference);
      const defaut = defautOf(retour, ligne, { aujourdhui, signee: signeeLe(ligne) });
      if (defaut) defauts.push({ ligne: retour.ligne, ...defaut });
      else if (ligne && ligne.issue === retour.issue) counts.connue += 1;
      else if (ligne) {
        await applyRetour(tx, noyau, agent, { retour, ligne, subvention: subventions.get(ligne.subventionId) });
        counts[retour.issue] += 1;
      }
    }
    const id = newId<'RetourPaiement'>(noyau.clock, noyau.random);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { paye: payees, rejete: rejetees, connue: connues } = counts;
    const organisationId = agent.organisation.id;
    const rapport = { id, organisationId, nom, sha256, payees, rejetees, connues, acteurId: agent.personneId };
    await insertRetour(tx, { ...rapport, defauts: inOrder(defauts) }, noyau.clock.now());
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'retour_paiement', id },
      type: 'retour_paiement.lu',
      contenu: { sha256, payees, rejetees, connues, defauts: defauts.length },
    });
    return id;
  });
}

function readFile(bytes: Uint8Array): Retour {
  const csv = readCsv(bytes);
  if (csv.ok) return readRetour(csv.value);
  const probleme = 'Le fichier ne se lit pas comme un CSV à partir de cette ligne.';
  const remede = 'Vérifiez ses guillemets, ou enregistrez-le de nouveau en CSV depuis votre tableur.';
  return { lignes: [], defauts: [{ ligne: csv.error.line, colonne: '', valeur: '', probleme, remede }] };
}

/** Holds all that the file speaks of, always in the same order, then reads it: a file sent twice at once is read twice. */
async function holdLignes(tx: Tx, retours: readonly LigneRetour[]) {
  const references = retours.map(({ reference }) => reference);
  const found = [...(await lignesByReference(tx, references)).values()];
  const subventions = await lockSubventions(tx, [...new Set(found.map(({ subventionId }) => subventionId))]);
  const enveloppes = new Set([...subventions.values()].map(({ enveloppeId }) => enveloppeId));
  if (enveloppes.size > 0) await lockEnveloppes(tx, [...enveloppes]);
  return { lignes: await lignesByReference(tx, references), subventions };
}

function defautOf(
  retour: LigneRetour,
  ligne: LignePaiement | undefined,
  { aujourdhui, signee }: { readonly aujourdhui: Jour; readonly signee: Jour | null },
): Omit<Defaut, 'ligne'> | undefined {
  if (!ligne) {
    return {
      colonne: 'reference',
      valeur: retour.reference,
      probleme: 'Aucun paiement ne porte cette référence.',
      remede: 'Recopiez la référence du lot.',
    };
  }
  if (retour.montant !== ligne.montant) {
    return {
      colonne: 'montant',
      valeur: formatMontant(retour.montant),
      probleme: `Le lot demandait ${formatMontant(ligne.montant)}.`,
      remede: 'Vérifiez le paiement avec le comptable : un versement se paie en entier.',
    };
  }
  if (retour.le > aujourdhui) {
    return { colonne: 'date', valeur: retour.le, probleme: 'Cette date est à venir.', remede: 'Corrigez la date.' };
  }
  if (signee !== null && retour.le < signee) {
    return {
      colonne: 'date',
      valeur: retour.le,
      probleme: `La convention n’a été signée que le ${formatJour(signee)}.`,
      remede: 'Corrigez la date.',
    };
  }
  if (ligne.issue === 'rejete' && retour.issue === 'paye') {
    return {
      colonne: 'statut',
      valeur: 'payé',
      probleme: 'Ce paiement a déjà été rejeté.',
      remede: 'Remettez le versement en paiement : il partira avec un nouveau lot, sous une autre référence.',
    };
  }
  return undefined;
}

type Traitement = {
  readonly retour: LigneRetour;
  readonly ligne: LignePaiement;
  readonly subvention: Subvention | undefined;
};

async function applyRetour(tx: Tx, noyau: Noyau, agent: Agent, { retour, ligne, subvention }: Traitement) {
  const { issue, le, motif } = retour;
  const action = issue === 'paye' ? 'payer' : 'rejeter';
  const applied = applyToVersement(action, ligne.statutVersement);
  if (!applied.ok || !subvention)
    throw new Error(`${ligne.reference} is ${ligne.statutVersement}: it cannot be ${issue}`);
  const { vers, operation } = applied.value;
  if (operation) {
    await moveCredits(tx, noyau, agent, subvention, {
      type: operation,
      montant: ligne.montant,
      motif: `${issue === 'paye' ? 'Paiement' : 'Rejet'} ${ligne.reference}`,
      autorite: `Retour du comptable du ${formatJour(le)}`,
    });
  }
  await saveIssue(tx, ligne.id, { issue, le, motif });
  const versement = { id: ligne.versementId, statut: ligne.statutVersement };
  await saveVersement(tx, versement, { statut: vers, paye_le: issue === 'paye' ? le : null, rejet_motif: motif });
  await journaliser(tx, noyau, agent, subvention, `subvention.versement_${issue}`, {
    versement: ligne.versementId,
    rang: ligne.rang,
    reference: ligne.reference,
    operation,
    montant: ligne.montant,
    le,
    enveloppe: subvention.enveloppeId,
  });
}

function inOrder(defauts: readonly Defaut[]): readonly Defaut[] {
  return defauts.toSorted((a, b) => a.ligne - b.ligne);
}
