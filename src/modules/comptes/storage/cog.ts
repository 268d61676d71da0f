import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AncienneCommune, Cog, CommuneCog, GroupementCog } from '../domain/cog.ts';

/**
 * Reads the geographic code from the package `@etalab/decoupage-administratif`: 12 MB of JSON, some 0.2 s. Nothing is
 * kept here: those who need it keep what they make of it.
 */
export async function readCog(): Promise<Cog> {
  const [communes, epci, ept, departements, regions] = await Promise.all([
    read<RawCommune>('communes'),
    read<RawGroupement>('epci'),
    read<RawGroupement>('ept'),
    read<{ code: string; nom: string }>('departements'),
    read<{ code: string; nom: string }>('regions'),
  ]);
  return {
    communes: communes.filter(({ type }) => type === 'commune-actuelle').map(communeOf),
    anciennes: communes.flatMap(formerCommuneOf),
    groupements: [...epci, ...ept].map(groupementOf),
    departements,
    regions,
  };
}

/** As the package writes them; its version is pinned and a test checks these shapes on every row. */
type RawCommune = {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  departement: string;
  region: string;
  siren?: string;
  codesPostaux?: string[];
  population?: number;
  anciensCodes?: string[];
  chefLieu?: string;
  commune?: string;
};

type RawGroupement = {
  code: string;
  nom: string;
  type: GroupementCog['nature'];
  populationMunicipale?: number;
  membres: { code: string; populationMunicipale?: number }[];
};

const require = createRequire(import.meta.url);

async function read<T>(name: string): Promise<T[]> {
  const path = require.resolve(`@etalab/decoupage-administratif/data/${name}.json`);
  return JSON.parse(await readFile(path, 'utf8'));
}

function communeOf(raw: RawCommune): CommuneCog {
  const { code, nom, departement, region, siren, codesPostaux, population, anciensCodes } = raw;
  return {
    code,
    nom,
    departement,
    region,
    siren: siren ?? null,
    codesPostaux: codesPostaux ?? [],
    population: population ?? null,
    anciensCodes: anciensCodes ?? [],
  };
}

const NATURES = {
  'commune-deleguee': 'deleguee',
  'commune-associee': 'associee',
  'arrondissement-municipal': 'arrondissement',
} as const;

function formerCommuneOf({ code, nom, type, chefLieu, commune }: RawCommune): AncienneCommune[] {
  const communeActuelle = chefLieu ?? commune;
  if (type === 'commune-actuelle' || communeActuelle === undefined) return [];
  return [{ code, nom, nature: NATURES[type], communeActuelle }];
}

function groupementOf({ code, nom, type, populationMunicipale, membres }: RawGroupement): GroupementCog {
  const byPopulation = membres.toSorted((a, b) => (b.populationMunicipale ?? 0) - (a.populationMunicipale ?? 0));
  return {
    siren: code,
    nom,
    nature: type,
    population: populationMunicipale ?? null,
    membres: byPopulation.map((membre) => membre.code),
  };
}
