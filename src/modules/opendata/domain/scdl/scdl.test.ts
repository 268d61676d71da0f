import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jour } from '../../../../values/jour.ts';
import { centimes, euros } from '../../../../values/montant.ts';
import { decimal, ratio } from '../../../../values/ratio.ts';
import { orThrow } from '../../../../values/result.ts';
import { parseSiret } from '../../../../values/siret.ts';
import { donneesOuvertes } from '../../testing/donnees-ouvertes.ts';
import { csvLine } from '../csv.ts';
import { COLONNES, type LigneScdl } from './colonnes.ts';
import { aPublierAvant, fichierScdl, lignesScdl, type SubventionAPublier } from './publier.ts';
import { validerLigne } from './valider.ts';

const ANTIBES: SubventionAPublier = {
  attribuant: { nom: 'ANTIBES', siret: orThrow(parseSiret('21060004500392')) },
  dateConvention: jour('2015-07-07'),
  referenceDecision: 'CONV N° 2074-15 2015-06-19',
  beneficiaires: [
    {
      nom: "CEA DU PERSONNEL DE LA VILLE D'ANTIBES JUAN-LES-PINS ",
      siret: orThrow(parseSiret('52499120500013')),
      rna: 'W333216789',
      part: decimal('0.05'),
    },
  ],
  objet: 'Fonctionnement',
  montant: centimes(9_978_657),
  nature: 'aide en numéraire',
  versements: [jour('2017-05-24'), jour('2017-03-30')],
  idRAE: null,
  notificationUE: false,
  dispositifAide: null,
};
const [LIGNE] = orThrow(lignesScdl(ANTIBES)) as readonly [LigneScdl];

describe('the schema', () => {
  const file = donneesOuvertes('opendata/schemas/scdl-subventions.json');

  test.skipIf(!file)('is the published one, column by column', () => {
    const { fields, custom_checks } = JSON.parse(readFileSync(file ?? '', 'utf8'));
    expect(COLONNES.map(({ nom }) => nom)).toEqual(fields.map(({ name }: { name: string }) => name));
    for (const { name, type, trueValues, falseValues, constraints = {} } of fields) {
      const colonne = COLONNES.find(({ nom }) => nom === name);
      const values = type === 'boolean' ? [...trueValues, ...falseValues] : constraints.enum;
      expect({
        name,
        required: colonne?.requis,
        pattern: colonne?.motif?.source.replaceAll('\\-', '-'),
        maxLength: colonne?.longueur,
        minimum: colonne?.minimum,
        maximum: colonne?.maximum,
        values: colonne?.valeurs,
      }).toEqual({
        name,
        required: constraints.required ?? false,
        pattern: constraints.pattern?.replaceAll('\\-', '-'),
        maxLength: constraints.maxLength,
        minimum: constraints.minimum,
        maximum: constraints.maximum,
        values,
      });
    }
    const checked = custom_checks.filter(({ name }: { name: string }) => name === 'french-siret-value');
    expect(COLONNES.filter(({ type }) => type === 'siret').map(({ nom }) => nom)).toEqual(
      checked.map(({ params }: { params: { column: string } }) => params.column),
    );
  });

  test.each<[string, Partial<LigneScdl>, string]>([
    ['an empty cell that is required', { nomAttribuant: '' }, 'nomAttribuant obligatoire'],
    ['a SIRET without its key', { idAttribuant: '21060004500393' }, 'idAttribuant siret_faux'],
    ['a SIRET as a spreadsheet shows it', { idAttribuant: '2,1E+13' }, 'idAttribuant siret_faux'],
    ['a SIRET with spaces', { idBeneficiaire: '524 991 205 00013' }, 'idBeneficiaire siret_faux'],
    ['a French date', { dateConvention: '07/07/2015' }, 'dateConvention date_fausse'],
    ['a date that does not exist', { dateConvention: '2015-02-30' }, 'dateConvention date_fausse'],
    ['an RNA number of letters', { rnaBeneficiaire: 'W33X216789' }, 'rnaBeneficiaire rna_faux'],
    ['257 characters', { objet: 'é'.repeat(257) }, 'objet trop_long'],
    ['a decimal comma', { montant: '99786,57' }, 'montant montant_faux'],
    ['another nature', { nature: 'numéraire' }, 'nature valeur_inconnue'],
    ['true for oui', { notificationUE: 'true' }, 'notificationUE valeur_inconnue'],
    ['the separator of 2019', { datesPeriodeVersement: '2017-03-30_2017-05-24' }, 'datesPeriodeVersement date_fausse'],
    ['no part', { pourcentageSubvention: '0' }, 'pourcentageSubvention part_fausse'],
    ['a percentage', { pourcentageSubvention: '45' }, 'pourcentageSubvention part_fausse'],
    ['six characters of RAE', { idRAE: '123456' }, 'idRAE trop_long'],
    ['nobody', { idBeneficiaire: '', rnaBeneficiaire: '' }, 'idBeneficiaire beneficiaire_absent'],
  ])('refuses %s', (_, change, expected) => {
    expect(validerLigne({ ...LIGNE, ...change }).map(({ colonne, code }) => `${colonne} ${code}`)).toEqual([expected]);
  });

  test('accepts an association known by its RNA number alone', () => {
    expect(validerLigne({ ...LIGNE, idBeneficiaire: '' })).toEqual([]);
  });
});

describe('publication', () => {
  test('D34: the row of Antibes, with the columns of the arrêté of 2017', () => {
    const file = donneesOuvertes('domain/worked-examples.json');
    const examples: readonly { id: string; attendu: string }[] = file ? JSON.parse(readFileSync(file, 'utf8')).D : [];
    const of2017 = COLONNES.filter(({ nom }) => nom !== 'rnaBeneficiaire' && nom !== 'dispositifAide');
    const written = csvLine(of2017.map(({ nom }) => LIGNE[nom]));
    expect(written).toBe(
      "ANTIBES,21060004500392,2015-07-07,CONV N° 2074-15 2015-06-19,CEA DU PERSONNEL DE LA VILLE D'ANTIBES JUAN-LES-PINS ,52499120500013,Fonctionnement,99786.57,aide en numéraire,échelonné,2017-03-30/2017-05-24,,non,0.05",
    );
    if (file) expect(written).toBe(examples.find(({ id }) => id === 'D34')?.attendu);
  });

  test('is a file that RFC 4180 describes', () => {
    const objet = 'Achat de « matériel », dit "léger"\nen deux lots';
    const fichier = fichierScdl(orThrow(lignesScdl({ ...ANTIBES, objet })));
    expect(fichier.split('\r\n').at(0)).toMatch(/^nomAttribuant,.*,dispositifAide$/);
    expect(fichier).toContain(',"Achat de « matériel », dit ""léger""\nen deux lots",99786.57,');
    expect(fichier.endsWith('\r\n')).toBe(true);
  });

  test.each([
    [['2026-03-01'], 'unique', '2026-03-01'],
    [['2026-03-01', '2026-01-01', '2026-09-01'], 'échelonné', '2026-01-01/2026-09-01'],
  ])('tells the conditions and the period of the plan %s', (versements, conditions, periode) => {
    const [ligne] = orThrow(lignesScdl({ ...ANTIBES, versements: versements.map(jour) }));
    expect(ligne).toMatchObject({ conditionsVersement: conditions, datesPeriodeVersement: periode });
  });

  test('writes a row a beneficiary, and refuses parts beyond the whole', () => {
    const [one] = ANTIBES.beneficiaires;
    const three = [1, 2, 3].map(() => ({ ...one, part: ratio(1, 3) }) as SubventionAPublier['beneficiaires'][number]);
    const lignes = orThrow(lignesScdl({ ...ANTIBES, beneficiaires: three }));
    expect(lignes.map((ligne) => ligne.pourcentageSubvention)).toEqual(['0.3333', '0.3333', '0.3333']);
    const four = lignesScdl({ ...ANTIBES, beneficiaires: [...three, ...three.slice(1)] });
    expect(four).toMatchObject({ ok: false, error: [{ code: 'parts_exces' }] });
  });

  test('publishes nothing that the schema refuses, and says why', () => {
    const wrong = lignesScdl({ ...ANTIBES, objet: 'x'.repeat(300), versements: [] });
    expect(wrong.ok ? [] : wrong.error.map(({ colonne, code }) => `${colonne} ${code}`)).toEqual([
      'objet trop_long',
      'conditionsVersement obligatoire',
      'datesPeriodeVersement obligatoire',
    ]);
  });

  test('D33: is due three months after the signature, above 23 000 €', () => {
    expect(aPublierAvant(euros(23_001), jour('2026-03-16'))).toBe('2026-06-16');
    expect(aPublierAvant(euros(23_000), jour('2026-03-16'))).toBeNull();
  });
});
