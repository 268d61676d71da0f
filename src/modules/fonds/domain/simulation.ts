import { count } from '../../../values/french.ts';
import {
  centimes,
  type Montant,
  minMontant,
  multiplyMontant,
  subtractMontants,
  sumMontants,
  ZERO,
} from '../../../values/montant.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import { ratio } from '../../../values/ratio.ts';

/** What happens after the first request that does not fit: nothing more, or those that still fit. */
export const SUITES = ['arret', 'saut'] as const;
export type Suite = (typeof SUITES)[number];

/** A « what if » over a ranking. */
export type Parametres = {
  /** In the order in which they are spent. */
  readonly enveloppes: readonly string[];
  /** Per cent of what is asked that is funded, 1 to 100. */
  readonly part: number;
  /** At most so much a request; null: no ceiling. */
  readonly plafond: Montant | null;
  readonly suite: Suite;
};

export type EnveloppeSimulee = {
  readonly id: string;
  readonly disponible: Montant;
  readonly territoire: Couverture;
};

/** Where an enveloppe may be spent. */
export type Couverture =
  | { readonly type: 'national' }
  | { readonly type: 'region' | 'departement'; readonly code: string };

export type Situation = { readonly departement: string | null; readonly region: string | null };

export function couvre(territoire: Couverture, { departement, region }: Situation): boolean {
  if (territoire.type === 'national') return true;
  return territoire.code === (territoire.type === 'region' ? region : departement);
}

export type DemandeClassee = Situation & { readonly dossier: string; readonly rang: number; readonly demande: Montant };

export type LigneSimulee = DemandeClassee & {
  /** Zero when it is not funded. */
  readonly montant: Montant;
  readonly enveloppeId: string | null;
  /** Why not: no chosen enveloppe covers it, none has enough, or the line was drawn above. */
  readonly sans: 'territoire' | 'credits' | 'ligne' | null;
};

export type Simulation = {
  readonly lignes: readonly LigneSimulee[];
  readonly finances: number;
  readonly total: Montant;
  /** By enveloppe, what it still has. */
  readonly restes: ReadonlyMap<string, Montant>;
};

/** Funds the requests in the order of their ranks, whole or not at all, while the enveloppes have enough. */
export function simuler(
  { part, plafond, suite, enveloppes: choisies }: Parametres,
  demandes: readonly DemandeClassee[],
  enveloppes: readonly EnveloppeSimulee[],
): Simulation {
  const purses = choisies.flatMap((id) => enveloppes.find((one) => one.id === id) ?? []);
  const restes = new Map(purses.map(({ id, disponible }) => [id, disponible]));
  let drawn = false;
  const lignes = demandes
    .toSorted((a, b) => a.rang - b.rang)
    .map((demande): LigneSimulee => {
      const montant = montantFinance(demande.demande, part, plafond);
      const sans = (raison: LigneSimulee['sans']) => ({ ...demande, montant: ZERO, enveloppeId: null, sans: raison });
      if (drawn) return sans('ligne');
      const covering = purses.filter(({ territoire }) => couvre(territoire, demande));
      const purse = covering.find(({ id }) => montant > 0 && (restes.get(id) ?? ZERO) >= montant);
      if (!purse) {
        drawn = suite === 'arret' && covering.length > 0;
        return sans(covering.length === 0 ? 'territoire' : 'credits');
      }
      restes.set(purse.id, subtractMontants(restes.get(purse.id) ?? ZERO, montant));
      return { ...demande, montant, enveloppeId: purse.id, sans: null };
    });
  return {
    lignes,
    finances: lignes.filter(({ enveloppeId }) => enveloppeId !== null).length,
    total: sumMontants(lignes.map(({ montant }) => montant)),
    restes,
  };
}

/** Cut to the cent below. */
function montantFinance(demande: Montant, part: number, plafond: Montant | null): Montant {
  const cut = multiplyMontant(demande, ratio(part, 100), 'down');
  return plafond === null ? cut : minMontant(cut, plafond);
}

export type Changement = { readonly dossier: string; readonly avant: Montant; readonly apres: Montant };

/** What a simulation changes against another one, in the order of the ranks. */
export function changements(avant: Simulation, apres: Simulation): readonly Changement[] {
  const before = new Map(avant.lignes.map(({ dossier, montant }) => [dossier, montant]));
  return apres.lignes
    .map(({ dossier, montant }) => ({ dossier, avant: before.get(dossier) ?? ZERO, apres: montant }))
    .filter((one) => one.avant !== one.apres);
}

/** A scenario is kept as its address, of 4 000 characters at most. */
export const PLUS_D_ENVELOPPES = 100;

export type ErreursDeParametres = { readonly e?: string; readonly part?: string; readonly plafond?: string };

/** What was typed and cannot be used. Told: a ceiling that is left aside without a word funds what nobody meant to. */
export function erreursDeParametres(query: URLSearchParams): ErreursDeParametres {
  const part = (query.get('part') ?? '').trim();
  const plafond = (query.get('plafond') ?? '').trim();
  const read = parseMontant(plafond);
  const refusDuPlafond = read.ok ? 'Le montant doit être supérieur à zéro.' : read.error;
  return {
    ...(new Set(query.getAll('e')).size > PLUS_D_ENVELOPPES
      ? { e: `Choisissez ${count(PLUS_D_ENVELOPPES, 'enveloppe')} au plus.` }
      : {}),
    ...(query.has('part') && !isPart(part) ? { part: 'Écrivez un nombre entier, de 1 à 100.' } : {}),
    ...(plafond === '' || (read.ok && read.value > 0) ? {} : { plafond: refusDuPlafond }),
  };
}

const isPart = (typed: string) => /^\d{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 100;

/** Read from an address; what makes no sense is left aside, and its usual value taken. */
export function lireParametres(query: URLSearchParams): Parametres {
  const plafond = parseMontant(query.get('plafond') ?? '');
  return {
    enveloppes: [...new Set(query.getAll('e'))].filter((id) => /^[0-9a-f-]{36}$/.test(id)).slice(0, PLUS_D_ENVELOPPES),
    part: isPart((query.get('part') ?? '').trim()) ? Number(query.get('part')) : 100,
    plafond: plafond.ok && plafond.value > 0 ? plafond.value : null,
    suite: SUITES.find((known) => known === query.get('suite')) ?? 'arret',
  };
}

/** The one address of a simulation, to keep and to compare. */
export function ecrireParametres({ enveloppes, part, plafond, suite }: Parametres): string {
  const query = new URLSearchParams(enveloppes.map((id) => ['e', id]));
  query.set('part', String(part));
  if (plafond !== null) query.set('plafond', `${Math.trunc(plafond / 100)},${String(plafond % 100).padStart(2, '0')}`);
  query.set('suite', suite);
  return query.toString();
}

/** What is missing to keep a decision, given what the committee already keeps from the same enveloppe. */
export function manqueDe(disponible: Montant, retenu: Montant, montant: Montant): Montant {
  return centimes(Math.max(0, retenu + montant - disponible));
}
