import { describe, expect, it } from 'vitest';
import {
  champDEssai,
  contexteDEssai,
  lireParties,
  pieceDEssai,
  SANS_FAITS,
  TRANSMIS_PAR_LA_CAF,
} from '../../../../../test/support/champs.ts';
import type { Champ } from '../../domain/champ.ts';
import type { Faits } from '../../domain/condition.ts';
import { lireChamps } from '../../domain/lecture.ts';
import { saisieOf, saisieOfParties } from '../../domain/saisie.ts';
import type { RepetitionOptions } from './definition.ts';
import { appliquerActionLignes, parseActionLignes } from './lignes.ts';

const CELLULES = [
  champDEssai('texte', {}, { id: 'prenom', libelle: 'Prénom' }),
  champDEssai('texte', {}, { id: 'ecole', libelle: 'École', obligatoire: false }),
  champDEssai('texte', {}, { id: 'allergie', condition: { champ: 'ecole', contient: 'cantine' } }),
];
const enfants = (options: object = {}, rest: Partial<Champ> = {}) =>
  champDEssai('repetition', { libelleElement: 'enfant', champs: CELLULES, ...options }, { id: 'enfants', ...rest });

/** One child from the source, her school typed. */
const CONNUE: Faits = {
  reponses: { prenom: 'Marie', enfants: [{ _id: 's1', prenom: 'Lina', ecole: 'Ferry' }] },
  origines: { prenom: TRANSMIS_PAR_LA_CAF, 'enfants.s1.prenom': TRANSMIS_PAR_LA_CAF },
};

describe('repetition', () => {
  it('reads each row as a form of its own', () => {
    expect(
      lireParties(enfants(), {
        lignes: '1,a0',
        '1.prenom': 'Lina',
        '1.allergie': 'ignorée',
        'a0.prenom': 'Tom',
        'a0.ecole': 'Ferry, avec cantine',
        'a0.allergie': 'arachide',
        '9.prenom': 'hors liste',
      }),
    ).toEqual({
      ok: true,
      valeur: [
        { _id: '1', prenom: 'Lina' },
        { _id: 'a0', prenom: 'Tom', ecole: 'Ferry, avec cantine', allergie: 'arachide' },
      ],
    });
  });

  it('says what is wrong by row and champ, and keeps the rest', () => {
    const lu = lireParties(enfants(), { lignes: ['1', '2'], '1.prenom': 'Lina', '2.ecole': 'x'.repeat(201) });
    expect(lu).toMatchObject({ ok: false, valeur: [{ _id: '1', prenom: 'Lina' }] });
    expect(lu.ok ? [] : Object.keys(lu.erreurs)).toEqual(['2.prenom', '2.ecole']);
  });

  it('drops the rows left blank, unless they are needed', () => {
    const blank = { lignes: ['1', '2'], '1.prenom': '', '2.prenom': ' ' };
    expect(lireParties(enfants({}, { obligatoire: false }), blank)).toEqual({ ok: true, valeur: undefined });
    const needed = lireParties(enfants(), blank);
    expect(needed.ok ? [] : Object.keys(needed.erreurs)).toEqual(['1.prenom']);
    expect(lireParties(enfants(), { ...blank, '2.prenom': 'Tom' })).toEqual({
      ok: true,
      valeur: [{ _id: '2', prenom: 'Tom' }],
    });
  });

  it('asks for enough rows, and for no more than the maximum', () => {
    const one = { lignes: ['1'], '1.prenom': 'Lina' };
    const few = lireParties(enfants({ min: 2 }), one);
    expect(few).toMatchObject({ ok: false, erreurs: { '': 'Ajoutez au moins 2\u00a0enfants.' } });
    const many = lireParties(enfants({ max: 1 }), { ...one, lignes: ['1', '2', '3'], '2.prenom': 'Tom' });
    expect(many).toMatchObject({ ok: false, erreurs: { '': 'Gardez un enfant au plus\u00a0: retirez-en 2.' } });
    expect(many.valeur).toEqual([{ _id: '1', prenom: 'Lina' }]);
    expect(lireParties(enfants({ min: 2 }, { obligatoire: false }), {})).toEqual({ ok: true, valeur: undefined });
  });

  it('takes certified cells from the kept row, never from the form', () => {
    const forged = { lignes: ['s1'], 's1.prenom': 'Forgée', 's1.ecole': 'Hugo' };
    expect(lireParties(enfants(), forged, contexteDEssai(), CONNUE)).toEqual({
      ok: true,
      valeur: [{ _id: 's1', prenom: 'Lina', ecole: 'Hugo' }],
    });
  });

  it('does not certify a row by the champ of the same name outside it', () => {
    const typed = { lignes: ['1'], '1.prenom': 'Tom' };
    expect(lireParties(enfants(), typed, contexteDEssai(), CONNUE)).toEqual({
      ok: true,
      valeur: [{ _id: '1', prenom: 'Tom' }],
    });
  });

  it('leaves out a row of the source that is no longer kept, and any key that nobody gave', () => {
    const removed: Faits = { ...CONNUE, reponses: {} };
    const cles = ['s1', 's9', '__proto__', '../1', 'ABC', '1'];
    const forged = Object.fromEntries(cles.flatMap((cle) => ['prenom', 'ecole'].map((id) => [`${cle}.${id}`, 'X'])));
    expect(lireParties(enfants(), { ...forged, lignes: cles }, contexteDEssai(), removed)).toEqual({
      ok: true,
      valeur: [{ _id: '1', prenom: 'X', ecole: 'X' }],
    });
    const named: Faits = { reponses: {}, origines: { 'enfants.1.prenom': TRANSMIS_PAR_LA_CAF } };
    const typed = { lignes: ['1'], '1.prenom': 'Tom', '1.ecole': 'Hugo' };
    expect(lireParties(enfants(), typed, contexteDEssai(), named)).toEqual({ ok: true, valeur: undefined });
  });

  it('lets a certified row be removed, its origins with it', () => {
    const { reponses, origines } = lireChamps(
      [enfants({}, { obligatoire: false })],
      () => saisieOfParties({ lignes: [] }),
      CONNUE,
      contexteDEssai(),
    );
    expect(reponses).toEqual({});
    expect(Object.keys(origines)).toEqual(['prenom']);
  });

  it('gives each row the files received for it', () => {
    const champ = enfants({ champs: [champDEssai('piece', {}, { id: 'photo' })] });
    const contexte = contexteDEssai({
      pieces: new Map([
        ['enfants.1.photo', [pieceDEssai('p1')]],
        ['enfants.2.photo', [pieceDEssai('p2')]],
      ]),
    });
    expect(lireParties(champ, { lignes: ['2'] }, contexte, SANS_FAITS)).toEqual({
      ok: true,
      valeur: [{ _id: '2', photo: ['p2'] }],
    });
  });

  it('wants champs that can be told apart', () => {
    expect(() => enfants({ champs: [] })).toThrow(/au moins un champ/);
    expect(() => enfants({ champs: [CELLULES[0], CELLULES[0]] })).toThrow(/tous différents/);
    expect(() => enfants({ champs: [{ id: 'brut' }] })).toThrow(/un champ/);
    expect(() => enfants({ min: 3, max: 2 })).toThrow(/inférieur ou égal/);
  });
});

describe('the buttons of a repetition', () => {
  it.each([
    ['ajouter:enfants', { geste: 'ajouter', nom: 'enfants' }],
    ['retirer:enfants:s1', { geste: 'retirer', nom: 'enfants', ligne: 's1' }],
    ['ajouter:enfants.s1.vaccins', { geste: 'ajouter', nom: 'enfants.s1.vaccins' }],
    ['retirer:enfants', undefined],
    ['retirer-piece:p1', undefined],
    ['ajouter:', undefined],
    ['', undefined],
  ])('%j means %j', (action, expected) => {
    expect(parseActionLignes(action)).toEqual(expected);
  });

  const sent = new Map([
    ['enfants.lignes', ['s1,1']],
    ['enfants.1.prenom', ['Tom']],
  ]);
  const fields = { all: (name: string) => sent.get(name) ?? [] };

  it('add and remove a row in the form that was sent, all the rest as it was', () => {
    const added = appliquerActionLignes(fields, { geste: 'ajouter', nom: 'enfants' }, '9c0ffee1');
    expect(added.all('enfants.lignes')).toEqual(['s1,1,9c0ffee1']);
    expect(added.all('enfants.1.prenom')).toEqual(['Tom']);
    const removed = appliquerActionLignes(fields, { geste: 'retirer', nom: 'enfants', ligne: 's1' }, '9c0ffee1');
    expect(removed.all('enfants.lignes')).toEqual(['1']);
    const none = appliquerActionLignes(removed, { geste: 'retirer', nom: 'enfants', ligne: '1' }, '9c0ffee1');
    expect(none.all('enfants.lignes')).toEqual(['']);
  });

  it('lead to a form that is read like any other', () => {
    const removed = appliquerActionLignes(fields, { geste: 'retirer', nom: 'enfants', ligne: 's1' }, '9c0ffee1');
    const { reponses } = lireChamps([enfants()], (id) => saisieOf(removed, id), CONNUE, contexteDEssai());
    expect(reponses).toEqual({ enfants: [{ _id: '1', prenom: 'Tom' }] });
  });

  it('has options of the right shape', () => {
    expect((enfants().options as RepetitionOptions).max).toBe(20);
  });
});
