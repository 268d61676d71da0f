import { formatNumber } from '../../../platform/html/index.ts';
import { MONTHS } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { AUTRES_MOIS, type EtatsDeSource, type Synthese } from '../domain/publication.ts';

/** What is said where there is no number. */
const RIEN_A_DIRE = '–';

/** « 12 840 », « 1 demande », « 2 demandes ». */
export function combien(n: number, singulier?: string, pluriel?: string): string {
  const noun = n >= 2 ? pluriel : singulier;
  return noun ? `${formatNumber(n)}${NBSP}${noun}` : formatNumber(n);
}

/** « 3,2 » */
export function parDossier(n: number, dossiers: number): string {
  return dossiers === 0 ? RIEN_A_DIRE : formatNumber(n / dossiers, { maximumFractionDigits: 1 });
}

/** « 12 min », « 1 h 05 » */
export function minutes(n: number | undefined): string {
  if (n === undefined) return RIEN_A_DIRE;
  if (n < 1) return `moins d’1${NBSP}min`;
  if (n < 60) return `${n}${NBSP}min`;
  return `${Math.floor(n / 60)}${NBSP}h${NBSP}${String(n % 60).padStart(2, '0')}`;
}

export function pourCent(part: number, tout: number): string {
  return tout === 0 ? RIEN_A_DIRE : `${formatNumber((part / tout) * 100, { maximumFractionDigits: 1 })}${NBSP}%`;
}

/** « novembre 2026 » for `2026-11-01`. */
export function nomDuMois(mois: string): string {
  if (mois === AUTRES_MOIS) return 'autres mois, ensemble';
  return `${MONTHS[Number(mois.slice(5, 7)) - 1]} ${mois.slice(0, 4)}`;
}

export function demandesOf({ obtenues, absentes, indisponibles, refusees }: EtatsDeSource): number {
  return obtenues + absentes + indisponibles + refusees;
}

export function sommeDesSources({ sources }: Pick<Synthese, 'sources'>): EtatsDeSource & { readonly demandes: number } {
  const total = (key: keyof EtatsDeSource) => sources.reduce((sum, etats) => sum + etats[key], 0);
  const etats = {
    obtenues: total('obtenues'),
    absentes: total('absentes'),
    indisponibles: total('indisponibles'),
    refusees: total('refusees'),
  };
  return { ...etats, demandes: demandesOf(etats) };
}
