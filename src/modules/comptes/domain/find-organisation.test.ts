import { beforeAll, describe, expect, test } from 'vitest';
import { passesLuhn } from '../../../values/luhn.ts';
import { readCog } from '../storage/cog.ts';
import { readFaits } from '../storage/faits.ts';
import type { Cog } from './cog.ts';
import { type FindOrganisation, organisationFinder } from './find-organisation.ts';

let cog: Cog;
let find: FindOrganisation;

beforeAll(async () => {
  cog = await readCog();
  find = organisationFinder(cog, await readFaits());
});

const found = (code: string, siren?: string) => {
  const result = find(code, siren);
  return result.ok ? result.value.organisation : result.error;
};
const refusal = (code: string, siren?: string) => {
  const result = find(code, siren);
  return result.ok ? `found ${result.value.organisation.nom}` : result.error.replaceAll('\u00a0', ' ');
};

describe('an organisation is found', () => {
  test('by the code Insee of a commune', () => {
    expect(found(' 86194 ')).toEqual({
      siren: '218601946',
      nom: 'Poitiers',
      slug: 'poitiers',
      type: 'commune',
      codeInsee: '86194',
      codeDepartement: '86',
      codeRegion: '75',
      sirenEpci: '200069854',
      population: expect.any(Number),
      codesPostaux: ['86000'],
    });
    expect(found('2a004')).toMatchObject({ nom: 'Ajaccio', codeDepartement: '2A' });
    expect(found('01001')).toMatchObject({ nom: 'L’Abergement-Clémenciat' });
  });

  test('by the SIREN or a SIRET of a commune', () => {
    expect(found('218 601 946')).toMatchObject({ codeInsee: '86194' });
    expect(found('218 601 946 00013')).toMatchObject({ codeInsee: '86194' });
  });

  test('by the SIREN of a grouping', () => {
    expect(found('200069854')).toMatchObject({
      nom: 'Grand Poitiers Communauté urbaine',
      slug: 'grand-poitiers',
      type: 'epci',
      codeDepartement: '86',
    });
    expect(found('200071983')).toMatchObject({ nom: 'Communauté de communes Thiérache Sambre et Oise', type: 'epci' });
    expect(found('200057867')).toMatchObject({ nom: 'Établissement public territorial Plaine Commune' });
  });

  test('by the number or the SIREN of a département', () => {
    const creuse = { nom: 'Département de la Creuse', slug: 'creuse', type: 'departement', codeInsee: '23' };
    expect(found('23')).toMatchObject(creuse);
    expect(found('222309627')).toMatchObject({ ...creuse, codeRegion: '75' });
  });

  test('by the SIREN of a service of the State', () => {
    expect(found('130025265')).toMatchObject({ type: 'etat', slug: 'dinum', codeInsee: null, population: null });
  });

  test('with the SIREN given beside it, when the geographic code has none', () => {
    expect(refusal('98735')).toMatch(/ne donne pas le SIREN de Papeete/);
    expect(refusal('98735', '200012491')).toMatch(/clé de contrôle est fausse/);
    expect(found('98735', '200012490')).toMatchObject({ nom: 'Papeete', siren: '200012490' });
    expect(refusal('86194', '200012490')).toMatch(/Le SIREN de Poitiers est 218 601 946/);
  });
});

describe('a code that no organisation has is refused with what to do', () => {
  test('a commune that is now part of another', () => {
    expect(refusal('93059')).toBe(
      'Pierrefitte-sur-Seine (93059) est une commune déléguée. La collectivité est aujourd’hui Saint-Denis : ajoutez 93066.',
    );
    expect(refusal('75114')).toMatch(/un arrondissement municipal.*Paris : ajoutez 75056/);
    // One that has kept no status at all.
    expect(refusal('01126')).toBe(
      '01126 est le code d’une ancienne commune. La collectivité est aujourd’hui Valserhône : ajoutez 01033.',
    );
  });

  test('a postcode', () => {
    expect(refusal('86000')).toBe('86000 est un code postal. Donnez le code Insee de la commune : Poitiers (86194).');
  });

  test('a code Insee that is also the postcode of another commune', () => {
    const result = find('86200');
    expect(result.ok && result.value.organisation.nom).toBe('Pressac');
    expect(result.ok && result.value.remarque).toMatch(/code postal d’une autre commune.*Loudun, code Insee 86137/);
  });

  test('a name', () => {
    expect(refusal('poitiers')).toBe(
      '« poitiers » n’est ni un code Insee, ni un SIREN. Vouliez-vous dire : Poitiers (86194), Communauté urbaine du Grand Poitiers (200069854) ?',
    );
    expect(refusal('Saint-Denis')).toMatch(/Saint-Denis \(97411\), Saint-Denis \(93066\),.*en tout/);
    expect(refusal('qwertz')).toMatch(/Donnez par exemple « 86194 »/);
  });

  test('a département whose SIREN is not known', () => {
    expect(refusal('87')).toMatch(/Haute-Vienne \(87\).*organisations\.yaml/);
    expect(refusal('20')).toMatch(/2A/);
    expect(refusal('999')).toMatch(/n’existe pas/);
  });

  test('what is not a code at all', () => {
    expect(refusal('')).toMatch(/Indiquez un code Insee/);
    expect(refusal('123456789')).toMatch(/clé de contrôle/);
    expect(refusal('732829320')).toMatch(/n’est celui d’aucune commune/);
    // The southern lands have a code of commune, and no commune.
    expect(refusal('98411')).toMatch(/Aucune commune/);
  });
});

test('communes of every département are found by their code', () => {
  // One in forty: each is looked for among all.
  const communes = cog.communes.filter(({ population }, rank) => population !== null && rank % 40 === 0);
  expect(new Set(communes.map(({ departement }) => departement)).size).toBeGreaterThan(90);
  const lost = communes.filter(({ code, siren, nom }) => {
    const organisation = found(code, siren ?? '200012490');
    return typeof organisation === 'string' || organisation.nom !== nom.replaceAll("'", '’');
  });
  expect(lost).toEqual([]);
});

test('the geographic code has the shapes that we read', () => {
  const misread = cog.communes.filter(
    ({ code, nom, departement, region, siren, codesPostaux, population, anciensCodes }) =>
      !/^\d[\dAB]\d{3}$/.test(code) ||
      nom.trim() !== nom ||
      !code.startsWith(departement) ||
      !/^\d{2,3}$/.test(region) ||
      !(siren === null || (siren.length === 9 && passesLuhn(siren))) ||
      codesPostaux.some((codePostal) => !/^\d{5}$/.test(codePostal)) ||
      !(population === null || Number.isInteger(population)) ||
      anciensCodes.some((ancien) => !/^\d[\dAB]\d{3}$/.test(ancien)),
  );
  expect(misread).toEqual([]);
  const natures = new Set(cog.groupements.map(({ nature }) => nature));
  expect([...natures].toSorted()).toEqual(['CA', 'CC', 'CU', 'EPT', 'MET69', 'METRO']);
  expect(cog.groupements.filter(({ siren, membres }) => !passesLuhn(siren) || membres.length === 0)).toEqual([]);
  expect(new Set(cog.anciennes.map(({ nature }) => nature)).size).toBe(3);
});
