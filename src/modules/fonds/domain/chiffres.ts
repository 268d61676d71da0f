import { centimes, type Montant, subtractMontants } from '../../../values/montant.ts';
import type { StatutCandidature } from './candidature.ts';
import { type Compteurs, medianeOf } from './etape-compteurs.ts';
import { STATUTS_CANDIDATURE } from './etape-etat.ts';

/** The figures of one group, on one day. */
export type Chiffres = {
  /** Ever deposited: the sum of `parStatut`. */
  readonly deposes: number;
  readonly parStatut: Readonly<Record<StatutCandidature, number>>;
  readonly recevables: number;
  readonly irrecevables: number;
  /** Of all that was deposited, as last corrected. */
  readonly demande: Montant;
  /** Subventions awarded and still held. */
  readonly subventions: number;
  /** Awarded, less what was given back. */
  readonly attribue: Montant;
  /** Paid, less what came back. */
  readonly paye: Montant;
  /** Awarded and not paid yet. */
  readonly reste: Montant;
  /** Distinct collectivités: those that ever asked, those that hold a subvention. */
  readonly demandeuses: number;
  readonly soutenues: number;
  /** Median days from the deposit to the decision, from the award to the first payment. */
  readonly delaiInstruction: number | null;
  readonly delaiPaiement: number | null;
};

export function chiffresOf(compteurs: Compteurs): Chiffres {
  const of = (name: string) => compteurs[name] ?? 0;
  const parStatut = Object.fromEntries(STATUTS_CANDIDATURE.map((statut) => [statut, of(`dossiers.${statut}`)]));
  const [attribue, paye] = [centimes(of('attribue')), centimes(of('paye'))];
  return {
    deposes: STATUTS_CANDIDATURE.reduce((sum, statut) => sum + of(`dossiers.${statut}`), 0),
    parStatut: parStatut as Record<StatutCandidature, number>,
    recevables: of('recevable'),
    irrecevables: of('irrecevable'),
    demande: centimes(of('demande')),
    subventions: of('tenues'),
    attribue,
    paye,
    reste: subtractMontants(attribue, paye),
    demandeuses: of('demandeuses'),
    soutenues: of('soutenues'),
    delaiInstruction: medianeOf(compteurs, 'instruction'),
    delaiPaiement: medianeOf(compteurs, 'paiement'),
  };
}
