import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, SANS_FAITS, TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import type { Faits } from './condition.ts';
import { type Lecture, lireChamps } from './lecture.ts';
import { lignesOf } from './ligne.ts';
import { type Fields, saisieOf } from './saisie.ts';
import type { Reponses, Valeur } from './valeur.ts';

const CHAMPS = [
  champDEssai('intertitre', {}, { id: 'titre' }),
  champDEssai('oui_non', {}, { id: 'precise', libelle: 'Voulez-vous préciser ?' }),
  champDEssai('texte', {}, { id: 'detail', condition: { champ: 'precise', est: true } }),
  champDEssai('nombre', {}, { id: 'quotient' }),
  champDEssai(
    'repetition',
    {
      libelleElement: 'enfant',
      champs: [
        champDEssai('texte', {}, { id: 'prenom' }),
        champDEssai('oui_non', {}, { id: 'handicap', obligatoire: false }),
        champDEssai('date', {}, { id: 'naissance', condition: { non: { champ: 'handicap', est: true } } }),
        champDEssai('texte', {}, { id: 'ecole', obligatoire: false }),
      ],
    },
    { id: 'enfants', obligatoire: false, condition: { non: { champ: 'detail', est: 'rien' } } },
  ),
];

/** What the source gave: every one of these cells is certified. */
const TRANSMIS: Reponses = {
  detail: 'Transmis',
  quotient: 850,
  enfants: [
    { _id: 's1', prenom: 'Lina', naissance: '2022-05-03' },
    { _id: 's2', prenom: 'Tom', naissance: '2017-01-09' },
  ],
};
const CHEMINS = [
  'detail',
  'quotient',
  ...['s1', 's2'].flatMap((id) => [`enfants.${id}.prenom`, `enfants.${id}.naissance`]),
];
const PREREMPLI: Faits = {
  reponses: TRANSMIS,
  origines: Object.fromEntries(CHEMINS.map((chemin) => [chemin, TRANSMIS_PAR_LA_CAF])),
};

describe('lireChamps', () => {
  it('keeps what is right and says what is wrong', () => {
    const { reponses, erreurs, visibles } = lire({ precise: 'oui', quotient: 'beaucoup' });
    expect(reponses).toEqual({ precise: true });
    expect(visibles).toEqual(['titre', 'precise', 'detail', 'quotient', 'enfants']);
    expect(erreurs['detail']).toEqual({ '': 'Répondez à la question «\u00a0Question\u00a0».' });
    expect(Object.keys(erreurs)).toEqual(['detail', 'quotient']);
  });

  it('lets a condition look at a certified answer wherever it stands', () => {
    const champs = [
      champDEssai('oui_non', {}, { id: 'declare', condition: { champ: 'quotient', certifie: false } }),
      champDEssai('nombre', {}, { id: 'quotient' }),
    ];
    const read = (faits: Faits) =>
      lireChamps(champs, (id) => saisieOf({ all: () => [] }, id), faits, contexteDEssai()).visibles;
    expect(read(SANS_FAITS)).toEqual(['declare', 'quotient']);
    expect(read({ reponses: { quotient: 850 }, origines: { quotient: TRANSMIS_PAR_LA_CAF } })).toEqual(['quotient']);
  });

  it('asks in the words of the champ, else of its type', () => {
    const asked = { ...champDEssai('oui_non'), id: 'precise', siVide: 'Dites-nous si vous voulez préciser.' };
    const read = (champ: typeof asked) => lireChamps([champ], saisieDe({}), SANS_FAITS, contexteDEssai()).erreurs;
    expect(read(asked)).toEqual({ precise: { '': 'Dites-nous si vous voulez préciser.' } });
    const { siVide: _, ...plain } = { ...asked, libelle: 'Voulez-vous préciser\u00a0?' };
    expect(read(plain as typeof asked)).toEqual({
      precise: { '': 'Répondez par oui ou par non à «\u00a0Voulez-vous préciser\u00a0».' },
    });
  });

  it('sees the answers above in this form, not those kept before for the same champs', () => {
    const before: Faits = { reponses: { precise: true, detail: 'Tard' }, origines: {} };
    expect(lire({ precise: 'non', quotient: '1' }, before).visibles).not.toContain('detail');
  });

  it('keeps a certified answer whatever was typed, and asks for none of its own', () => {
    const { reponses, erreurs, origines } = lire({ precise: 'non', quotient: '12' }, PREREMPLI);
    expect(reponses['quotient']).toBe(850);
    expect(erreurs['quotient']).toBeUndefined();
    expect(origines['quotient']).toEqual(TRANSMIS_PAR_LA_CAF);
  });

  it('lets a prefilled answer be corrected, which then is no longer the source’s', () => {
    const modifiable: Faits = {
      reponses: { quotient: 850 },
      origines: { quotient: { ...TRANSMIS_PAR_LA_CAF, certifiee: false } },
    };
    expect(lire({ precise: 'non', quotient: '850' }, modifiable).origines).toEqual(modifiable.origines);
    const corrected = lire({ precise: 'non', quotient: '900' }, modifiable);
    expect(corrected.reponses['quotient']).toBe(900);
    expect(corrected.origines).toEqual({});
  });

  it('never takes a typed answer for a certified one whose value is gone', () => {
    const gone: Faits = { reponses: {}, origines: { quotient: TRANSMIS_PAR_LA_CAF } };
    const { reponses, erreurs, origines } = lire({ precise: 'non', quotient: '12' }, gone);
    expect(reponses).toEqual({ precise: false });
    expect(Object.keys(erreurs)).toEqual(['quotient']);
    expect(origines).toEqual({});
  });

  it('keeps the origins of the other steps', () => {
    const elsewhere: Faits = { reponses: { ailleurs: 'x' }, origines: { ailleurs: TRANSMIS_PAR_LA_CAF } };
    expect(lire({}, elsewhere).origines).toEqual(elsewhere.origines);
  });

  it('keeps nothing of a hidden champ, ever', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const { reponses, erreurs, visibles } = lire(form, PREREMPLI);
        for (const id of [...Object.keys(reponses), ...Object.keys(erreurs)]) expect(visibles).toContain(id);
        if (reponses['precise'] !== true) expect(reponses).not.toHaveProperty('detail');
        for (const ligne of lignesOf(reponses['enfants'])) {
          if (ligne['handicap'] === true) expect(ligne).not.toHaveProperty('naissance');
        }
      }),
    );
  });

  it('certifies nothing but what the source gave, through any sequence of forged forms', () => {
    fc.assert(
      fc.property(fc.array(forms, { minLength: 1, maxLength: 6 }), (sequence) => {
        let state = PREREMPLI;
        for (const form of sequence) {
          const { reponses, origines } = lire(form, state);
          expect(Object.keys(state.origines)).toEqual(expect.arrayContaining(Object.keys(origines)));
          for (const chemin of Object.keys(origines)) expect(at(reponses, chemin)).toEqual(at(TRANSMIS, chemin));
          state = { reponses, origines };
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads the same twice', () => {
    fc.assert(
      fc.property(fc.array(forms, { minLength: 1, maxLength: 3 }), (sequence) => {
        const last = sequence.at(-1) ?? {};
        const state = sequence.reduce<Faits>((faits, form) => lire(form, faits), PREREMPLI);
        expect(lire(last, state)).toEqual({ ...lire(last, state), reponses: state.reponses, origines: state.origines });
      }),
    );
  });
});

type Form = { readonly [name: string]: string | readonly string[] };

function lire(form: Form, faits = SANS_FAITS): Lecture {
  return lireChamps(CHAMPS, saisieDe(form), faits, contexteDEssai());
}

function saisieDe(form: Form) {
  const fields: Fields = {
    all: (name) => (Object.hasOwn(form, name) ? [form[name] ?? []].flat() : []),
  };
  return (id: string) => saisieOf(fields, id);
}

/** The value at the path of an origin, found without the code under test. */
function at(reponses: Reponses, chemin: string): Valeur | undefined {
  const [champId = '', ligneId, cellule = ''] = chemin.split('.');
  if (ligneId === undefined) return reponses[champId];
  return lignesOf(reponses[champId]).find(({ _id }) => _id === ligneId)?.[cellule];
}

const rowKeys = ['s1', 's2', 's3', '1', 'a'];
const typed = fc.constantFrom('', 'oui', 'non', 'rien', 'Forgé', '12', 'Lina', 'Transmis', '3', '2022', '850');
const forms: fc.Arbitrary<Form> = fc
  .tuple(
    fc.subarray(rowKeys),
    fc.dictionary(
      fc.constantFrom(
        'precise',
        'detail',
        'quotient',
        ...rowKeys.flatMap((key) =>
          ['prenom', 'handicap', 'naissance.jour', 'naissance.mois', 'naissance.annee', 'ecole', '_id'].map(
            (part) => `enfants.${key}.${part}`,
          ),
        ),
      ),
      typed,
      { maxKeys: 20 },
    ),
    fc.constantFrom<Form>({}, { precise: 'oui' }, { precise: 'non' }, { precise: 'oui', detail: 'rien' }),
  )
  .map(([lignes, parts, first]) => ({ 'enfants.lignes': lignes, ...parts, ...first }));
