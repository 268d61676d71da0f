import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { champDEssai, contexteDEssai, SANS_FAITS, TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import { lireMalgreArrivees, poserArrivee } from './arrivee.ts';
import type { Faits } from './condition.ts';
import type { Definition, Section } from './definition.ts';
import { mergeSection, visibleReponses } from './parcours.ts';
import type { EtatSources } from './prefill.ts';

const CAF = TRANSMIS_PAR_LA_CAF.source;
const prefill = (chemin: string, modifiable = false) => ({ source: CAF, chemin, modifiable });
const section: Section = {
  id: 'foyer',
  titre: 'Foyer',
  champs: [
    champDEssai('oui_non', {}, { id: 'communiquer', condition: { champ: 'quotient', certifie: false } }),
    champDEssai(
      'nombre',
      {},
      {
        id: 'quotient',
        prefill: prefill('valeur'),
        condition: {
          un: [
            { champ: 'quotient', certifie: true },
            { champ: 'communiquer', est: true },
          ],
        },
      },
    ),
    champDEssai(
      'texte',
      {},
      { id: 'classe', obligatoire: false, prefill: { ...prefill('classe', true), source: 'ecole' } },
    ),
    champDEssai('texte', {}, { id: 'remarque', obligatoire: false }),
  ],
};
const definition = { sections: [section] } as unknown as Definition;
const ARRIVEE: Faits = {
  reponses: { quotient: 731, classe: 'CM1' },
  origines: {
    quotient: TRANSMIS_PAR_LA_CAF,
    classe: { ...TRANSMIS_PAR_LA_CAF, source: 'ecole', certifiee: false },
  },
};
const OBTENUE = { etat: 'obtenue', phrase: '', le: '2026-11-24T09:30:00Z' } as const;
const ARRIVEES: EtatSources = { [CAF]: OBTENUE, ecole: OBTENUE };
const contexte = contexteDEssai();

type Typed = Readonly<Record<string, string>>;
const lire = (typed: Typed, faits: Faits, sources: EtatSources, alors: readonly string[]) =>
  lireMalgreArrivees(section, { all: (name) => [typed[name] ?? []].flat() }, { ...faits, sources }, alors, contexte);

/** They save, then the answer comes. */
function savedThenArrives(typed: Typed) {
  const lue = lire(typed, SANS_FAITS, {}, []);
  const complete = Object.keys(lue.erreurs).length === 0;
  const brouillon = {
    reponses: mergeSection({}, section, lue.reponses),
    origines: lue.origines,
    enregistrements: { foyer: { lea: 1 } },
    etapesFaites: complete ? ['foyer'] : [],
  };
  return poserArrivee(definition, brouillon, ARRIVEE, {});
}

/** The answer comes, then they send the page that they had. */
function arrivesThenSaved(typed: Typed) {
  const brouillon = { ...SANS_FAITS, enregistrements: {}, etapesFaites: [] };
  const pose = poserArrivee(definition, brouillon, ARRIVEE, {});
  const lue = lire(typed, pose, ARRIVEES, [CAF, 'ecole']);
  return { reponses: mergeSection(pose.reponses, section, lue.reponses), origines: lue.origines };
}

test('whether the answer comes just before they save or just after, the same is kept', () => {
  const answers = fc.record(
    {
      communiquer: fc.constantFrom('oui', 'non'),
      quotient: fc.integer({ min: 0, max: 2000 }).map(String),
      classe: fc.constantFrom('', 'CE2', 'CM1'),
      remarque: fc.constantFrom('', 'Merci'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(answers, (typed) => {
      const [after, before] = [savedThenArrives(typed), arrivesThenSaved(typed)];
      expect(visibleReponses(definition, after)).toEqual(visibleReponses(definition, before));
      expect(after.origines).toEqual(before.origines);
    }),
  );
});

describe('a step saved since', () => {
  test.each<[string, Typed, object]>([
    ['nothing typed', {}, { quotient: 731, classe: 'CM1' }],
    ['something else typed', { remarque: 'Merci' }, { quotient: 731, classe: 'CM1', remarque: 'Merci' }],
    [
      'the same thing typed',
      { communiquer: 'oui', quotient: '900' },
      { communiquer: true, quotient: 900, classe: 'CM1' },
    ],
    ['what may be left blank typed', { classe: 'CE2' }, { quotient: 731, classe: 'CE2' }],
    ['declined', { communiquer: 'non' }, { communiquer: false, classe: 'CM1' }],
  ])('%s', (_, typed, expected) => {
    expect(visibleReponses(definition, savedThenArrives(typed))).toEqual(expected);
  });

  test('not saved since it was asked: fresh data replace old ones, certified or not', () => {
    const brouillon = {
      reponses: { quotient: 900, communiquer: true },
      origines: {},
      enregistrements: { foyer: { lea: 4 } },
      etapesFaites: ['foyer'],
    };
    expect(poserArrivee(definition, brouillon, ARRIVEE, brouillon.enregistrements)).toEqual({
      reponses: { quotient: 731, communiquer: true, classe: 'CM1' },
      origines: ARRIVEE.origines,
      posees: ['quotient', 'classe'],
    });
  });
});

test('a form that claims not to have seen what was there all along takes nothing certified with it', () => {
  const faits = { reponses: { quotient: 731 }, origines: { quotient: { ...TRANSMIS_PAR_LA_CAF, source: 'autre' } } };
  const lue = lire({ communiquer: 'oui', quotient: '1' }, faits, { autre: OBTENUE }, ['autre', CAF]);
  expect(lue.reponses).toEqual({ quotient: 731 });
  expect(lue.origines).toEqual(faits.origines);
});
