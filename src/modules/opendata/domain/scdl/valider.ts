import { parseJour } from '../../../../values/jour.ts';
import { parseSiret } from '../../../../values/siret.ts';
import { type Defaut, defaut } from '../defaut.ts';
import { COLONNES, type LigneScdl } from './colonnes.ts';

/**
 * What the schema refuses in a row: nothing when the row may be published. The custom checks of the schema count:
 * a SIRET has a good key, and a beneficiary has a SIRET or an RNA number.
 */
export function validerLigne(ligne: LigneScdl): readonly Defaut[] {
  const defauts = COLONNES.flatMap((colonne) => {
    const found = validerCellule(colonne, ligne[colonne.nom]);
    return found ? [found] : [];
  });
  if (ligne.idBeneficiaire !== '' || ligne.rnaBeneficiaire !== '') return defauts;
  return [...defauts, defaut('idBeneficiaire', 'beneficiaire_absent', '')];
}

function validerCellule(colonne: (typeof COLONNES)[number], texte: string): Defaut | undefined {
  const { nom, type, requis, motif, longueur, valeurs } = colonne;
  if (texte === '') return requis ? defaut(nom, 'obligatoire', texte) : undefined;
  if (longueur !== undefined && [...texte].length > longueur) {
    return defaut(nom, 'trop_long', texte, `${longueur} caractères au plus`);
  }
  if (valeurs && !valeurs.includes(texte)) return defaut(nom, 'valeur_inconnue', texte, valeurs.join(' | '));
  if (motif && !motif.test(texte)) return defaut(nom, type === 'texte' ? 'valeur_inconnue' : FAUX[type], texte);
  return isRight(colonne, texte) ? undefined : defaut(nom, FAUX[type], texte);
}

function isRight({ type, minimum = -Infinity, maximum = Infinity }: (typeof COLONNES)[number], texte: string): boolean {
  switch (type) {
    case 'siret':
      return /^\d{14}$/.test(texte) && parseSiret(texte).ok;
    case 'date':
      return texte === texte.trim() && parseJour(texte).ok;
    case 'nombre':
    case 'part':
      return NOMBRE.test(texte) && Number(texte) >= minimum && Number(texte) <= maximum;
    default:
      return true;
  }
}

/** As Table Schema reads a number. */
const NOMBRE = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

const FAUX = {
  texte: 'valeur_inconnue',
  choix: 'valeur_inconnue',
  siret: 'siret_faux',
  rna: 'rna_faux',
  date: 'date_fausse',
  periode: 'date_fausse',
  nombre: 'montant_faux',
  part: 'part_fausse',
} as const;
