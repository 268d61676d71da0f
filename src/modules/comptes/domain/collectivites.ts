import { isCodeDepartement } from '../../../values/code-departement.ts';
import type { Cog, GroupementCog } from './cog.ts';
import type { Faits } from './fait-organisation.ts';
import { nameOfCommune, nameOfGroupement, shortNameOfGroupement } from './official-name.ts';
import type { TypeOrganisation } from './organisation.ts';

/** A local authority of France, installed here or not. */
export type CollectiviteCog = {
  /** `86194`, `200069854`, `departement-86`: what names it in an address. The geographic code has no SIREN for all. */
  readonly cle: string;
  readonly siren: string | null;
  readonly nom: string;
  /** What people also call it: « Grand Poitiers ». */
  readonly nomUsuel: string;
  readonly type: Exclude<TypeOrganisation, 'etat'>;
  /** False for an établissement public territorial, which follows the rules of syndicats (CGCT, art. L5219-2). */
  readonly fiscalitePropre: boolean;
  /** Municipal population. For a département or a région, that of its communes. */
  readonly population: number | null;
  readonly codeDepartement: string | null;
  readonly codeRegion: string | null;
  /** Keys of the grouping, the département and the région that it is in. */
  readonly dans: readonly string[];
  readonly codesPostaux: readonly string[];
};

/** Every commune, grouping, département and région, in this order: some 36 000. */
export function collectivitesOf(cog: Cog, faits: Faits): readonly CollectiviteCog[] {
  const communes = new Map(cog.communes.map((commune) => [commune.code, commune]));
  const groupementOf = new Map<string, string>();
  for (const { nature, siren, membres } of cog.groupements) {
    if (nature !== 'EPT') for (const code of membres) groupementOf.set(code, siren);
  }
  const communesOf = {
    departement: Map.groupBy(cog.communes, ({ departement }) => departement),
    region: Map.groupBy(cog.communes, ({ region }) => region),
  };
  const groupement = (one: GroupementCog): CollectiviteCog => {
    const largest = communes.get(one.membres[0] ?? '');
    return {
      ...NOTHING_MORE,
      cle: one.siren,
      siren: one.siren,
      nom: faits.nomsUsuels.get(one.siren) ?? nameOfGroupement(one),
      nomUsuel: shortNameOfGroupement(one),
      type: 'epci',
      fiscalitePropre: one.nature !== 'EPT',
      population: one.population,
      codeDepartement: largest?.departement ?? null,
      codeRegion: largest?.region ?? null,
      dans: largest ? territoiresOf(largest) : [],
    };
  };
  const territoire = (
    type: 'departement' | 'region',
    { code, nom }: { code: string; nom: string },
  ): CollectiviteCog => {
    const within = communesOf[type].get(code) ?? [];
    const fait = faits.organisations.find((one) => one.type === type && one.code === code);
    const codeRegion = within[0]?.region ?? null;
    return {
      ...NOTHING_MORE,
      cle: `${type}-${code}`,
      siren: fait?.siren ?? null,
      nom: fait?.nom ?? nameOfCommune({ nom }),
      nomUsuel: nameOfCommune({ nom }),
      type,
      population: within.reduce((sum, { population }) => sum + (population ?? 0), 0),
      codeDepartement: type === 'departement' ? code : null,
      codeRegion,
      dans: type === 'departement' && codeRegion ? [`region-${codeRegion}`] : [],
    };
  };
  return [
    // Uninhabited lands that have a code of commune have no council: nobody asks for them.
    ...cog.communes
      .filter(({ population }) => population !== null)
      .map(
        (commune): CollectiviteCog => ({
          ...NOTHING_MORE,
          cle: commune.code,
          siren: commune.siren,
          nom: nameOfCommune(commune),
          nomUsuel: nameOfCommune(commune),
          type: 'commune',
          population: commune.population,
          codeDepartement: commune.departement,
          codeRegion: commune.region,
          dans: [groupementOf.get(commune.code) ?? [], territoiresOf(commune)].flat(),
          codesPostaux: commune.codesPostaux,
        }),
      ),
    ...cog.groupements.map(groupement),
    ...cog.departements.filter(isCouncil).map((one) => territoire('departement', one)),
    ...cog.regions.filter(({ code }) => REGIONS_WITH_COUNCIL.test(code)).map((one) => territoire('region', one)),
  ];
}

function territoiresOf(commune: { readonly departement: string; readonly region: string }): readonly string[] {
  return [
    ...(isCouncil({ code: commune.departement }) ? [`departement-${commune.departement}`] : []),
    ...(REGIONS_WITH_COUNCIL.test(commune.region) ? [`region-${commune.region}`] : []),
  ];
}

/** Paris is a commune here, and Corsica a région: their départements have no council of their own. */
function isCouncil({ code }: { readonly code: string }): boolean {
  return isCodeDepartement(code) && !['75', '2A', '2B'].includes(code) && !/^(97[578]|98)/.test(code);
}

/** Overseas collectivities are « regions » 975 to 989 of the geographic code only to have a code. */
const REGIONS_WITH_COUNCIL = /^\d{2}$/;

const NOTHING_MORE = { fiscalitePropre: true, codesPostaux: [] } as const;
