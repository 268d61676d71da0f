import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dossiersDesChamps, registreSource } from '../../../../scripts/collect-champs.ts';
import { creerRegistre } from '../domain/registre.ts';
import { registreDesChamps } from './index.ts';

describe('registreDesChamps', () => {
  it('is what scripts/collect-champs.ts writes from the folders: run it after adding one', () => {
    expect(readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8')).toBe(registreSource(dossiersDesChamps()));
  });

  it('names each type after its folder', () => {
    const names = dossiersDesChamps().map((dossier) => dossier.replaceAll('-', '_'));
    expect([...registreDesChamps.keys()].sort()).toEqual([...names].sort());
  });

  it('has a French name for those who write démarches, one a type', () => {
    const noms = [...registreDesChamps.values()].map(({ nom }) => nom);
    expect(new Set(noms).size).toBe(registreDesChamps.size);
  });
});

describe('creerRegistre', () => {
  it('refuses two types of the same name', () => {
    const types = [...registreDesChamps.values()];
    expect(() => creerRegistre([...types, ...types.slice(0, 1)])).toThrow(/Two types of champ are called/);
  });
});
