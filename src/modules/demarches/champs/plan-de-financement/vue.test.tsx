import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, SANS_FAITS } from '../../../../../test/support/champs.ts';
import { attribute, elements, parseHtml, textOf } from '../../../../../test/support/html-tree.ts';
import { renderFragment } from '../../../../platform/html/render.ts';
import type { Erreurs } from '../../domain/champ.ts';
import { type Parties, saisieOfParties } from '../../domain/saisie.ts';
import { AfficheChamp } from '../affiche-champ.tsx';
import { ValeurLue } from '../valeur-lue.tsx';
import { totaliser } from './totaux.ts';

const champ = champDEssai('plan_de_financement', {}, { id: 'plan' });

function show(parties: Parties, erreurs: Erreurs = {}) {
  const parts = { champ, nom: 'plan', saisie: saisieOfParties(parties), erreurs };
  return parseHtml(renderFragment(<AfficheChamp {...parts} faits={SANS_FAITS} contexte={contexteDEssai()} />)).root;
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('the view of a plan de financement', () => {
  it('begins with blank rows, and buttons that work without a script', () => {
    const controls = elements(show({})).filter(({ tagName }) => ['input', 'select', 'button'].includes(tagName));
    expect(controls.map((control) => attribute(control, 'value') || attribute(control, 'name'))).toEqual([
      '1',
      'plan.depenses.1.poste',
      'plan.depenses.1.montant',
      'plan.depenses.1.eligible',
      'ajouter:plan.depenses',
      '1,2',
      'plan.recettes.1.financeur',
      'plan.recettes.1.nature',
      'plan.recettes.1.montant',
      'retirer:plan.recettes:1',
      'plan.recettes.2.financeur',
      'plan.recettes.2.nature',
      'plan.recettes.2.montant',
      'retirer:plan.recettes:2',
      'ajouter:plan.recettes',
    ]);
  });

  it('shows back what was typed, each error in its row, and the totals of what is understood', () => {
    const typed = {
      'depenses.lignes': '1,2',
      'depenses.1.montant': '1 200',
      'depenses.1.eligible': 'oui',
      'depenses.2.montant': 'mille',
    };
    const root = show(typed, { 'depenses.2.montant': 'En chiffres.', recettes: 'Ajoutez-en une.', totaux: 'Inégaux.' });
    const shown = elements(root, 'input').map((input) => attribute(input, 'value'));
    expect(shown).toEqual(expect.arrayContaining(['1 200', 'mille']));
    const invalid = elements(root).filter((control) => attribute(control, 'aria-invalid'));
    expect(invalid.map((control) => attribute(control, 'name'))).toEqual(['plan.depenses.2.montant']);
    const [totaux] = elements(root).filter((element) => attribute(element, 'data-calcul') === 'plan.totaux');
    expect(totaux && attribute(totaux, 'id')).toBe('plan-totaux');
    expect(totaux && plain(textOf(totaux))).toMatch(/Inégaux.*Dépenses ?1 200 €.*éligibles ?1 200 €.*Recettes ?0 €/);
    const [recettes] = elements(root).filter((element) => attribute(element, 'id') === 'plan-recettes');
    expect(recettes && textOf(recettes)).toContain('Ajoutez-en une.');
  });

  it('is read as two tables with their totals', () => {
    const rows = {
      depenses: [{ _id: '1', poste: 'Développement', montant: 120_000, eligible: true }],
      recettes: [{ _id: '1', financeur: 'Le fonds', nature: 'aide_demandee' as const, montant: 120_000 }],
    };
    const plan = { ...totaliser(rows), ...rows };
    const read = <ValeurLue champ={champ} valeur={plan} contexte={contexteDEssai()} origines={{}} />;
    const text = plain(textOf(parseHtml(renderFragment(read)).root));
    expect(text).toMatch(/Dépenses.*Développement.*Éligible.*1 200 €.*Total des dépenses.*1 200 €/);
    expect(text).toMatch(/Recettes.*Le fonds.*Aide demandée.*1 200 €.*Total des recettes.*1 200 €/);
  });
});
