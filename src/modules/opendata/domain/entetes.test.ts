import { expect, test } from 'vitest';
import { lireEntetes } from './entetes.ts';
import { scdlSubventions } from './types/scdl-subventions.ts';

const { colonnes } = scdlSubventions;
const OFFICIAL = colonnes.map(({ nom }) => nom);
const sentence = (read: ReturnType<typeof lireEntetes>) => (read.ok ? '' : read.error.replaceAll('\u00a0', ' '));
const replace = (nom: string, entete: string) => OFFICIAL.map((one) => (one === nom ? entete : one));

test.each([
  ['nomBeneficiaire', 'Nom du bénéficiaire*'],
  ['nomBeneficiaire', 'Nom du b\ufffdn\ufffdficiaire'],
  ['nomBeneficiaire', 'NOM_BENEFICIAIRE'],
  ['dateConvention', ' Date de la convention de subvention (AAAA-MM-JJ) '],
  ['objet', 'object'],
  ['notificationUE', "Aide notifiée à l'Europe"],
])('%s is found under « %s »', (nom, entete) => {
  expect(lireEntetes(replace(nom, entete), colonnes)).toEqual({ ok: true, value: { noms: OFFICIAL, ignorees: [] } });
});

test('columns that are not of the model are told, optional ones may be missing', () => {
  const read = lireEntetes([...OFFICIAL.filter((nom) => nom !== 'rnaBeneficiaire'), 'secteur'], colonnes);
  expect(read).toMatchObject({ ok: true, value: { ignorees: ['secteur'] } });
});

test('a file without what it must have is refused as a whole', () => {
  const refused = lireEntetes(['nom', 'montant'], colonnes);
  expect(sentence(refused)).toMatch(/^Il manque les colonnes .*« idAttribuant ».* « nom » et « montant »/);
});

test('a column that is there twice is refused', () => {
  const refused = lireEntetes([...OFFICIAL, 'Montant'], colonnes);
  expect(sentence(refused)).toMatch('« montant » est là deux fois');
});
