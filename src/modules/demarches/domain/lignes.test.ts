import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, pieceDEssai, TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import { contexteDeLigne, faitsDeLigne, lignesOf, originesDeLigne } from './ligne.ts';
import { lignesDeSource } from './lignes-de-source.ts';
import { originesFideles } from './origine.ts';
import { memeValeur } from './valeur.ts';

const LINA = { _id: 's1', prenom: 'Lina' };

describe('a row', () => {
  it('is an object with its key', () => {
    expect(lignesOf([LINA, 'x', ['_id'], { prenom: 'Sans clé' }, { _id: 1 }])).toEqual([LINA]);
    expect(lignesOf('texte')).toEqual([]);
    expect(lignesOf(undefined)).toEqual([]);
  });

  it('is seen over the dossier, whose champs of the same names are out of sight', () => {
    const faits = {
      reponses: { prenom: 'Marie', ecole: 'Hugo', ville: 'Poitiers' },
      origines: { prenom: TRANSMIS_PAR_LA_CAF, ville: TRANSMIS_PAR_LA_CAF, 'enfants.s1.prenom': TRANSMIS_PAR_LA_CAF },
    };
    expect(faitsDeLigne(faits, 'enfants', { _id: 's1', prenom: 'Lina' }, ['prenom', 'ecole'])).toMatchObject({
      reponses: { prenom: 'Lina', ville: 'Poitiers' },
      origines: { prenom: TRANSMIS_PAR_LA_CAF, ville: TRANSMIS_PAR_LA_CAF },
    });
    const other = faitsDeLigne(faits, 'enfants', { _id: '1' }, ['prenom', 'ecole']);
    expect(other.reponses).toEqual({ ville: 'Poitiers' });
    expect(Object.keys(other.origines)).toEqual(['ville', 'enfants.s1.prenom']);
  });

  it('sees its own files and origins, and those of no row whose key begins alike', () => {
    const pieces = new Map([
      ['enfants.s1.photo', [pieceDEssai('p1')]],
      ['enfants.s11.photo', [pieceDEssai('p2')]],
      ['photo', [pieceDEssai('p3')]],
    ]);
    expect([...contexteDeLigne(contexteDEssai({ pieces }), 'enfants', 's1').pieces]).toEqual([
      ['photo', [pieceDEssai('p1')]],
    ]);
    const origines = { 'enfants.s1.vaccins.s2.nom': TRANSMIS_PAR_LA_CAF, 'enfants.s11.nom': TRANSMIS_PAR_LA_CAF };
    expect(Object.keys(originesDeLigne(origines, 'enfants', 's1'))).toEqual(['vaccins.s2.nom']);
  });
});

describe('originesFideles', () => {
  const avant = {
    reponses: { quotient: 850, enfants: [{ ...LINA, vaccins: [{ _id: 's1', nom: 'BCG' }] }] },
    origines: {
      quotient: TRANSMIS_PAR_LA_CAF,
      'enfants.s1.prenom': TRANSMIS_PAR_LA_CAF,
      'enfants.s1.vaccins.s1.nom': TRANSMIS_PAR_LA_CAF,
    },
  };
  const kept = (reponses: object) => Object.keys(originesFideles(avant, reponses as typeof avant.reponses));

  it('keeps the origin of what did not change, wherever its row now is', () => {
    expect(kept(avant.reponses)).toEqual(Object.keys(avant.origines));
    expect(kept({ quotient: 850, enfants: [{ _id: '1', prenom: 'Tom' }, ...avant.reponses.enfants] })).toHaveLength(3);
  });

  it('drops the origin of what changed, went, or moved to another row', () => {
    expect(kept({ quotient: 851 })).toEqual([]);
    expect(kept({ quotient: 850, enfants: [{ _id: '1', prenom: 'Lina' }] })).toEqual(['quotient']);
    expect(kept({ enfants: [{ _id: 's1', prenom: 'Lina', vaccins: [{ _id: 's1', nom: 'ROR' }] }] })).toEqual([
      'enfants.s1.prenom',
    ]);
  });
});

describe('memeValeur', () => {
  it('compares content, whatever the order of the keys', () => {
    expect(memeValeur({ a: 1, b: [1, { c: 'x' }] }, { b: [1, { c: 'x' }], a: 1 })).toBe(true);
    expect(memeValeur({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(memeValeur([1, 2], [2, 1])).toBe(false);
    expect(memeValeur(['a'], { 0: 'a' })).toBe(false);
    expect(memeValeur(0, false)).toBe(false);
    expect(memeValeur('1', 1)).toBe(false);
    expect(memeValeur(undefined, undefined)).toBe(true);
    expect(memeValeur({}, undefined)).toBe(false);
  });
});

describe('lignesDeSource', () => {
  const champs = [champDEssai('texte', {}, { id: 'prenom' }), champDEssai('date', {}, { id: 'naissance' })];
  const { registre } = contexteDEssai();
  const from = (donnees: never) => lignesDeSource('enfants', champs, donnees, TRANSMIS_PAR_LA_CAF, registre);

  it('gives each row a key and each cell its origin', () => {
    const { lignes, origines } = from([{ prenom: 'Lina', naissance: '2022-05-03' }, { prenom: 'Tom' }] as never);
    expect(lignes).toEqual([
      { _id: 's1', prenom: 'Lina', naissance: '2022-05-03' },
      { _id: 's2', prenom: 'Tom' },
    ]);
    expect(Object.keys(origines)).toEqual(['enfants.s1.prenom', 'enfants.s1.naissance', 'enfants.s2.prenom']);
  });

  it('leaves out what has not the shape of its champ, and what is no champ of the row', () => {
    const { lignes, origines } = from([
      { prenom: 'Lina', naissance: '31/02/2022', secret: 'x', _id: '1' },
      { prenom: 12 },
      'Tom',
    ] as never);
    expect(lignes).toEqual([{ _id: 's1', prenom: 'Lina' }]);
    expect(Object.keys(origines)).toEqual(['enfants.s1.prenom']);
    expect(from('Lina' as never)).toEqual({ lignes: [], origines: {} });
  });
});
