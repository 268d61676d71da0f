import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, TRANSMIS_PAR_LA_CAF } from '../../../../../test/support/champs.ts';
import { attribute, elements, parseHtml, textOf } from '../../../../../test/support/html-tree.ts';
import { renderFragment } from '../../../../platform/html/render.ts';
import type { Champ, Erreurs } from '../../domain/champ.ts';
import { type Parties, saisieOfParties } from '../../domain/saisie.ts';
import { AfficheChamp } from '../affiche-champ.tsx';
import { ValeurLue } from '../valeur-lue.tsx';

describe('the view of a repetition', () => {
  const champ = champDEssai(
    'repetition',
    {
      libelleElement: 'enfant',
      max: 2,
      champs: [
        champDEssai('texte', {}, { id: 'prenom', libelle: 'Prénom' }),
        champDEssai('texte', {}, { id: 'ecole', condition: { champ: 'prenom', rempli: true } }),
      ],
    },
    { id: 'enfants', obligatoire: false },
  );
  const faits = {
    reponses: { enfants: [{ _id: 's1', prenom: 'Lina' }] },
    origines: { 'enfants.s1.prenom': TRANSMIS_PAR_LA_CAF },
  };
  const show = (parties: Parties, erreurs: Erreurs = {}, shown: Champ = champ) =>
    parseHtml(
      renderFragment(
        <AfficheChamp
          champ={shown}
          nom="enfants"
          saisie={saisieOfParties(parties)}
          erreurs={erreurs}
          faits={faits}
          contexte={contexteDEssai()}
        />,
      ),
    ).root;
  const named = (parties: Parties, shown: Champ = champ) =>
    elements(show(parties, {}, shown))
      .filter(({ tagName }) => ['input', 'button'].includes(tagName))
      .map((control) => [attribute(control, 'name'), attribute(control, 'value')]);

  it('carry their key, and buttons that work without a script', () => {
    expect(named({ lignes: ['1'], '1.prenom': 'Tom', '1.ecole': 'Ferry' })).toEqual([
      ['enfants.lignes', '1'],
      ['enfants.1.prenom', 'Tom'],
      ['enfants.1.ecole', 'Ferry'],
      ['action', 'retirer:enfants:1'],
      ['action', 'ajouter:enfants'],
    ]);
  });

  it('show certified cells from the kept row, whatever was typed, and no more rows than the maximum', () => {
    const controls = named({ lignes: ['s1', '1'], 's1.prenom': 'Forgée' });
    expect(controls.map(([name, value]) => (name === 'action' ? value : name))).toEqual([
      'enfants.lignes',
      'enfants.s1.ecole',
      'retirer:enfants:s1',
      'enfants.1.prenom',
      'enfants.1.ecole',
      'retirer:enfants:1',
    ]);
    const text = textOf(show({ lignes: ['s1'], 's1.prenom': 'Forgée' }));
    expect(text).toContain('Lina');
    expect(text).not.toContain('Forgée');
  });

  it('hide what their condition hides, with the condition beside for a script', () => {
    const [hidden] = elements(show({ lignes: ['1'] })).filter((element) => attribute(element, 'data-condition'));
    expect(hidden && attribute(hidden, 'hidden')).toBe('');
    expect(hidden && JSON.parse(attribute(hidden, 'data-condition') ?? '')).toEqual({ champ: 'prenom', rempli: true });
    const [shown] = elements(show({ lignes: ['s1'] })).filter((element) => attribute(element, 'data-condition'));
    expect(shown && attribute(shown, 'hidden')).toBeUndefined();
  });

  it('show each error in its row', () => {
    const root = show({ lignes: ['1', '2'] }, { '2.prenom': 'Indiquez le prénom.' });
    const invalid = elements(root, 'input').filter((input) => attribute(input, 'aria-invalid'));
    expect(invalid.map((input) => attribute(input, 'name'))).toEqual(['enfants.2.prenom']);
  });

  it('begin with a blank one when one is needed', () => {
    expect(named({}, { ...champ, obligatoire: true })).toEqual([
      ['enfants.lignes', '1'],
      ['enfants.1.prenom', ''],
      ['enfants.1.ecole', ''],
      ['action', 'ajouter:enfants'],
    ]);
  });

  it('are read, and where their cells come from is said once', () => {
    const valeur = [{ _id: 's1', prenom: 'Lina', ecole: 'Ferry' }];
    const read = <ValeurLue champ={champ} valeur={valeur} contexte={contexteDEssai()} origines={faits.origines} />;
    const text = textOf(parseHtml(renderFragment(read)).root);
    expect(text).toMatch(/Enfant\u00a01.*Prénom.*Lina.*Question.*Ferry.*Prénom\u00a0: Transmis par la CAF/s);
    expect(text.match(/Transmis/g)).toHaveLength(1);
  });
});
