import { holdFile } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import type { Jour } from '../../../values/jour.ts';
import { formatMontant, type Montant, minMontant, subtractMontants, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Subvention } from '../domain/subvention.ts';
import { applyToVersement, totalLiquide } from '../domain/versement.ts';
import { acomptePayable, plafondAvance } from '../domain/versements.ts';
import { assertMayManage } from '../policies.ts';
import { listVersements, type PieceJustificative, saveVersement, type Versement } from '../storage/versements.ts';
import { autoriteConvention, holdSubvention, journaliser, moveCredits, resteAEngager } from './on-subvention.ts';

export type ServiceFait = {
  readonly subventionId: string;
  readonly versementId: string;
  /** What the beneficiary asks for: what exceeds the law’s cap waits for the balance. */
  readonly demande: Montant;
  /** What proves it: « Factures acquittées n° 12 à 31 ». */
  readonly justificatif: string;
  readonly piece?: PieceJustificative;
  readonly justifieLe: Jour;
};

export type Liquidation = { readonly liquide: Montant; readonly ecrete: Montant };

/** Certifies that an advance or an instalment is owed: it goes to the accountant with the next sheet. */
export async function certifyVersement(
  noyau: Noyau,
  agent: Agent,
  { subventionId, versementId, demande, justificatif, piece, justifieLe }: ServiceFait,
): Promise<Result<Liquidation>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const { subvention, versement, versements } = await holdVersement(tx, subventionId, versementId);
    if (subvention.statut !== 'conventionnee') return refuse('Seule une subvention conventionnée se paie.');
    if (versement.nature === 'solde') return refuse('Le solde se calcule avec le compte final : soldez la subvention.');
    const applied = applyToVersement('justifier', versement.statut);
    if (!applied.ok) return applied;
    if (demande <= 0) return refuse('Le montant doit être supérieur à zéro.');
    const liquide = minMontant(
      payable(subvention, versement, versements, demande),
      await resteAEngager(tx, subventionId),
    );
    if (liquide === ZERO) {
      return refuse(
        'Le plafond des avances et des acomptes est atteint (décret n° 2018-514, art. 12) : il reste le solde.',
      );
    }
    await moveCredits(tx, noyau, agent, subvention, {
      type: 'liquider',
      montant: liquide,
      motif: `Service fait, ${subvention.numero}, versement ${versement.rang}`,
      autorite: autoriteConvention(subvention),
    });
    if (piece) await holdFile(tx, piece.sha256, 'partage');
    await saveVersement(tx, versement, {
      statut: applied.value.vers,
      montant_liquide: liquide,
      justificatif,
      justifie_le: justifieLe,
      ...(piece ? { piece_sha256: piece.sha256, piece_nom: piece.nom, piece_type_mime: piece.typeMime } : {}),
    });
    await journaliser(tx, noyau, agent, subvention, 'subvention.service_fait', {
      versement: versementId,
      rang: versement.rang,
      demande,
      montant: liquide,
      enveloppe: subvention.enveloppeId,
      piece: piece?.sha256 ?? null,
    });
    return ok({ liquide, ecrete: subtractMontants(demande, liquide) });
  });
}

/** Says what was cut of what was asked, when anything was (décret n° 2018-514, art. 12). */
export function phraseEcretement({ liquide, ecrete }: Liquidation): string {
  const euros = (montant: Montant) => formatMontant(montant, 'if-any');
  if (ecrete === ZERO) return `${euros(liquide)} sont à payer.`;
  return (
    `${euros(liquide)} sont à payer. ${euros(ecrete)} dépassent le plafond de l’article 12 du décret n° 2018-514 : ` +
    'ils attendent le solde.'
  );
}

/** @throws NotFound when the payment is not of this subvention */
export async function holdVersement(
  tx: Tx,
  subventionId: string,
  versementId: string,
): Promise<{
  readonly subvention: Subvention;
  readonly versement: Versement;
  readonly versements: readonly Versement[];
}> {
  const subvention = await holdSubvention(tx, subventionId);
  const versements = await listVersements(tx, subventionId);
  const versement = versements.find(({ id }) => id === versementId);
  if (!versement) throw new NotFound('Ce versement n’existe pas.');
  return { subvention, versement, versements };
}

function payable(
  { montant: subventionMax, garantie, dureeMois }: Subvention,
  { nature }: Versement,
  versements: readonly Versement[],
  demande: Montant,
): Montant {
  const dejaVerse = totalLiquide(versements);
  const capped = nature === 'avance' ? minMontant(demande, plafondAvance(subventionMax, garantie)) : demande;
  return acomptePayable({ subventionMax, dejaVerse, demande: capped, dureeMois: dureeMois ?? 0 });
}
