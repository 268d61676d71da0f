import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import type { Outils } from '../../domain/champ.ts';
import type { AssociationConnue, ReponseReferentiel } from '../../domain/referentiels.ts';
import { lireValeur } from '../../domain/registre.ts';
import { completerRna } from './completer.ts';
import type { ValeurRna } from './definition.ts';

const LE = Temporal.Instant.from('2026-11-24T09:30:00Z');
const SOURCE = 'le répertoire national des associations';

function complete(valeur: ValeurRna, reponse: ReponseReferentiel<AssociationConnue>) {
  const referentiels = { association: async () => reponse };
  return completerRna(valeur, champDEssai('rna') as never, { referentiels, maintenant: LE } as unknown as Outils);
}

describe('rna', () => {
  const champ = champDEssai('rna');
  const typed = { '': 'w863 000 019' };
  const avec = (essai: ValeurRna) => ({ reponses: { essai }, origines: {} });
  const amicale = { nom: 'AMICALE', active: true, siretSiege: '90000001900019' };

  it('keeps the number, and what the register says of it', async () => {
    expect(valeurLue(champ, typed)).toEqual({ rna: 'W863000019' });
    const found = await complete({ rna: 'W863000019' }, { type: 'connu', valeur: amicale, source: SOURCE, le: LE });
    expect(found).toMatchObject({ aConfirmer: true, valeur: { association: { nom: 'AMICALE', active: true } } });
    const kept = found?.valeur as ValeurRna;
    expect(valeurLue(champ, typed, contexteDEssai(), avec(kept))).toEqual(kept);
    expect(valeurLue(champ, { '': 'W863000027' }, contexteDEssai(), avec(kept))).toEqual({ rna: 'W863000027' });
    expect(lireValeur(champ, kept, contexteDEssai())).toBe(`AMICALE\nW863000019\nSelon ${SOURCE}, le 24 novembre 2026`);
    expect(await complete(kept, { type: 'muet' })).toBeUndefined();
  });

  it('unknown or nobody answers: goes on, marked; dissolved: refused', async () => {
    const unknown = await complete({ rna: 'W863000019' }, { type: 'inconnu', source: SOURCE, le: LE });
    expect(unknown).toMatchObject({ aConfirmer: true, valeur: { constat: { etat: 'inconnu' } } });
    const silent = await complete({ rna: 'W863000019' }, { type: 'muet' });
    expect(silent).toMatchObject({ aConfirmer: false, valeur: { constat: { etat: 'muet' } } });
    for (const found of [unknown, silent]) {
      expect(valeurLue(champ, typed, contexteDEssai(), avec(found?.valeur as ValeurRna))).toEqual(found?.valeur);
    }
    const kept = { rna: 'W863000019', association: { nom: 'AMICALE', active: false, dissouteLe: '2020-05-01' } };
    expect(valeurLue(champ, typed, contexteDEssai(), avec(kept))).toEqual({
      '': 'Cette association (AMICALE) est dissoute depuis le 1er mai 2020. Vérifiez le numéro.',
    });
  });

  it('refuses what is no number of the register', () => {
    expect(erreursLues(champ, { '': '900 000 019 00019' })['']).toMatch(/est un SIREN ou un SIRET/);
  });
});
