import { describe, expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { lireAvis } from './avis.ts';
import { ecrireFiltre, isFiltre, lireFiltre } from './filtre-candidatures.ts';
import { type ActionInstruction, type EtatInstruction, raisonContre } from './instruction.ts';

const DEPOSEE: EtatInstruction = {
  statut: 'deposee',
  recevableAvant: jour('2021-08-01'),
  decisionAvant: jour('2022-02-01'),
  recevabilite: null,
  decideeLe: null,
  correctionAttendue: false,
  subvention: null,
};
const JUIN = jour('2021-06-15');

describe('why an action cannot be done', () => {
  test.each<[ActionInstruction, Partial<EtatInstruction>, string | undefined]>([
    ['affecter', {}, undefined],
    ['affecter', { statut: 'acceptee' }, 'n’est plus possible'],
    ['instruire', {}, undefined],
    ['instruire', { statut: 'en_instruction' }, 'déjà en instruction'],
    ['instruire', { correctionAttendue: true }, 'correction est attendue'],
    ['recevable', {}, undefined],
    ['recevable', { recevabilite: 'recevable' }, 'déjà déclarée recevable'],
    ['recevable', { recevableAvant: jour('2021-06-14') }, 'réputée recevable'],
    ['irrecevable', { subvention: 'S2021-000001' }, 'Abandonnez-la'],
    ['irrecevable', { correctionAttendue: true }, 'correction est attendue'],
    ['refuser', {}, undefined],
    ['refuser', { recevabilite: 'recevable', statut: 'en_instruction' }, undefined],
    ['refuser', { subvention: 'S2021-000001' }, 'Abandonnez-la'],
  ])('%s %o', (action, change, reason) => {
    const said = raisonContre(action, { ...DEPOSEE, ...change }, JUIN);
    if (reason === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(reason);
  });
});

describe('a filter in an address', () => {
  test('is read back as it was written', () => {
    const query = 'statut=deposee&departement=2A&recevabilite=a_dire&instructeur=moi&q=saint+pierre&tri=echeance';
    expect(ecrireFiltre(lireFiltre(new URLSearchParams(query))).toString()).toBe(query);
  });

  test('that means nothing filters nothing', () => {
    const odd = lireFiltre(new URLSearchParams('statut=x&dispositif=1&departement=%27&instructeur=elle&tri=nom&q=+'));
    expect([ecrireFiltre(odd).size, isFiltre(odd)]).toEqual([0, false]);
  });
});

describe('an opinion', () => {
  const CRITERES = ['utilite', 'faisabilite', 'cout', 'donnees', 'reprise'];
  const GRILLE = { criteres: CRITERES.map((id) => ({ id, titre: id })) };
  const favorable = Object.fromEntries(CRITERES.map((critere) => [`avis.${critere}`, 'favorable']));
  const read = (typed: Readonly<Record<string, string>>) => lireAvis(GRILLE, (field) => typed[field] ?? '');

  test('answers every criterion, and says why when it is not favourable', () => {
    expect(read({ ...favorable, avis: 'favorable', commentaire: 'Bien.' })).toMatchObject({
      ok: true,
      value: { avis: 'favorable', reponses: { cout: { avis: 'favorable', commentaire: '' } } },
    });
    const missing = read({ ...favorable, 'avis.cout': '', 'avis.donnees': 'defavorable', avis: 'reserve' });
    expect(missing.ok ? {} : Object.keys(missing.error).toSorted()).toEqual([
      'avis.cout',
      'commentaire',
      'commentaire.donnees',
    ]);
  });
});
