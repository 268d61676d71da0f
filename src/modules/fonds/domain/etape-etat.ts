import type { Jour } from '../../../values/jour.ts';
import { addMontants, centimes, type Montant, subtractMontants, ZERO } from '../../../values/montant.ts';
import type { StatutCandidature } from './candidature.ts';
import { classeDeTaille } from './collectivite.ts';
import { OPERATIONS, type TypeOperation } from './operation.ts';
import type { StatutSubvention, TypeBeneficiaire } from './subvention.ts';
import { TYPES_BENEFICIAIRE } from './subvention.ts';

/** What the point d’étape knows of a dossier or a subvention, and how a fact of the journal changes it. */

export const STATUTS_CANDIDATURE: readonly StatutCandidature[] = [
  'deposee',
  'en_instruction',
  'acceptee',
  'refusee',
  'sans_suite',
];

/** A collectivité asked once, and is supported as long as it holds a subvention. */
export type StatutCollectivite = 'demandeuse' | 'soutenue';

export type Genre = 'dossier' | 'subvention' | 'collectivite';

/** By what figures are told apart. */
export type Dimensions = {
  readonly axe: string | null;
  readonly dispositif: string | null;
  readonly type: TypeBeneficiaire;
  /** Rank of `classeDeTaille`. */
  readonly classe: number;
  readonly departement: string | null;
  readonly region: string | null;
  readonly siren: string | null;
  /** Made for a demonstration or a test. */
  readonly fictif: boolean;
};

export type Etat = Dimensions & {
  readonly genre: Genre;
  readonly id: string;
  readonly organisationId: string;
  readonly statut: StatutCandidature | StatutSubvention | StatutCollectivite;
  /** Of the deposit, or of the proposal. */
  readonly debut: Jour;
  /** Of the decision in force. */
  readonly decideLe: Jour | null;
  /** Of the first payment, even if the bank sent it back. */
  readonly payeLe: Jour | null;
  readonly recevabilite: 'recevable' | 'irrecevable' | null;
  readonly demande: Montant;
  readonly engage: Montant;
  readonly liquide: Montant;
  readonly paye: Montant;
  /** Of a collectivité: subventions that it holds. */
  readonly tenues: number;
};

/** A fact of the journal, as far as it is read here. */
export type Fait = {
  readonly type: string;
  readonly organisation: string | null;
  readonly sujet: { readonly type: string; readonly id: string };
  readonly contenu: Readonly<Record<string, unknown>>;
};

/** The facts that change a point d’étape; the others are not even read. */
export const FAITS_DE_L_ETAPE: readonly string[] = [
  'candidature.deposee',
  'candidature.corrigee',
  'candidature.statut',
  'candidature.recevabilite',
  'subvention.proposee',
  'subvention.attribuee',
  'subvention.conventionnee',
  'subvention.soldee',
  'subvention.abandonnee',
  'subvention.caduque',
  'subvention.siret_corrige',
  // The money is read from the ledger’s own facts.
  'credits.engager',
  'credits.desengager',
  'credits.liquider',
  'credits.annuler_liquidation',
  'credits.payer',
  'credits.rejeter_paiement',
  'credits.reverser',
];

/** What a fact is about. */
export function sujetOf({ type, sujet, contenu }: Fait): {
  readonly genre: 'dossier' | 'subvention';
  readonly id: string;
} {
  if (type.startsWith('candidature.')) return { genre: 'dossier', id: sujet.id };
  return { genre: 'subvention', id: type.startsWith('credits.') ? text(contenu, 'subvention') : sujet.id };
}

/**
 * @param jour the civil day, in Paris, on which the fact counts
 * @throws Error when the fact contradicts those before it: figures are never made of guesses
 */
export function appliquer(etat: Etat | undefined, fait: Fait, jour: Jour): Etat {
  const [family = '', verb = ''] = fait.type.split('.');
  if (fait.type === 'candidature.deposee') return etat ?? beginning('dossier', fait, jour);
  if (fait.type === 'subvention.proposee') return etat ?? beginning('subvention', fait, jour);
  if (!etat) throw new Error(`${fait.type} of ${fait.sujet.id}, which the journal never began`);
  if (family === 'credits') return moved(etat, verb as TypeOperation, amount(fait.contenu, 'montant'), jour);
  if (fait.type === 'subvention.siret_corrige') return handedOver(etat, fait.contenu);
  if (family === 'subvention') {
    const decided = verb === 'attribuee' ? { decideLe: jour } : {};
    return { ...etat, ...decided, statut: verb as StatutSubvention };
  }
  return candidatureAfter(etat, verb, fait.contenu, jour);
}

/** True while the beneficiary may count on the money, or has had it. */
export function isTenue({ genre, statut }: Pick<Etat, 'genre' | 'statut'>): boolean {
  return genre === 'subvention' && ['attribuee', 'conventionnee', 'soldee'].includes(statut);
}

/**
 * What a collectivité of a fund becomes by a fact of one of its dossiers or subventions: that one itself, and how many
 * more subventions it holds for it. Whoever has asked once has asked for ever.
 */
export function collectiviteAfter(
  collectivite: Etat | undefined,
  { sienne, plus, jour }: { readonly sienne: Etat; readonly plus: number; readonly jour: Jour },
): Etat {
  const tenues = (collectivite?.tenues ?? 0) + plus;
  const statut = tenues > 0 ? 'soutenue' : 'demandeuse';
  if (collectivite) return { ...collectivite, tenues, statut };
  return {
    ...sienne,
    ...NOTHING_YET,
    ...NO_AXIS,
    genre: 'collectivite',
    id: idOfCollectivite(sienne),
    debut: jour,
    tenues,
    statut,
  };
}

/** Of one fund: another one counts it for itself. A fictitious request leaves its true collectivité as it is. */
export function idOfCollectivite({
  organisationId,
  siren,
  fictif,
}: Pick<Etat, 'organisationId' | 'siren' | 'fictif'>): string {
  return `${organisationId}-${siren}${fictif ? '-fictif' : ''}`;
}

const NO_AXIS = { axe: null, dispositif: null } as const;
const NOTHING_YET = {
  decideLe: null,
  payeLe: null,
  recevabilite: null,
  demande: ZERO,
  engage: ZERO,
  liquide: ZERO,
  paye: ZERO,
  tenues: 0,
} as const;

const RECEVABILITES = ['recevable', 'irrecevable'] as const;
const DECIDED: readonly string[] = ['acceptee', 'refusee', 'sans_suite'];

function candidatureAfter(etat: Etat, verb: string, contenu: Fait['contenu'], jour: Jour): Etat {
  if (verb === 'corrigee') return { ...etat, demande: amount(contenu, 'demande') };
  if (verb === 'recevabilite') return { ...etat, recevabilite: oneOf(contenu, 'issue', RECEVABILITES) };
  const statut = oneOf(contenu, 'vers', STATUTS_CANDIDATURE);
  return { ...etat, statut, decideLe: DECIDED.includes(statut) ? jour : null };
}

function beginning(genre: 'dossier' | 'subvention', { organisation, sujet, contenu }: Fait, jour: Jour): Etat {
  if (organisation === null) throw new Error(`${sujet.id} belongs to no fund`);
  return {
    ...NOTHING_YET,
    genre,
    id: sujet.id,
    organisationId: organisation,
    statut: genre === 'dossier' ? 'deposee' : 'proposee',
    axe: textOrNull(contenu, 'axe'),
    dispositif: textOrNull(contenu, 'dispositif'),
    ...beneficiaireOf(contenu),
    fictif: contenu['fictif'] === true,
    debut: jour,
    demande: genre === 'dossier' ? amount(contenu, 'demande') : ZERO,
  };
}

type BeneficiaireDit = Pick<Etat, 'type' | 'classe' | 'departement' | 'region' | 'siren'>;

function beneficiaireOf(contenu: Fait['contenu']): BeneficiaireDit {
  const population = contenu['population'];
  return {
    type: oneOf(contenu, 'beneficiaire', Object.keys(TYPES_BENEFICIAIRE) as TypeBeneficiaire[]),
    classe: classeDeTaille(typeof population === 'number' ? population : null).rang,
    departement: textOrNull(contenu, 'departement'),
    region: textOrNull(contenu, 'region'),
    siren: textOrNull(contenu, 'siren'),
  };
}

/** A subvention whose beneficiary is another one from now on. Another establishment of the same one changes nothing. */
function handedOver(etat: Etat, contenu: Fait['contenu']): Etat {
  const siren = text(contenu, 'apres').slice(0, 9);
  if (siren === etat.siren) return etat;
  // Facts that were written before the successor was described: it counts as who it succeeds.
  return contenu['beneficiaire'] === undefined ? { ...etat, siren } : { ...etat, ...beneficiaireOf(contenu) };
}

function moved(etat: Etat, operation: TypeOperation, montant: Montant, jour: Jour): Etat {
  const { de, vers } = OPERATIONS[operation];
  const held = { engage: etat.engage, liquide: etat.liquide, paye: etat.paye };
  for (const compte of ['engage', 'liquide', 'paye'] as const) {
    if (compte === de) held[compte] = subtractMontants(held[compte], montant);
    if (compte === vers) held[compte] = addMontants(held[compte], montant);
  }
  return { ...etat, ...held, payeLe: operation === 'payer' ? (etat.payeLe ?? jour) : etat.payeLe };
}

function text(contenu: Fait['contenu'], name: string): string {
  const value = contenu[name];
  if (typeof value !== 'string') throw new Error(`A fact of the journal lacks ${name}`);
  return value;
}

/** Facts that were written before a member was added do not have it. */
function textOrNull(contenu: Fait['contenu'], name: string): string | null {
  return contenu[name] === undefined || contenu[name] === null ? null : text(contenu, name);
}

function amount(contenu: Fait['contenu'], name: string): Montant {
  const value = contenu[name];
  if (typeof value !== 'number') throw new Error(`A fact of the journal lacks ${name}`);
  return centimes(value);
}

function oneOf<T extends string>(contenu: Fait['contenu'], name: string, known: readonly T[]): T {
  const found = known.find((one) => one === contenu[name]);
  if (!found) throw new Error(`A fact of the journal has an unknown ${name}`);
  return found;
}
