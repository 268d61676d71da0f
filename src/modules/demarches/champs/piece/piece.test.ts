import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, lireParties, pieceDEssai } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

describe('piece', () => {
  const champ = champDEssai('piece', { max: 2 });
  const received = (...ids: string[]) =>
    contexteDEssai({
      pieces: new Map([
        ['essai', ids.map((id) => pieceDEssai(id))],
        ['autre', [pieceDEssai('z')]],
      ]),
    });

  it('keeps what was received for this champ, whatever the form says', () => {
    expect(lireParties(champ, { '': ['z', 'inventée'] }, received('a', 'b'))).toEqual({ ok: true, valeur: ['a', 'b'] });
    expect(lireParties(champ, { '': 'a' }, received())).toEqual({ ok: true, valeur: undefined });
  });

  it('asks to remove what is too many, and keeps them meanwhile', () => {
    expect(lireParties(champ, {}, received('a', 'b', 'c'))).toEqual({
      ok: false,
      erreurs: { '': 'Gardez 2\u00a0fichiers au plus\u00a0: retirez-en 1.' },
      valeur: ['a', 'b', 'c'],
    });
  });

  it('says the name, the size and what was not checked', () => {
    const contexte = contexteDEssai({
      pieces: new Map([['essai', [pieceDEssai('a', { nom: 'Livret.pdf', analyse: 'non_analysee' })]]]),
    });
    expect(lireValeur(champ, ['a', 'b'], contexte)).toBe(
      'Livret.pdf (350\u00a0ko, non analysé par un antivirus), fichier retiré',
    );
  });
});
