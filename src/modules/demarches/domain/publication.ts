import { additionner, type Compteurs, type Quartiles, quartilesOf, type Tally } from './compteurs.ts';

/** Fewer deposits than this, taken together, could let somebody be recognised: they are not shown. */
export const SEUIL = 5;

/** Months shown, the current one included. */
export const MOIS_MONTRES = 12;

export type Synthese = {
  readonly depots: number;
  readonly preremplis: number;
  readonly champsPreremplis: number;
  readonly piecesEvitees: number;
  readonly piecesJointes: number;
  readonly sources: readonly (EtatsDeSource & { readonly source: string })[];
  /** Undefined under `SEUIL` timed deposits. */
  readonly dureeAvec: Quartiles | undefined;
  readonly dureeSans: Quartiles | undefined;
};

export type EtatsDeSource = {
  readonly obtenues: number;
  readonly absentes: number;
  readonly indisponibles: number;
  readonly refusees: number;
};

export type Ligne = { readonly cle: string; readonly synthese: Synthese };

export type Repartition = {
  /** Those that may be shown alone, by key. */
  readonly lignes: readonly Ligne[];
  /** The others, together; undefined when there is none. */
  readonly autres: { readonly cles: readonly string[]; readonly synthese: Synthese } | undefined;
};

export type Publication = {
  readonly ensemble: Synthese;
  /** By démarche, or by organisation. */
  readonly parties: Repartition;
  readonly mois: Repartition;
};

type Mesure = { readonly cle: string; readonly mois: string; readonly compteurs: Compteurs };

/** @returns undefined when there are so few deposits that nothing may be shown, or none */
export function publier(mesures: readonly Mesure[]): Publication | undefined {
  const ensemble = additionner(mesures.map(({ compteurs }) => compteurs));
  if (ensemble.depots < SEUIL) return undefined;
  return {
    ensemble: syntheseOf(ensemble),
    parties: repartir(mesures, ({ cle }) => cle),
    mois: repartir(mesures, ({ mois }) => mois),
  };
}

/** Stands for the months of an organisation that are not told apart. */
export const AUTRES_MOIS = 'autres';

/**
 * The whole installation, as the sum of what each organisation publishes: whoever subtracts their pages from this one
 * learns nothing. Those under the threshold are left out, and a month that one of them does not tell apart is not told
 * apart here.
 *
 * @param mesures whose key is the organisation
 */
export function publierToutes(mesures: readonly Mesure[]): Publication | undefined {
  const byOrganisation = Map.groupBy(mesures, ({ cle }) => cle);
  return publier(
    [...byOrganisation.values()].flatMap((own) => {
      const published = publier(own);
      const alone = new Set(published?.mois.lignes.map(({ cle }) => cle));
      return published ? own.map((one) => (alone.has(one.mois) ? one : { ...one, mois: AUTRES_MOIS })) : [];
    }),
  );
}

/** The months shown on this day, the oldest first, each as `AAAA-MM-01`. */
export function moisMontres(aujourdhui: Temporal.PlainDate): readonly string[] {
  const current = aujourdhui.with({ day: 1 });
  return Array.from({ length: MOIS_MONTRES }, (_, index) =>
    current.subtract({ months: MOIS_MONTRES - 1 - index }).toString(),
  );
}

/**
 * Lines under the threshold are shown together. Since the whole is shown too, what they add up to is known by
 * subtraction: when that is itself under the threshold, the smallest of the others joins them.
 */
function repartir(mesures: readonly Mesure[], keyOf: (mesure: Mesure) => string): Repartition {
  const totals = [...Map.groupBy(mesures, keyOf)]
    .map(([cle, group]) => ({ cle, compteurs: additionner(group.map(({ compteurs }) => compteurs)) }))
    .toSorted((a, b) => b.compteurs.depots - a.compteurs.depots || (a.cle < b.cle ? -1 : 1));
  const shown = totals.filter(({ compteurs }) => compteurs.depots >= SEUIL);
  const together = totals.filter(({ compteurs }) => compteurs.depots < SEUIL);
  const depots = () => together.reduce((sum, { compteurs }) => sum + compteurs.depots, 0);
  while (together.length > 0 && depots() < SEUIL && shown.length > 0) together.push(...shown.splice(-1));
  const byKey = <T extends { readonly cle: string }>(lignes: readonly T[]) =>
    lignes.toSorted((a, b) => (a.cle < b.cle ? -1 : 1));
  return {
    lignes: byKey(shown).map(({ cle, compteurs }) => ({ cle, synthese: syntheseOf(compteurs) })),
    autres:
      together.length === 0
        ? undefined
        : {
            cles: byKey(together).map(({ cle }) => cle),
            synthese: syntheseOf(additionner(together.map(({ compteurs }) => compteurs))),
          },
  };
}

function syntheseOf({ durees, sources, ...counts }: Compteurs): Synthese {
  return {
    ...counts,
    sources: Object.entries(sources)
      .map(([source, etats]) => ({ source, ...etatsOf(etats) }))
      .toSorted((a, b) => (a.source < b.source ? -1 : 1)),
    dureeAvec: showable(quartilesOf(durees.avec)),
    dureeSans: showable(quartilesOf(durees.sans)),
  };
}

function etatsOf(etats: Tally): EtatsDeSource {
  return {
    obtenues: etats['obtenue'] ?? 0,
    absentes: etats['absente'] ?? 0,
    indisponibles: etats['indisponible'] ?? 0,
    refusees: etats['refusee'] ?? 0,
  };
}

function showable(quartiles: Quartiles | undefined): Quartiles | undefined {
  return quartiles && quartiles.nombre >= SEUIL ? quartiles : undefined;
}
