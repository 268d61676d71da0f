import { formatNumber, fr } from '../../../platform/html/index.ts';
import { formatDepartement, isCodeDepartement } from '../../../values/code-departement.ts';
import { nameOfRegion } from '../../../values/code-region.ts';
import { count } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { centimes, type Montant } from '../../../values/montant.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import { nomDeClasse } from '../domain/collectivite.ts';
import type { CleRuralite } from '../domain/etape-compteurs.ts';
import type { Groupe } from '../domain/point-d-etape.ts';
import { TYPES_BENEFICIAIRE, type TypeBeneficiaire } from '../domain/subvention.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { inMillions } from './credits.tsx';
import type { Filtre } from './etape-liens.ts';

/** How a point d’étape is said, the same on the page, in the files and in the PDF. */

export const STATUTS_DITS: Readonly<Record<StatutCandidature, string>> = {
  deposee: 'À instruire',
  en_instruction: 'En instruction',
  acceptee: 'Acceptés',
  refusee: 'Refusés',
  sans_suite: 'Sans suite',
};

/** Names of the groups of a reading, by key. */
export type Noms = {
  readonly axe: (cle: string) => string;
  readonly dispositif: (cle: string) => string;
  readonly type: (cle: string) => string;
  readonly classe: (cle: string) => string;
  readonly departement: (cle: string) => string;
  readonly region: (cle: string) => string;
};

export function nomsOf({ programmes, dispositifs }: Pick<EtapeLue, 'programmes' | 'dispositifs'>): Noms {
  const axes = new Map(
    programmes.flatMap(({ axes: parts }) => parts.map(({ id, numero, nom }) => [id, `Axe ${numero}. ${nom}`] as const)),
  );
  const noms = new Map(dispositifs.map(({ id, nom }) => [id, nom]));
  return {
    axe: (cle) => axes.get(cle) ?? 'Axe inconnu',
    dispositif: (cle) => {
      const [axe = '', dispositif = ''] = cle.split('/');
      return `${axes.get(axe)?.split('.')[0] ?? 'Axe inconnu'}, ${noms.get(dispositif) ?? 'hors dispositif'}`;
    },
    type: (cle) => TYPES_BENEFICIAIRE[cle as TypeBeneficiaire] ?? cle,
    classe: (cle) => nomDeClasse(Number(cle)),
    departement: (cle) => (isCodeDepartement(cle) ? formatDepartement(cle) : 'Département non précisé'),
    region: (cle) => nameOfRegion(cle) ?? 'Région non précisée',
  };
}

/** In the order of their names: axis 2 comes before axis 10. */
export function parNom(groupes: readonly Groupe[], nom: (cle: string) => string): readonly Groupe[] {
  return groupes.toSorted((a, b) => nom(a.cle).localeCompare(nom(b.cle), 'fr', { numeric: true }));
}

/** Which of them a list holds: « Axe 2. Grands projets. Auvergne-Rhône-Alpes. »; nothing for all of them. */
export function filtreDit(filtre: Filtre, noms: Noms): string {
  const { statut, axe, dispositif, type, classe, departement, region, densite } = filtre;
  const parts = [
    // The name of a dispositif says its axis.
    dispositif ? noms.dispositif(`${axe ?? ''}/${dispositif}`) : axe && noms.axe(axe),
    type && noms.type(type),
    classe && noms.classe(classe),
    densite && RURALITES[densite],
    departement && noms.departement(departement),
    region && noms.region(region),
    statut && STATUTS_DITS[statut as StatutCandidature],
  ];
  return parts.flatMap((part) => (part ? [`${part}.`] : [])).join(' ');
}

export const RURALITES: Readonly<Record<CleRuralite, string>> = {
  rural: 'Communes rurales',
  urbain: 'Communes urbaines',
  inconnu: 'Communes que la grille n’a pas',
};

/** Zero is what is known, not what was paid. */
export const AUCUN_PAIEMENT = 'aucun paiement publié à cette date';

export function jours(delai: number | null): string {
  return delai === null ? 'pas encore' : count(delai, 'jour');
}

/** « dont 3 fictifs », or nothing. @param adjectif « fictive » of what is feminine */
export function dontFictifs(combien: number, adjectif: 'fictif' | 'fictive' = 'fictif'): string {
  return combien === 0 ? '' : fr(`dont ${formatNumber(combien)} ${adjectif}${combien > 1 ? 's' : ''}`);
}

/** A figure to grasp: « 14,2 M€ », « 649 680 € ». */
export function montantCle(montant: Montant): string {
  return inMillions(centimes(Math.round(montant / 100) * 100));
}

/** « dont 3 dossiers et 2 subventions fictifs », or nothing. */
export function fictifsDits({ fictifs: { deposes, subventions } }: Groupe): string {
  const parts = [
    ...(deposes > 0 ? [count(deposes, 'dossier')] : []),
    ...(subventions > 0 ? [count(subventions, 'subvention')] : []),
  ];
  const [only] = parts.length === 1 ? parts : [];
  if (parts.length === 0) return '';
  const genre = only && deposes === 0 ? 'fictive' : 'fictif';
  return `dont ${parts.join(' et ')} ${genre}${deposes + subventions > 1 ? 's' : ''}`;
}

/** What answers a date that no point d’étape can have. */
export function refusDeDate(jour: Jour, aujourdhui: Jour): string | undefined {
  return jour > aujourdhui ? fr('Cette date est à venir : choisissez aujourd’hui ou un jour passé.') : undefined;
}
