import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../platform/csv/read-csv.ts';
import { euros } from '../../../values/montant.ts';
import { type GrilleDensite, parseGrille } from './densite.ts';
import { classerCommunes, equiteRuraleOf } from './equite-rurale.ts';
import type { Compteurs } from './etape-compteurs.ts';

function read(text: string) {
  const rows = readCsv(Buffer.from(text));
  if (!rows.ok) throw new Error('Not a CSV');
  return parseGrille(rows.value);
}

/** As INSEE’s workbook of 2025 is saved by a spreadsheet: titles first, and three grids side by side. */
const DE_2025 = `La grille communale de densité 2025;;;;;;;;;;;
Géographie communale au 01/01/2025;;;;;;;;;;;

Code commune;Libellé;Niveau;Libellé;Population;Part;Part;Part;Niveau;Libellé;Niveau;Libellé
CODGEO;LIBGEO;DENS;LIBDENS;PMUN22;P1;P2;P3;DENS_AAV;LIBDENS_AAV;DENS7;LIBDENS7
1004;Ambérieu-en-Bugey;2;Urbain intermédiaire;15000;0;95;5;2;Urbain intermédiaire;2;Centres urbains intermédiaires
2A004;Ajaccio;1;Urbain dense;73000;90;5;5;1;Urbain dense;1;Grands centres urbains
23081;Flayat;3;Rural;300;0;0;100;4;Rural non périurbain;7;Rural à habitat très dispersé
86011;Aslonnes;3;Rural;1000;0;0;100;3;Rural périurbain;5;Bourgs ruraux
`;

describe('INSEE’s grid', () => {
  test('of 2025 and after: the seven levels, not the three, whatever stands above them', () => {
    expect(read(DE_2025)).toEqual({
      ok: true,
      value: new Map([
        // The zero that a spreadsheet took away is back.
        ['01004', 'urbain'],
        ['2A004', 'urbain'],
        ['23081', 'rural'],
        ['86011', 'rural'],
      ]),
    });
  });

  test.each([
    [
      'of 2015 to 2024',
      'CODGEO,LIBGEO,DENS,LIBDENS,PMUN20,P1\n23081,Flayat,7,Rural,300,0\n86194,Poitiers,1,Urbain,89000,1',
    ],
    ['detailed', 'depcom;libcom;dens;libdens\n23081;Flayat;6;Rural\n86194;Poitiers;4;Ceinture'],
    ['with a blank line', 'CODGEO,DENS7\n23081,5\n,\n86194,4\n86194,4'],
  ])('%s', (_what, text) => {
    expect(read(text)).toEqual({
      ok: true,
      value: new Map([
        ['23081', 'rural'],
        ['86194', 'urbain'],
      ]),
    });
  });

  test.each([
    [
      'CODGEO,DENS\n23081,3\n86194,1',
      { ligne: 1, message: expect.stringContaining('aucune commune au-delà du niveau 4') },
    ],
    ['Code commune,Typo degré de Densité\n23081,4', { ligne: 1, message: expect.stringContaining('DENS7') }],
    ['CODGEO,DENS7\n23081,7\n86194,8', { ligne: 3, message: '« 8 » n’est pas un niveau de 1 à 7.' }],
    ['CODGEO,DENS7\n23081,7\n86194,', { ligne: 3, message: '«  » n’est pas un niveau de 1 à 7.' }],
    ['CODGEO,DENS7\nSource : Insee,\n', { ligne: 2, message: '« Source : Insee » n’est pas un code de commune.' }],
    ['CODGEO,DENS7\n81,7\n', { ligne: 2, message: '« 81 » n’est pas un code de commune.' }],
    ['CODGEO,DENS7\n23081,7\n23081,1', { ligne: 3, message: 'la commune 23081 a deux niveaux.' }],
    ['CODGEO,DENS7', { ligne: 1, message: expect.stringContaining('aucune commune') }],
    ['', { ligne: 1, message: expect.stringContaining('CODGEO') }],
  ])('refused whole: %j', (text, error) => {
    const refused = read(text);
    expect(refused).toEqual({ ok: false, error });
  });
});

test('rural against urban: who never asked, and what the grid does not tell apart from both', () => {
  const grille: GrilleDensite = new Map([
    ['23081', 'rural'],
    ['23082', 'rural'],
    ['86194', 'urbain'],
  ]);
  const communes = [
    { code: '23081', siren: '212308100', population: 300 },
    { code: '23082', siren: '212308209', population: 200 },
    { code: '86194', siren: '218601946', population: 89_000 },
    { code: '35238', siren: '213502388', population: 0 },
  ];
  const fournie = { grille, fichier: 'grille.csv' };
  const ruralites = classerCommunes(communes, fournie, () => 'abc');
  const cellule = (cle: string, fictif: boolean, compteurs: Compteurs) => ({
    vue: 'ruralite' as const,
    ...{ cle, fictif, compteurs },
  });
  const lignes = equiteRuraleOf(
    [
      // Flayat asked truly and in a demonstration: one commune asked.
      cellule('abc/rural', false, { demandeuses: 1, soutenues: 1, attribue: euros(600), distinctes: 1 }),
      cellule('abc/rural', true, { demandeuses: 1, attribue: euros(400) }),
      cellule('abc/inconnu', false, { demandeuses: 1, attribue: euros(7), distinctes: 1 }),
      // Of another server’s grid.
      cellule('def/urbain', false, { demandeuses: 1, attribue: euros(9), distinctes: 1 }),
    ],
    ruralites,
  ).map(({ cle, nombre, demandeuses, soutenues, jamaisDemande, attribue, parHabitant }) => ({
    ...{ cle, nombre, demandeuses, soutenues, jamaisDemande, attribue, parHabitant },
  }));
  expect(lignes).toEqual([
    {
      ...{ cle: 'rural', nombre: 2, demandeuses: 2, soutenues: 1, jamaisDemande: 1 },
      ...{ attribue: euros(1000), parHabitant: euros(2) },
    },
    {
      ...{ cle: 'urbain', nombre: 1, demandeuses: 0, soutenues: 0, jamaisDemande: 1 },
      ...{ attribue: euros(0), parHabitant: euros(0) },
    },
    {
      ...{ cle: 'inconnu', nombre: 1, demandeuses: 1, soutenues: 0, jamaisDemande: 0 },
      ...{ attribue: euros(7), parHabitant: null },
    },
  ]);
  const whole = classerCommunes(communes.slice(0, 3), fournie, () => 'abc');
  expect(equiteRuraleOf([], whole).map(({ cle }) => cle)).toEqual(['rural', 'urbain']);
});
