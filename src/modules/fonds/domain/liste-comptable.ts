import { type Montant, toDecimal } from '../../../values/montant.ts';

/** The columns of a sheet for the accountant, who fills the three last ones in and sends the same file back. */
export const COLONNES = [
  'reference',
  'lot',
  'subvention',
  'siret',
  'beneficiaire',
  'libelle',
  'montant',
  'statut',
  'date',
  'motif',
] as const;

export type LigneComptable = {
  readonly reference: string;
  readonly numero: string;
  readonly siret: string;
  readonly nom: string;
  readonly libelle: string;
  readonly montant: Montant;
};

/** As the accountant received it: what came back since is not in it, so that the file never changes. */
export function rangeesDuLot(lot: string, lignes: readonly LigneComptable[]): readonly (readonly string[])[] {
  return lignes.map(({ reference, numero, siret, nom, libelle, montant }) => [
    reference,
    lot,
    numero,
    siret,
    nom,
    libelle,
    toDecimal(montant),
    '',
    '',
    '',
  ]);
}
