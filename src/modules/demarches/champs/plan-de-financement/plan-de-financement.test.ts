import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  champDEssai,
  contexteDEssai,
  erreursLues,
  lireParties,
  valeurLue,
} from '../../../../../test/support/champs.ts';
import { plans } from '../../../../../test/support/exemples-de-champs.ts';
import { saisieOfValeur, typeOf } from '../../domain/registre.ts';
import type { Parties } from '../../domain/saisie.ts';
import { enEuros, type Plan, somme } from './totaux.ts';

const champ = champDEssai('plan_de_financement', { lignesMax: 3 });
const nbsp = (text: string) => text.replaceAll('~', '\u00a0').replaceAll('_', '\u202f');

/** 80 000 € of expenses and of resources. */
const JUSTE: Parties = {
  'depenses.lignes': '1,a2',
  'depenses.1.poste': 'Développement',
  'depenses.1.montant': '60 000,50 €',
  'depenses.1.eligible': 'oui',
  'depenses.a2.poste': 'Serveurs',
  'depenses.a2.montant': '19999,5',
  'depenses.a2.eligible': 'non',
  'recettes.lignes': '1,2',
  'recettes.1.financeur': 'Le fonds',
  'recettes.1.nature': 'aide_demandee',
  'recettes.1.montant': '45 000',
  'recettes.2.financeur': 'La commune',
  'recettes.2.nature': 'part_maitre_ouvrage',
  'recettes.2.montant': '35 000',
};
const TROISIEME = { 'recettes.lignes': '1,2,3', 'recettes.3.financeur': 'La région', 'recettes.3.montant': '5 000' };

describe('plan_de_financement', () => {
  it('keeps its rows and its totals, in cents', () => {
    expect(valeurLue(champ, JUSTE)).toEqual({
      cout: 8_000_000,
      assiette: 6_000_050,
      aidesPubliques: 0,
      financementPrive: 0,
      partMaitreOuvrage: 3_500_000,
      aideDemandee: 4_500_000,
      depenses: [
        { _id: '1', poste: 'Développement', montant: 6_000_050, eligible: true },
        { _id: 'a2', poste: 'Serveurs', montant: 1_999_950, eligible: false },
      ],
      recettes: [
        { _id: '1', financeur: 'Le fonds', nature: 'aide_demandee', montant: 4_500_000 },
        { _id: '2', financeur: 'La commune', nature: 'part_maitre_ouvrage', montant: 3_500_000 },
      ],
    });
  });

  it.each<[string, Parties, object]>([
    [
      'resources that are short by a cent',
      { 'recettes.2.montant': '34 999,99' },
      {
        totaux: 'Les dépenses totalisent 80_000~€ et les recettes 79_999,99~€~: il manque 0,01~€ de recettes.',
      },
    ],
    [
      'resources in excess',
      { 'recettes.1.montant': '50 000' },
      {
        totaux: 'Les dépenses totalisent 80_000~€ et les recettes 85_000~€~: il y a 5_000~€ de recettes en trop.',
      },
    ],
    [
      'no aid asked for',
      { 'recettes.1.nature': 'aide_publique' },
      { recettes: 'Ajoutez une recette de nature «~Aide demandée~»~: c’est la somme que vous demandez ici.' },
    ],
    [
      'an aid asked for twice',
      { 'recettes.2.nature': 'aide_demandee' },
      {
        'recettes.2.nature':
          'L’aide demandée tient en une ligne~: une autre recette est déjà de nature «~Aide demandée~».',
      },
    ],
    [
      'an amount below zero',
      { 'depenses.1.montant': '-5' },
      {
        'depenses.1.montant':
          'Le montant ne peut pas être négatif. Indiquez-le sans signe moins, par exemple 1_234,56~€.',
      },
    ],
    [
      'an amount in words',
      { 'depenses.1.montant': 'soixante mille' },
      {
        'depenses.1.montant': 'Un montant s’écrit en chiffres, sans lettre ni autre signe, par exemple 1_234,56~€.',
      },
    ],
    [
      'twelve decimals',
      { 'recettes.1.montant': '45000,000000000001' },
      { 'recettes.1.montant': 'Un montant a deux chiffres au plus après la virgule, par exemple 1_234,56~€.' },
    ],
    [
      'an amount beyond reason',
      { 'recettes.1.montant': '1 000 000 001' },
      { 'recettes.1.montant': 'Indiquez un montant~: entre 0~€ et 1_000_000_000~€.' },
    ],
    [
      'an amount of nothing',
      { 'depenses.a2.montant': '0,00' },
      { 'depenses.a2.montant': 'Indiquez un montant supérieur à zéro, ou retirez cette ligne.' },
    ],
    [
      'a nature that is not in the list',
      { 'recettes.2.nature': 'don' },
      { 'recettes.2.nature': 'Choisissez l’une des réponses proposées.' },
    ],
    ['no expense', { 'depenses.lignes': '' }, { depenses: 'Ajoutez au moins une dépense.' }],
    ['no resource', { 'recettes.lignes': '' }, { recettes: 'Ajoutez au moins une recette.' }],
    [
      'an expense left blank, when there is no other',
      { 'depenses.lignes': '9' },
      {
        'depenses.9.poste': 'Dites à quoi sert cette dépense.',
        'depenses.9.montant': 'Indiquez le montant de cette dépense.',
        'depenses.9.eligible': 'Dites si cette dépense est éligible.',
      },
    ],
    [
      'a row half filled in, without a word on the totals yet',
      TROISIEME,
      { 'recettes.3.nature': 'Choisissez la nature de cette recette.' },
    ],
    [
      'more rows than there may be',
      { 'recettes.lignes': '1,2,3,4' },
      { recettes: 'Gardez 3~recettes au plus~: retirez-en 1.' },
    ],
  ])('refuses %s', (_, change, expected) => {
    const wanted = Object.entries(expected).map(([partie, message]) => [partie, nbsp(String(message))]);
    expect(erreursLues(champ, { ...JUSTE, ...change })).toEqual(Object.fromEntries(wanted));
  });

  it('drops the rows left blank, and is empty when all are', () => {
    const blanks = { ...JUSTE, 'depenses.lignes': '1,a2,3', 'recettes.lignes': '7,1,2' };
    expect(valeurLue(champ, blanks)).toEqual(valeurLue(champ, JUSTE));
    expect(lireParties(champ, { 'depenses.lignes': '1', 'recettes.lignes': '1,2' })).toEqual({
      ok: true,
      valeur: undefined,
    });
  });

  it('keeps in a draft what is understood, with its totals', () => {
    const lu = lireParties(champ, { ...JUSTE, 'depenses.a2.montant': 'beaucoup' });
    expect(lu).toMatchObject({
      ok: false,
      valeur: { cout: 6_000_050, depenses: [{}, { _id: 'a2', poste: 'Serveurs' }] },
    });
  });

  it('takes from a source only totals that are those of the rows', () => {
    const { valeur } = typeOf(champ, contexteDEssai());
    const plan = valeurLue(champ, JUSTE) as Plan;
    expect(valeur.safeParse(plan).success).toBe(true);
    expect(valeur.safeParse({ ...plan, aideDemandee: plan.aideDemandee + 1 }).success).toBe(false);
  });

  it('accepts any plan whose totals match, and refuses it with any cent more or less, saying which', () => {
    const open = champDEssai('plan_de_financement');
    const contexte = contexteDEssai();
    const typedOf = (plan: Plan) => saisieOfValeur(open, plan, contexte);
    const read = (plan: Plan) => typeOf(open, contexte).parse(typedOf(plan), open as never, contexte, SANS);
    fc.assert(
      fc.property(plans, fc.nat(), fc.integer({ min: -1000, max: 1000 }), (plan, at, ecart) => {
        const index = at % plan.recettes.length;
        const moved = plan.recettes.map((recette, place) =>
          place === index ? { ...recette, montant: Math.max(1, (recette.montant ?? 0) + ecart) } : recette,
        );
        const total = somme(moved);
        const lu = read({ ...plan, recettes: moved });
        expect(lu.ok).toBe(total === plan.cout);
        if (lu.ok) return;
        expect(Object.keys(lu.erreurs)).toEqual(['totaux']);
        for (const amount of [plan.cout, total, Math.abs(plan.cout - total)])
          expect(lu.erreurs['totaux']).toContain(enEuros(amount));
      }),
    );
  });
});

const SANS = { reponses: {}, origines: {} };
