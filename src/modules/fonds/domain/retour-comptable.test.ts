import { expect, test } from 'vitest';
import { centimes, euros } from '../../../values/montant.ts';
import { COLONNES, rangeesDuLot } from './liste-comptable.ts';
import { readRetour } from './retour-comptable.ts';

const file = (...rows: readonly (readonly string[])[]) => rows.map((cells, index) => ({ line: index + 1, cells }));
const TITRES = ['Référence', 'Montant', 'Statut', 'Date', 'Motif'];

test('the sheet comes back as it left: nothing is said yet', () => {
  const ligne = { reference: 'L2026-000001-0001', numero: 'S2026-000001', siret: '21860194600013', nom: 'Poitiers' };
  const rows = rangeesDuLot('L2026-000001', [{ ...ligne, libelle: 'Avance 1', montant: centimes(1_800_050) }]);
  expect(rows[0]?.[COLONNES.indexOf('montant')]).toBe('18000.50');
  expect(readRetour(file(COLONNES, ...rows))).toEqual({ lignes: [], defauts: [] });
});

test('what the accountant wrote is read as people write it', () => {
  const { lignes, defauts } = readRetour(
    file(
      TITRES,
      ['A', '18 000,50 €', 'Payée', '24/11/2026', 'sans objet'],
      ['B', '12', 'rejete', '2026-11-24 00:00:00', 'RIB clos'],
    ),
  );
  expect(defauts).toEqual([]);
  expect(lignes).toEqual([
    { ligne: 2, reference: 'A', montant: centimes(1_800_050), issue: 'paye', le: '2026-11-24', motif: null },
    { ligne: 3, reference: 'B', montant: euros(12), issue: 'rejete', le: '2026-11-24', motif: 'RIB clos' },
  ]);
});

test('what is wrong is told by line and column, and stops nothing else', () => {
  const { lignes, defauts } = readRetour(
    file(
      TITRES,
      ['A', 'douze', 'peut-être', '31/02/2026', ''],
      ['B', '12', 'rejeté', '2026-11-24', ''],
      ['C', '12', 'payé', '2026-11-24', ''],
      ['C', '12', 'rejeté', '2026-11-24', 'RIB clos'],
      ['', '12', 'payé', '2026-11-24'],
    ),
  );
  expect(lignes.map(({ reference }) => reference)).toEqual(['C']);
  expect(defauts.map(({ ligne, colonne }) => `${ligne} ${colonne}`)).toEqual([
    '2 statut',
    '2 montant',
    '2 date',
    '3 motif',
    '5 reference',
    '6 reference',
  ]);
});

test('a date that a spreadsheet wrote as a number of days is not guessed: how to write it is told', () => {
  const { defauts } = readRetour(file(TITRES, ['A', '12', 'payé', '46350', ''], ['B', '12', 'payé', 'hier', '']));
  expect(defauts.map(({ remede }) => remede)).toEqual([
    'Dans votre tableur, mettez cette colonne au format Date, puis enregistrez de nouveau en CSV.',
    'Écrivez-la comme 2026-11-24 ou 24/11/2026.',
  ]);
});

test('a file without its columns is refused whole', () => {
  expect(readRetour(file(['reference', 'montant'], ['A', '12'])).defauts).toMatchObject([
    { ligne: 1, colonne: 'statut, date, motif' },
  ]);
  expect(readRetour([]).defauts).toHaveLength(1);
});
