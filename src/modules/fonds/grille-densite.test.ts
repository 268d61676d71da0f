import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGrilleDensite } from './grille-densite.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'parvis-grille-'));

function file(name: string, content: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, content);
  return path;
}

test('the file is read with its name, or the refusal says where to look', async () => {
  expect(await readGrilleDensite(file('grille.csv', '\ufeffCODGEO;DENS7\n23081;7\n'))).toEqual({
    ok: true,
    value: { fichier: 'grille.csv', grille: new Map([['23081', 'rural']]) },
  });
  const wrong = file('fausse.csv', 'CODGEO;DENS7\n23081;7\n86194;neuf\n');
  expect(await readGrilleDensite(wrong)).toEqual({
    ok: false,
    error: `ligne 3 de ${wrong}\u00a0: « neuf » n’est pas un niveau de 1 à 7.`,
  });
  const torn = file('dechiree.csv', 'CODGEO;DENS7\n23081;"7\n');
  expect(await readGrilleDensite(torn)).toMatchObject({ ok: false, error: expect.stringContaining('pas du CSV') });
  const absent = join(FOLDER, 'absente.csv');
  expect(await readGrilleDensite(absent)).toEqual({
    ok: false,
    error: `attendu un fichier CSV lisible, pas ${absent}`,
  });
});
