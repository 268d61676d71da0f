import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADELE } from '../testing/personnes.ts';
import { parametresEtatCivil } from './parametres-etat-civil.ts';
import type { EtatCivil } from './personne.ts';
import { ETAT_CIVIL_DSS } from './route.ts';
import { routes } from './routes/index.ts';

const asked = (changes: Partial<EtatCivil> = {}, forme = ETAT_CIVIL_DSS) => {
  const civil = parametresEtatCivil({ ...ADELE, ...changes }, forme);
  return civil.ok ? civil.parametres.map((pair) => pair.join('=')) : civil;
};

const without = <K extends keyof EtatCivil>(...keys: K[]): EtatCivil =>
  Object.fromEntries(Object.entries(ADELE).filter(([key]) => !keys.includes(key as K))) as unknown as EtatCivil;

test('the first three first names, the commune of birth, M or F, the date in three', () => {
  expect(asked()).toEqual([
    'nomNaissance=D’ARC-LEMAÎTRE',
    'prenoms[]=Adèle',
    'prenoms[]=Rose',
    'prenoms[]=Marie',
    'nomUsage=Vasseur',
    'anneeDateNaissance=1990',
    'moisDateNaissance=3',
    'jourDateNaissance=8',
    'sexeEtatCivil=F',
    'codeCogInseePaysNaissance=99100',
    'codeCogInseeCommuneNaissance=2A004',
  ]);
});

describe('births', () => {
  test('abroad: the country alone', () => {
    const abroad = asked({ codePaysNaissance: '99330', codeCommuneNaissance: '99330' });
    expect(abroad).toContain('codeCogInseePaysNaissance=99330');
    expect(JSON.stringify(abroad)).not.toContain('Commune');
  });

  test('in France without a known commune: the family funds cannot be asked', () => {
    for (const codeCommuneNaissance of ['', '99100', 'inconnu', '2A1', '2C004']) {
      expect(asked({ codeCommuneNaissance })).toEqual({ ok: false, manque: ['commune'] });
    }
    expect(parametresEtatCivil(without('codeCommuneNaissance'), ETAT_CIVIL_DSS).ok).toBe(false);
  });

  test('a commune says that the country is France', () => {
    const civil = parametresEtatCivil(without('codePaysNaissance'), ETAT_CIVIL_DSS);
    expect(civil).toMatchObject({ ok: true });
    expect(civil.ok && civil.parametres).toContainEqual(['codeCogInseePaysNaissance', '99100']);
  });

  test('presumed: the year alone, and nothing where the day is demanded', () => {
    expect(asked({ dateNaissance: '1987-00-00' })).toContain('anneeDateNaissance=1987');
    expect(JSON.stringify(asked({ dateNaissance: '1987-05-00' }))).not.toMatch(/mois|jour/);
    expect(asked({ dateNaissance: '1987-00-00' }, { obligatoires: ['date'], facultatives: [] })).toEqual({
      ok: false,
      manque: ['date'],
    });
  });
});

test('one name only, no sex, spaces', () => {
  expect(asked({ prenoms: [] })).toEqual({ ok: false, manque: ['prénoms'] });
  expect(asked({ prenoms: [' ', ''] })).toEqual({ ok: false, manque: ['prénoms'] });
  expect(asked({ nomNaissance: ' ' })).toEqual({ ok: false, manque: ['nom'] });
  expect(parametresEtatCivil(without('sexe'), ETAT_CIVIL_DSS)).toEqual({ ok: false, manque: ['sexe'] });
  expect(asked({ nomUsage: '  ' })).not.toContain('nomUsage=');
});

test('a route is never sent a part that it does not take', () => {
  const NAMES = { nomUsage: 'nomUsage', date: 'DateNaissance', sexe: 'sexe', pays: 'Pays', commune: 'Commune' };
  for (const { id, chemins, etatCivil } of routes) {
    if (!chemins.identite) continue;
    expect(etatCivil, id).toBeDefined();
    const taken = [...(etatCivil?.obligatoires ?? []), ...(etatCivil?.facultatives ?? [])];
    const sent = JSON.stringify(asked({}, etatCivil));
    for (const [part, word] of Object.entries(NAMES)) {
      expect(sent.includes(word), `${id} ${part}`).toBe((taken as string[]).includes(part));
    }
  }
});

test('whatever the identity, it is sent whole or not at all', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(
      fc.record(
        {
          prenoms: fc.array(text, { maxLength: 6 }),
          nomNaissance: text,
          nomUsage: text,
          sexe: fc.constantFrom('feminin', 'masculin'),
          dateNaissance: fc.oneof(text, fc.constantFrom('1990-00-00', '1990-02-30', '1990-02-03')),
          codeCommuneNaissance: fc.oneof(text, fc.constantFrom('86194', '2A004', '99330')),
          codePaysNaissance: fc.oneof(text, fc.constantFrom('99100', '99330')),
        },
        { requiredKeys: ['prenoms', 'nomNaissance', 'dateNaissance'] },
      ),
      (personne) => {
        const civil = parametresEtatCivil(personne as EtatCivil, ETAT_CIVIL_DSS);
        if (!civil.ok) return civil.manque.length > 0;
        const names = civil.parametres.map(([nom]) => nom);
        return (
          names.filter((nom) => nom === 'prenoms[]').length <= 3 &&
          civil.parametres.every(([, valeur]) => valeur !== '') &&
          names.includes('sexeEtatCivil') &&
          names.includes('codeCogInseePaysNaissance')
        );
      },
    ),
  );
});
