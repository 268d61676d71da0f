import { describe, expect, test } from 'vitest';
import { type Action, apply, type EtatDossier, possibleActions, STATUTS, TRANSITIONS } from './statut.ts';

const dossier = (statut: EtatDossier['statut'], correctionDemandee = false): EtatDossier => ({
  statut,
  correctionDemandee,
});

describe('apply', () => {
  test.each([
    ['deposer', 'usager', dossier('brouillon'), 'en_construction'],
    ['passer_en_instruction', 'agent', dossier('en_construction'), 'en_instruction'],
    ['demander_correction', 'agent', dossier('en_instruction'), 'en_construction'],
    ['corriger', 'usager', dossier('en_construction', true), 'en_construction'],
    ['accepter', 'agent', dossier('en_instruction'), 'accepte'],
    ['refuser', 'agent', dossier('en_instruction'), 'refuse'],
    ['classer_sans_suite', 'agent', dossier('en_instruction'), 'sans_suite'],
    ['repasser_en_instruction', 'agent', dossier('refuse'), 'en_instruction'],
    // The law does not wait for a correction.
    ['rejeter_par_silence', 'systeme', dossier('en_construction', true), 'refuse'],
    ['rejeter_par_silence', 'systeme', dossier('en_instruction'), 'refuse'],
  ] as const)('%s by %s', (action, par, etat, vers) => {
    expect(apply(action, par, etat)).toEqual({ ok: true, vers });
  });

  test('says why not, in a sentence', () => {
    expect(apply('deposer', 'usager', dossier('accepte'))).toEqual({
      ok: false,
      raison: 'Le dossier est accepté\u00a0: cette action n’est plus possible.',
    });
    expect(apply('passer_en_instruction', 'agent', dossier('en_construction', true))).toMatchObject({ ok: false });
    expect(apply('corriger', 'usager', dossier('en_construction'))).toMatchObject({ ok: false });
  });

  test('a usager never decides, an agent never deposits', () => {
    for (const statut of STATUTS) {
      for (const action of Object.keys(TRANSITIONS) as Action[]) {
        const wrong = TRANSITIONS[action].par === 'agent' ? 'usager' : 'agent';
        expect(apply(action, wrong, dossier(statut)).ok).toBe(false);
      }
    }
  });
});

test('no agent decides without instruction', () => {
  for (const action of ['accepter', 'refuser', 'classer_sans_suite'] as const) {
    expect(TRANSITIONS[action].de).toEqual(['en_instruction']);
  }
  expect(possibleActions('agent', dossier('en_construction'))).toEqual([
    'demander_correction',
    'passer_en_instruction',
  ]);
  expect(possibleActions('usager', dossier('accepte'))).toEqual([]);
});
