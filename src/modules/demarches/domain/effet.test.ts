import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../platform/root.ts';
import { registreDesChamps } from '../champs/index.ts';
import { loadFolder } from '../storage/catalogue.ts';
import type { Champ } from './champ.ts';
import type { Definition } from './definition.ts';
import { effetOf } from './effet.ts';
import type { EtatSources } from './prefill.ts';
import type { Origine, Origines, Reponses } from './valeur.ts';

const QF = 'api_particulier.quotient_familial';
const SOURCES = [
  { id: 'franceconnect.identite', pour: 'personnes', donnees: [] },
  { id: QF, pour: 'personnes', donnees: ['valeur', 'mois', 'enfants', 'adresse'] },
] as const;
const certifiee: Origine = {
  source: QF,
  fournisseur: 'la CAF',
  obtenueLe: '2026-11-24T10:00:00Z',
  certifiee: true,
};
const measure = (definition: Definition, reponses: Reponses, origines: Origines = {}, sources: EtatSources = {}) =>
  effetOf(definition, { reponses, origines }, sources, registreDesChamps);

describe('the cantine', async () => {
  const loaded = await loadFolder(join(ROOT, 'catalogue', 'cantine'), {
    registre: registreDesChamps,
    sources: SOURCES,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.erreurs));
  const { definition } = loaded;

  test('with the quotient familial obtained, the attestation is avoided', () => {
    const reponses = { quotient_familial: 845, mois_quotient: '2026-10', telephone: '+33612345678' };
    const origines = { quotient_familial: certifiee, mois_quotient: certifiee };
    const sources = { [QF]: { etat: 'obtenue', phrase: 'Obtenu.', le: certifiee.obtenueLe } } as const;
    expect(measure(definition, reponses, origines, sources)).toEqual({
      champsPreremplis: 2,
      piecesEvitees: 1,
      sources: { [QF]: 'obtenue' },
    });
  });

  test.each<[string, Reponses]>([
    ['declined', { communiquer_quotient: false }],
    ['typed, with its document', { communiquer_quotient: true, quotient_familial: 845, justificatif_quotient: ['p1'] }],
  ])('with the quotient %s, none is', (_name, reponses) => {
    expect(measure(definition, reponses)).toEqual({ champsPreremplis: 0, piecesEvitees: 0, sources: {} });
  });

  test('an answer that may be changed avoids no document, and an erased one fills in nothing', () => {
    const modifiable = { ...certifiee, certifiee: false };
    const reponses = { adresse: { label: '1 rue de la Paix' }, communiquer_quotient: false };
    expect(measure(definition, reponses, { adresse: modifiable })).toMatchObject({
      champsPreremplis: 1,
      piecesEvitees: 0,
    });
    const erased = { ...modifiable, effaceeLe: certifiee.obtenueLe };
    expect(measure(definition, {}, { quotient_familial: erased }).champsPreremplis).toBe(0);
  });

  test('a document that the case itself asks is not avoided, nor one that it would not ask', () => {
    const enfant = { _id: 's1', prenom: 'Inaya', inscrire: true };
    for (const pai of [true, false]) {
      const reponses = { enfants: [{ ...enfant, pai }], quotient_familial: 845 };
      expect(
        measure(definition, reponses, { 'enfants.s1.prenom': certifiee, quotient_familial: certifiee }),
      ).toMatchObject({ champsPreremplis: 2, piecesEvitees: 1 });
    }
  });
});

describe('a document', () => {
  const champ = (id: string, type: string, more: Partial<Champ> = {}): Champ => ({
    id,
    type,
    libelle: id,
    obligatoire: true,
    options: {},
    ...more,
  });
  const of = (champs: readonly Champ[], condition?: Champ['condition']) =>
    ({ sections: [{ id: 's', titre: 'S', champs, ...(condition ? { condition } : {}) }] }) as unknown as Definition;
  const sans = { champ: 'revenu', certifie: false } as const;
  const revenu = champ('revenu', 'nombre');
  const avoided = (definition: Definition, reponses: Reponses = { revenu: 1 }) =>
    measure(definition, reponses, { revenu: certifiee }).piecesEvitees;

  test('counts when it is obligatory, once for each', () => {
    const both = [revenu, champ('a', 'piece', { condition: sans }), champ('b', 'piece', { condition: sans })];
    expect(avoided(of(both))).toBe(2);
    expect(avoided(of([revenu, champ('a', 'piece', { condition: sans, obligatoire: false })]))).toBe(0);
  });

  test('counts in a section that only who types goes through', () => {
    const section = { id: 'b', titre: 'B', champs: [champ('a', 'piece')], condition: sans };
    const definition = of([revenu]);
    expect(avoided({ ...definition, sections: [...definition.sections, section] })).toBe(1);
  });

  test('counts in each row whose cell is certified', () => {
    const champs = [
      champ('age', 'nombre'),
      champ('acte', 'piece', { condition: { non: { champ: 'age', certifie: true } } }),
    ];
    const definition = of([champ('enfants', 'repetition', { options: { champs } })]);
    const reponses = {
      enfants: [
        { _id: 's1', age: 3 },
        { _id: 's2', age: 4 },
        { _id: 's3', age: 5, acte: ['p1'] },
      ],
    };
    const origines = { 'enfants.s1.age': certifiee, 'enfants.s2.age': certifiee };
    expect(measure(definition, reponses, origines)).toMatchObject({ champsPreremplis: 2, piecesEvitees: 2 });
  });

  test('does not count when what was answered excludes it anyway', () => {
    const etudiant = champ('etudiant', 'oui_non');
    const condition = { tous: [sans, { champ: 'etudiant', est: true }] };
    const definition = of([revenu, etudiant, champ('a', 'piece', { condition })]);
    expect(avoided(definition, { revenu: 1, etudiant: false })).toBe(0);
    expect(avoided(definition, { revenu: 1, etudiant: true })).toBe(1);
  });

  test('follows a question never asked, also through « non »', () => {
    const question = champ('question', 'oui_non', { condition: sans });
    const suivie = (condition: NonNullable<Champ['condition']>) =>
      of([revenu, question, champ('a', 'piece', { condition })]);
    const oui = { champ: 'question', est: true } as const;
    expect(avoided(suivie({ tous: [sans, { non: oui }] }))).toBe(1);
    expect(avoided(suivie({ un: [oui, { champ: 'revenu', est: 2 }] }))).toBe(1);
    // Nothing that is typed is certified.
    expect(avoided(suivie({ champ: 'question', certifie: true }))).toBe(0);
  });
});
