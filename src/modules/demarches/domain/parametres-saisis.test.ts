import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../../platform/root.ts';
import { registreDesChamps } from '../champs/index.ts';
import { loadFolder } from '../storage/catalogue.ts';
import type { Parametre } from './chargement/parametres.ts';
import { enSaisie, lireSaisie } from './parametres-saisis.ts';

const SOURCES = [
  { id: 'franceconnect.identite', pour: 'personnes', donnees: [] },
  { id: 'api_particulier.quotient_familial', pour: 'personnes', donnees: ['valeur', 'mois', 'enfants', 'adresse'] },
] as const;

let parametres: readonly Parametre[];

beforeAll(async () => {
  parametres = await load();
});

async function load(poses: Readonly<Record<string, unknown>> = {}): Promise<readonly Parametre[]> {
  const options = { registre: registreDesChamps, sources: SOURCES, parametres: poses };
  const loaded = await loadFolder(join(ROOT, 'catalogue', 'cantine'), options);
  if (!loaded.ok) throw new Error(loaded.erreurs.map(({ message }) => message).join('\n'));
  return loaded.parametres;
}

function parametre(id: string): Parametre {
  const found = parametres.find((one) => one.id === id);
  if (!found) throw new Error(`no parameter ${id}`);
  return found;
}

test('what is shown, typed again, is the same démarche', async () => {
  const poses: Record<string, unknown> = {};
  for (const one of parametres) {
    const read = lireSaisie(one, enSaisie(one));
    expect([one.id, read]).toEqual([one.id, { ok: true, value: expect.anything() }]);
    if (read.ok) poses[one.id] = JSON.parse(JSON.stringify(read.value));
  }
  expect(await load(poses)).toEqual(parametres);
});

test('a choice keeps its identifier; a new one gets its own, never that of another', () => {
  const ecoles = parametre('ecoles');
  const typed = ['École Jules-Ferry', '', 'École Paul Blet', 'ÉCOLE JULES FERRY !'].join('\n');
  expect(lireSaisie(ecoles, { ecoles: typed })).toEqual({
    ok: true,
    value: [
      { id: 'jules-ferry', libelle: 'École Jules-Ferry' },
      { id: 'ecole-paul-blet', libelle: 'École Paul Blet' },
      { id: 'ecole-jules-ferry', libelle: 'ÉCOLE JULES FERRY !' },
    ],
  });
  expect(lireSaisie(ecoles, { ecoles: 'Ancien\nAncien' })).toMatchObject({
    ok: false,
    error: expect.stringContaining('deux fois'),
  });
  expect(lireSaisie(ecoles, { ecoles: ' \n ' })).toMatchObject({ ok: false });
});

test('a grid is typed, or pasted from a spreadsheet', () => {
  const value = {
    tranches: [
      { de: 0, moins_de: 1001, prix: 0.9 },
      { de: 1001, moins_de: 1500, prix: 3 },
      { de: 1500, prix: 4.5 },
    ],
    aide_etat: true,
    cout_par_usager: 9.8,
  };
  for (const grille of [
    '0 | 1001 | 0,90\n1001 | 1500 | 3\n1500 | | 4,50',
    '0\t1001\t0,90\n1 001\t1500\t3,00\n1500\t\t4,50',
  ]) {
    const typed = { grille, 'grille.aide_etat': 'oui', 'grille.cout_par_usager': '9,80' };
    expect(lireSaisie(parametre('grille'), typed)).toEqual({ ok: true, value });
  }
});

test.each([
  ['350 | 620', 'trois valeurs'],
  ['0 | | un euro', 'Ligne 1'],
  ['0 | 350 | 1\n400 | | 2', '350'],
  ['', 'au moins une tranche'],
])('a grid that cannot be applied says why: %s', (grille, says) => {
  expect(lireSaisie(parametre('grille'), { grille })).toEqual({ ok: false, error: expect.stringContaining(says) });
});

test.each([
  ['prix_panier', 'gratuit'],
  ['nom_commune', '   '],
])('%s refuses « %s »', (id, typed) => {
  expect(lireSaisie(parametre(id), { [id]: typed })).toMatchObject({ ok: false });
});
