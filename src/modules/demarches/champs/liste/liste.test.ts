import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { saisieOfValeur } from '../../domain/registre.ts';

describe('liste', () => {
  const libelles = ['École Jules-Ferry', 'École Jean-Moulin', 'Groupe scolaire L’Œuvre', 'Collège Henri-IV', '+'];
  const choix = libelles.map((libelle, index) => ({ id: `e${index}`, libelle }));
  const champ = champDEssai('liste', { choix });

  it.each([
    ['École Jules-Ferry', 'e0'],
    ['  ecole JULES ferry ', 'e0'],
    ["groupe scolaire l'oeuvre", 'e2'],
    ['college henri iv', 'e3'],
    ['+', 'e4'],
    ['', undefined],
  ])('understands %j', (typed, expected) => {
    expect(valeurLue(champ, { '': typed })).toBe(expected);
  });

  it.each([
    ['Ecole Jule Fery', 'peut-être «\u00a0École Jules-Ferry\u00a0»'],
    ['école', 'peut-être «\u00a0École Jules-Ferry\u00a0» ou «\u00a0École Jean-Moulin\u00a0»'],
    ['!!', 'par exemple «\u00a0École Jules-Ferry\u00a0»'],
    ['Lycée', 'par exemple «\u00a0École Jules-Ferry\u00a0»'],
  ])('refuses %j and proposes', (typed, proposal) => {
    expect(erreursLues(champ, { '': typed })['']).toContain(proposal);
  });

  it('quotes the beginning only of a long text', () => {
    const [message = ''] = Object.values(erreursLues(champ, { '': 'x'.repeat(10_000) }));
    expect(message).toMatch(/^«\u00a0x{40}…\u00a0» n’est pas dans la liste\. .*\.$/);
  });

  it('asks again when the choice was removed from the list', () => {
    const typed = saisieOfValeur(champ, 'e99', contexteDEssai()).get();
    expect(Object.keys(erreursLues(champ, { '': typed }))).toEqual(['']);
  });

  it('wants labels that differ by more than accents and signs', () => {
    const twins = [
      { id: 'a', libelle: 'Saint-Éloi' },
      { id: 'b', libelle: 'saint eloi' },
    ];
    expect(() => champDEssai('liste', { choix: twins })).toThrow(/diffèrent autrement/);
  });
});
