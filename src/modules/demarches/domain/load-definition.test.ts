import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edit, FICHIERS, load, said } from '../testing/definition-a-charger.ts';
import type { Fichiers } from './chargement/fichiers.ts';

test('who may ask: people, unless it says otherwise', () => {
  const demandeurs = (fichiers: Fichiers) => {
    const charge = load(fichiers);
    return charge.ok ? charge.definition.demandeurs : said(charge);
  };
  expect(demandeurs(FICHIERS)).toBe('personnes');
  expect(demandeurs(edit('demarche.yaml', 'duree:', 'demandeurs: tous\nduree:'))).toBe('tous');
});

test('a démarche is put together from its files', () => {
  const charge = load(FICHIERS);
  expect(said(charge)).toEqual([]);
  if (!charge.ok) return;
  expect(charge.definition.presentation).toEqual(['À Poitiers.']);
  expect(charge.definition.decisions.accepte).toEqual({
    motifs: [],
    lettre: { objet: 'Acceptée', corps: 'Bonjour {{ demandeur }}, {{ calculs.total }}.\n\n{{ decision.motif }}' },
  });
  expect(charge.definition.sections[1]?.champs[0]).toMatchObject({
    id: 'enfants',
    obligatoire: true,
    options: { champs: [{ id: 'ecole', options: { choix: [{ id: 'centre', libelle: 'Centre' }] } }, { id: 'jours' }] },
  });
  expect(charge.definition.regles['prix']).toEqual({
    grille: { assiette: 'quotient', tranches: [{ montant: '1.50 €', plafond: '500.00 €' }, { montant: '3.00 €' }] },
  });
  expect(charge.parametres.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'commune texte',
    'ecoles choix',
    'grille grille',
  ]);
  expect(JSON.parse(JSON.stringify(charge.definition))).toEqual(charge.definition);
});

test('a condition compares a total, which is a number inside an answer', () => {
  const condition = '{ champ: naissance.cout, au_moins: 100000 }';
  const suivi = `type: plan_de_financement
        libelle: Plan
      - id: apres
        type: texte
        libelle: Après
        condition: ${condition}
      - id: encore
        type: texte`;
  expect(said(load(edit('demarche.yaml', 'type: date', suivi)))).toEqual([]);
});

describe('parameters of an organisation', () => {
  test('replace the defaults', () => {
    const charge = load(FICHIERS, {
      commune: 'Guéret',
      ecoles: [
        { id: 'centre', libelle: 'Centre' },
        { id: 'gare', libelle: 'Gare' },
      ],
    });
    expect(said(charge)).toEqual([]);
    if (charge.ok) expect(charge.definition.presentation).toEqual(['À Guéret.']);
  });

  test.each<[Record<string, unknown>, RegExp]>([
    [{ comune: 'Guéret' }, /« comune » n’existe pas dans cette démarche\. Vouliez-vous « commune »/u],
    [{ commune: 12 }, /« commune » n’est pas accepté.*Il faut un texte/u],
    [{ ecoles: [] }, /« ecoles » n’est pas accepté.*au moins un choix/u],
    [{ grille: { tranches: [{ de: 0, moins_de: 10, prix: 1 }] } }, /n’ont pas de prix/u],
    [{ grille: { tranches: [{ de: 0, prix: 1 }], cout: 2 } }, /« cout » n’est pas connu/u],
  ])('%j is refused', (parametres, attendu) => {
    const lines = said(load(FICHIERS, parametres)).map((line) => line.replace(/\u00a0/gu, ' '));
    expect(lines).toEqual([expect.stringMatching(attendu)]);
    expect(lines[0]).toMatch(/^paramètres de l’organisation:1 /u);
  });
});

test('no edit of a file makes it throw', () => {
  const names = Object.keys(FICHIERS);
  const scrap = fc.oneof(
    fc.constantFrom(
      '\n',
      ' ',
      '  ',
      ':',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '&a ',
      '*a',
      '<<: ',
      '!!str ',
      '#',
      '\t',
      '{{ ',
      ' }}',
      '---\n',
      'null',
      '~',
      '.nan',
      '0',
      '-1',
      'true',
      '? ',
      '__proto__: ',
      'constructor: ',
      'champs: ',
      'type: repetition\n',
      '{ parametre: x }',
      'est: ',
      '\u0000',
      '\ud800',
    ),
    fc.string({ maxLength: 8 }),
  );
  const change = fc.record({
    file: fc.nat(names.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(40),
    scrap,
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const edited: Record<string, string> = { ...FICHIERS };
      for (const { file, at, remove, scrap: put } of changes) {
        const name = names[file] ?? '';
        const text = edited[name] ?? '';
        const offset = Math.floor(at * text.length);
        edited[name] = text.slice(0, offset) + put + text.slice(offset + remove);
      }
      const charge = load(edited);
      if (charge.ok) return;
      expect(charge.erreurs.length).toBeGreaterThan(0);
      for (const { ligne, colonne, message, remede } of charge.erreurs) {
        expect(Math.min(ligne, colonne)).toBeGreaterThanOrEqual(1);
        expect(message).toMatch(/[.?]$/u);
        expect(remede).toMatch(/[.?]$/u);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);

test.each([
  ['anchors that unfold', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]`],
  ['endless nesting', '['.repeat(20_000)],
  ['a huge file', 'a'.repeat(400_000)],
  ['a plain text', 'bonjour'],
  ['a list', '- a\n- b'],
  ['nothing', ''],
  ['zero bytes', '\u0000\u0000'],
])('%s is refused, quickly', (_, text) => {
  const start = performance.now();
  for (const name of Object.keys(FICHIERS)) expect(load({ ...FICHIERS, [name]: text }).ok).toBe(false);
  expect(performance.now() - start).toBeLessThan(10_000);
});
