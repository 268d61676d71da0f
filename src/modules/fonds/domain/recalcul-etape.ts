/**
 * The figures of a point d’étape, from nothing but the raw entries of the journal. It shares no code with the
 * projection that pages read, and follows other facts: the money comes from what is told of each subvention, where the
 * projection follows the ledger. Slow on purpose; whoever doubts a figure runs it.
 */

/** An entry of the journal, in the order of the tree. */
export type EntreeBrute = {
  readonly type: string;
  /** Instant, RFC 3339. */
  readonly at: string;
  readonly organisation: string | null;
  readonly sujet: { readonly type: string; readonly id: string };
  readonly contenu: Readonly<Record<string, unknown>>;
};

export type Recalcul = {
  readonly deposes: number;
  readonly parStatut: Readonly<Record<string, number>>;
  readonly demande: number;
  readonly subventions: number;
  readonly attribue: number;
  readonly paye: number;
  readonly demandeuses: number;
  readonly soutenues: number;
  readonly delaiInstruction: number | null;
  readonly delaiPaiement: number | null;
};

/**
 * Of one organisation at the end of one day, of those subjects whose description answers `garder`: that of their first
 * entry, and for a subvention that changed hands that of the last one. Whoever handed it over has asked all the same.
 */
export function recalculerEtape(
  entrees: readonly EntreeBrute[],
  ask: {
    readonly organisation: string;
    /** `AAAA-MM-JJ`, in Paris. */
    readonly jour: string;
    readonly garder: (debut: EntreeBrute['contenu']) => boolean;
  },
): Recalcul {
  const seen = entrees.filter((one) => one.organisation === ask.organisation && dayOf(one) <= ask.jour);
  const begun = (type: string) =>
    [
      ...Map.groupBy(
        seen.filter(({ sujet }) => sujet.type === type),
        ({ sujet }) => sujet.id,
      ).values(),
    ].filter(([first]) => first?.type === BEGINNINGS[type]);
  const isKept = (facts: readonly EntreeBrute[]) => ask.garder(descriptionsOf(facts).at(-1) ?? {});
  const dossiers = begun('candidature').filter(isKept).map(dossierOf);
  const subventions = begun('subvention').filter(isKept).map(subventionOf);
  const asked = [...begun('candidature'), ...begun('subvention')].flatMap(descriptionsOf).filter(ask.garder);
  const sirens = (of: readonly { readonly siren: unknown }[]) => new Set(of.flatMap(({ siren }) => siren ?? [])).size;
  const parStatut: Record<string, number> = {};
  for (const { statut } of dossiers) parStatut[statut] = (parStatut[statut] ?? 0) + 1;
  const held = subventions.filter(({ statut }) => ['attribuee', 'conventionnee', 'soldee'].includes(statut));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    deposes: dossiers.length,
    parStatut,
    demande: sum(dossiers.map(({ demande }) => demande)),
    subventions: held.length,
    attribue: sum(subventions.map(({ attribue }) => attribue)),
    paye: sum(subventions.map(({ paye }) => paye)),
    demandeuses: sirens(asked.map(({ siren }) => ({ siren }))),
    soutenues: sirens(held),
    delaiInstruction: median(dossiers.flatMap(({ delai }) => delai ?? [])),
    delaiPaiement: median(subventions.flatMap(({ delai }) => delai ?? [])),
  };
}

const BEGINNINGS: Readonly<Record<string, string>> = {
  candidature: 'candidature.deposee',
  subvention: 'subvention.proposee',
};

/** Whom a subject was for, one after the other. */
function descriptionsOf(facts: readonly EntreeBrute[]): readonly EntreeBrute['contenu'][] {
  const [first, ...others] = facts;
  const changes = others.filter(
    ({ type, contenu }) => type === 'subvention.siret_corrige' && contenu['cause'] === 'succession',
  );
  return [first, ...changes].map((fact) => ({ ...first?.contenu, ...fact?.contenu }));
}

function dossierOf(facts: readonly EntreeBrute[]) {
  const [first] = facts;
  const last = (type: string) => facts.findLast((fact) => fact.type === type);
  const change = last('candidature.statut');
  const statut = String(change?.contenu['vers'] ?? 'deposee');
  const decided = change && ['acceptee', 'refusee', 'sans_suite'].includes(statut) ? change : undefined;
  const correction = last('candidature.corrigee');
  return {
    statut,
    demande: Number((correction ?? first)?.contenu['demande']),
    delai: first && decided ? days(first, decided) : undefined,
  };
}

function subventionOf(facts: readonly EntreeBrute[]) {
  const of = (type: string) => facts.filter((fact) => fact.type === `subvention.${type}`);
  const total = (type: string, member: string) =>
    of(type).reduce((sum, { contenu }) => sum + Number(contenu[member] ?? 0), 0);
  const moved = (type: string, operation: string) =>
    of(type)
      .filter(({ contenu }) => contenu['operation'] === operation)
      .reduce((sum, { contenu }) => sum + Number(contenu['montant']), 0);
  const abandonedAward = of('abandonnee')
    .filter(({ contenu }) => contenu['etait'] === 'attribuee')
    .reduce((sum, { contenu }) => sum + Number(contenu['montant']), 0);
  const reversed = total('reversement_recu', 'montant');
  const [award] = of('attribuee');
  const payment = of('versement_paye').find(({ contenu }) => contenu['operation'] === 'payer');
  const statuts = ['proposee', 'attribuee', 'conventionnee', 'soldee', 'abandonnee', 'caduque'];
  const statut = facts.map(({ type }) => type.slice('subvention.'.length)).findLast((type) => statuts.includes(type));
  return {
    siren: descriptionsOf(facts).at(-1)?.['siren'],
    statut: statut ?? '',
    attribue:
      total('attribuee', 'montant') -
      total('soldee', 'degage') -
      total('caduque', 'degage') -
      abandonedAward -
      reversed,
    paye: moved('versement_paye', 'payer') - moved('versement_rejete', 'rejeter_paiement') - reversed,
    delai: award && payment ? days(award, payment) : undefined,
  };
}

/** The lower of the two in the middle, when there are two. */
function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;
}

const PARIS = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' });
const dayOf = ({ at }: EntreeBrute) => PARIS.format(new Date(at));
const days = (from: EntreeBrute, to: EntreeBrute) => (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000;
