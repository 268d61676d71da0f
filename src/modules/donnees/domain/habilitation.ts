import { formatJour } from '../../../values/format-jour.ts';
import { daysBetween, type Jour } from '../../../values/jour.ts';
import type { Siret } from '../../../values/siret.ts';

export const FOURNISSEURS = ['api_particulier', 'franceconnect', 'api_entreprise'] as const;
export type FournisseurHabilitation = (typeof FOURNISSEURS)[number];

export const NOMS_DES_FOURNISSEURS: Readonly<Record<FournisseurHabilitation, string>> = {
  api_particulier: 'API Particulier',
  franceconnect: 'FranceConnect',
  api_entreprise: 'API Entreprise',
};

/** Where the request stands in DataPass. */
export const ETATS = [
  'brouillon',
  'soumise',
  'modifications_demandees',
  'validee',
  'refusee',
  'archivee',
  'revoquee',
] as const;
export type EtatDemande = (typeof ETATS)[number];

export const NOMS_DES_ETATS: Readonly<Record<EtatDemande, string>> = {
  brouillon: 'En cours de rédaction',
  soumise: 'Soumise, en attente de réponse',
  modifications_demandees: 'Modifications demandées',
  validee: 'Validée',
  refusee: 'Refusée',
  archivee: 'Archivée',
  revoquee: 'Révoquée',
};

/** What an organisation may ask of a provider for one démarche. The secret itself is never part of it. */
export type Habilitation = {
  readonly id: string;
  readonly organisationId: string;
  readonly demarcheId: string;
  readonly fournisseur: FournisseurHabilitation;
  readonly datapassId: number | null;
  readonly etat: EtatDemande;
  /** True while something granted holds: also while the request is open again. */
  readonly enVigueur: boolean;
  readonly scopes: readonly string[];
  readonly baseLegale: string;
  readonly finalite: string;
  readonly conservationMois: number;
  /** Whom the data are for; null: the seat of the organisation. */
  readonly siret: Siret | null;
  readonly valableDu: Jour;
  readonly valableJusquau: Jour;
  readonly aUnJeton: boolean;
  readonly jetonExpireLe: Jour | null;
  readonly jetonRemplaceAt: Temporal.Instant | null;
  readonly derniereUtilisationAt: Temporal.Instant | null;
};

/** Why nothing can be asked. */
export type Empechement = 'absente' | 'sans_effet' | 'pas_encore' | 'expiree' | 'scopes';

/** @param aujourdhui the civil date in Paris: the last day of validity counts whole */
export function empechementDe(
  habilitation: Pick<Habilitation, 'enVigueur' | 'valableDu' | 'valableJusquau'> | undefined,
  aujourdhui: Jour,
): Exclude<Empechement, 'scopes'> | undefined {
  if (!habilitation) return 'absente';
  if (!habilitation.enVigueur) return 'sans_effet';
  if (aujourdhui < habilitation.valableDu) return 'pas_encore';
  return aujourdhui > habilitation.valableJusquau ? 'expiree' : undefined;
}

/** As administrators and agents read it. */
export function phraseEmpechement(
  empechement: Empechement,
  habilitation?: Pick<Habilitation, 'etat' | 'valableDu' | 'valableJusquau'>,
): string {
  switch (empechement) {
    case 'absente':
      return 'Aucune habilitation n’est enregistrée pour cette démarche.';
    case 'sans_effet':
      return `L’habilitation n’est pas en vigueur (${habilitation ? NOMS_DES_ETATS[habilitation.etat].toLowerCase() : 'état inconnu'}).`;
    case 'pas_encore':
      return `L’habilitation ne commence que le ${habilitation ? formatJour(habilitation.valableDu) : 'plus tard'}.`;
    case 'expiree':
      return `L’habilitation a pris fin${habilitation ? ` le ${formatJour(habilitation.valableJusquau)}` : ''}.`;
    case 'scopes':
      return 'L’habilitation n’accorde aucune des données que cette démarche demande à cette source.';
  }
}

/** The nearest end: of the habilitation, or of its token. */
export function finLaPlusProche({
  valableJusquau,
  jetonExpireLe,
}: Pick<Habilitation, 'valableJusquau' | 'jetonExpireLe'>): Jour {
  return jetonExpireLe && jetonExpireLe < valableJusquau ? jetonExpireLe : valableJusquau;
}

export const SEUILS = [7, 30, 90] as const;
/** Days of warning; 0 once it is over. */
export type Seuil = (typeof SEUILS)[number] | 0;

/** @returns the closest warning that is due, or undefined when the end is far */
export function seuilAtteint(fin: Jour, aujourdhui: Jour): Seuil | undefined {
  const restants = daysBetween(aujourdhui, fin);
  return restants < 0 ? 0 : SEUILS.find((seuil) => restants <= seuil);
}
