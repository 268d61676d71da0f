import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvLine } from '../domain/csv.ts';
import { clesOf } from '../domain/lot.ts';
import { dotationsInvestissement } from '../domain/types/dotations-investissement.ts';
import { lireLots } from './lecteur.ts';
import { type LotLu, lignesDuLot } from './lots.ts';

const ROWS = 9_000;
const demande = { organisationId: '018f0000-0000-7000-8000-00000000000a', type: dotationsInvestissement.id };

let folder: string;
const path = () => join(folder, 'projets.csv');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-lecteur-'));
  await writeFile(path(), ligneDEntete() + Array.from({ length: ROWS }, (_, rang) => projet(rang)).join(''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ligneDEntete = () => `${csvLine(dotationsInvestissement.colonnes.map(({ nom }) => nom))}\n`;
const projet = (rang: number) =>
  `P${rang},86,86194,Poitiers,1,DETR,commune,4 - Education,Toit de l’école n° ${rang},1000,${rang % 3 === 0 ? 'x' : '500'},,46.5,0.3\n`;

async function lire(open: () => Promise<Readable>): Promise<LotLu[]> {
  return Array.fromAsync(lireLots(demande, open));
}

test('a file comes whole, in its order, by batches that grow', async () => {
  const lots = await lire(async () => createReadStream(path()));
  expect(lots.map((lot) => lot.lignes.length)).toEqual([1_000, 2_000, 4_000, 2_000]);
  const lues = lots.flatMap(lignesDuLot);
  expect(lues.map(({ ligne }) => ligne)).toEqual(Array.from({ length: ROWS }, (_, rang) => rang + 2));
  const cles = clesOf(demande.organisationId, demande.type);
  expect(lues[1_001]).toMatchObject({ cle: cles.ligne('P1001'), rejetee: false, rang: 1, defauts: [] });
  expect(lues[3]).toMatchObject({
    rejetee: true,
    rang: 3,
    defauts: [{ colonne: 'montant_sub', code: 'montant_faux' }],
  });
  expect(lues[3]?.cle).toBe(cles.rejet(projet(3).trimEnd()));
});

test('two files are read at once', async () => {
  const both = await Promise.all([1, 2].map(() => lire(async () => createReadStream(path()))));
  expect(both.map((lots) => lots.reduce((sum, { lignes }) => sum + lignes.length, 0))).toEqual([ROWS, ROWS]);
});

test('a file that fails half-way fails as it did', async () => {
  const lost = new Error('The store is gone');
  let opened = 0;
  const open = async () => {
    opened += 1;
    return opened === 1 ? createReadStream(path()) : Readable.from(half(lost));
  };
  await expect(lire(open)).rejects.toBe(lost);
});

async function* half(lost: Error): AsyncGenerator<Uint8Array> {
  yield Buffer.from(ligneDEntete() + projet(1));
  throw lost;
}

test('whoever stops reading lets the file go', async () => {
  const files: Readable[] = [];
  const open = async () => {
    const file = createReadStream(path());
    files.push(file);
    return file;
  };
  for await (const lot of lireLots(demande, open)) if (lot.lignes.length > 0) break;
  expect(files.map(({ destroyed }) => destroyed)).toEqual([true, true]);
});

test('what the thread cannot do is told to who asked', async () => {
  const unknown = lireLots({ ...demande, type: 'inconnu' as never }, async () => createReadStream(path()));
  await expect(unknown.next()).rejects.toThrow('Nobody knows how to read inconnu');
});
