import { type EvaluatedNode, serializeUnit, type Unit } from 'publicodes';
import { NBSP } from '../../../../values/french.ts';
import { formatMontant, type Montant } from '../../../../values/montant.ts';
import { centimesOf } from './centimes.ts';

/** What an evaluation gave, in our own types. */
export type Resultat =
  /** `valeur` in cents. */
  | { readonly type: 'montant'; readonly valeur: Montant; readonly unite: string }
  | { readonly type: 'nombre'; readonly valeur: number; readonly unite: string }
  | { readonly type: 'texte'; readonly valeur: string }
  | { readonly type: 'booleen'; readonly valeur: boolean }
  /** The rule does not apply to this situation. */
  | { readonly type: 'sans_objet' }
  /** An answer is missing. */
  | { readonly type: 'inconnu' };

/** @throws RangeError when the value is no finite number or no possible amount */
export function resultatOf(node: Pick<EvaluatedNode, 'nodeValue' | 'unit'>): Resultat {
  const { nodeValue: valeur, unit } = node;
  if (valeur === undefined) return { type: 'inconnu' };
  if (valeur === null) return { type: 'sans_objet' };
  if (typeof valeur === 'boolean') return { type: 'booleen', valeur };
  if (typeof valeur === 'string') return { type: 'texte', valeur };
  if (!Number.isFinite(valeur)) throw new RangeError(`${valeur} is not a result`);
  if (isEuros(unit))
    return { type: 'montant', valeur: centimesOf(valeur), unite: uniteOf({ ...unit, numerators: [] }) };
  const nombre = Number(valeur.toPrecision(12));
  return { type: 'nombre', valeur: nombre, unite: uniteOf(unit, nombre) };
}

/** « 2,35 € », « 2,35 € par repas », « 4 repas », « oui ». */
export function formatValeur(resultat: Resultat): string {
  switch (resultat.type) {
    case 'montant':
      return `${formatMontant(resultat.valeur)}${resultat.unite}`;
    case 'nombre':
      return `${NOMBRE.format(resultat.valeur)}${resultat.unite}`;
    case 'texte':
      return resultat.valeur;
    case 'booleen':
      return resultat.valeur ? 'oui' : 'non';
    case 'sans_objet':
      return 'sans objet';
    case 'inconnu':
      return '';
  }
}

/** Made once: it costs more than the calculation. */
const NOMBRE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 4 });

function isEuros(unit: Unit | undefined): unit is Unit {
  return unit?.numerators.length === 1 && unit.numerators[0] === '€';
}

/** « 4 jours », « 12 m² », « par repas »: what follows the number, its space included. */
function uniteOf({ numerators, denominators }: Unit = { numerators: [], denominators: [] }, nombre = 1): string {
  const of =
    numerators.length > 0
      ? serializeUnit({ numerators: numerators.map((unit) => pluriel(unit, nombre)), denominators: [] })
      : '';
  return `${of ? `${NBSP}${of}` : ''}${denominators.map((denominator) => ` par ${denominator}`).join('')}`;
}

/** Words take an s; symbols (m², kWh) and words that already have one do not. */
function pluriel(unite: string, nombre: number): string {
  const isWord = unite === 'an' || (/^\p{Ll}{3,}$/u.test(unite) && unite !== 'min');
  return isWord && Math.abs(nombre) >= 2 && !/[sxz]$/u.test(unite) ? `${unite}s` : unite;
}
