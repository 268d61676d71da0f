import { describe, expect, test } from 'vitest';
import { blocsOf, texteDesBlocs } from './blocs.ts';
import type { Definition } from './definition.ts';
import { checkModele, reglesDuModele, remplirModele } from './modele.ts';

const definition = {
  sections: [
    {
      id: 'vous',
      titre: 'Vous',
      champs: [{ id: 'identite', type: 'identite', libelle: 'Vous', obligatoire: true, options: {} }],
    },
  ],
  regles: { 'prix du repas': {} },
} as unknown as Definition;

const lettre = { lettre: 'accepte' } as const;

describe('checkModele', () => {
  test('accepts what exists', () => {
    const corps =
      '{{demandeur}}, {{ reponses.identite.nom }}\u00a0: {{ calculs.prix du repas }}\n\n{{ decision.motif }}';
    expect(checkModele({ objet: 'Dossier {{ dossier.numero }}', corps }, definition, lettre)).toEqual([]);
  });

  test.each([
    ['{{ reponses.zut }}', /champ qui n’existe pas/u, /identite/u],
    ['{{ calculs.prix }}', /règle qui n’existe pas/u, /prix du repas/u],
    ['{{ demandeuse }}', /n’existe pas/u, /demandeur/u],
    ['{{ __proto__ }}', /n’existe pas/u, /demandeur/u],
    ['{{ constructor }}', /n’existe pas/u, /demandeur/u],
    ['{{ demandeur }', /pas fermée/u, /accolades/u],
    ['demandeur }}', /pas ouverte/u, /accolades/u],
    ['<p>Bonjour</p>', /HTML/u, /gras/u],
    ['{{ dossier.lien }}', /papier/u, /dossier\.numero/u],
  ])('%s', (text, message, remede) => {
    expect(checkModele({ objet: 'Objet', corps: `Bonjour\n\n${text}` }, definition, lettre)).toEqual([
      { partie: 'corps', ligne: 3, message: expect.stringMatching(message), remede: expect.stringMatching(remede) },
    ]);
  });

  test('a mail holds no reason, and no date of decision before it is taken', () => {
    const modele = { objet: 'Objet', corps: '{{ decision.motif }} {{ decision.date }} {{ dossier.lien }}' };
    expect(checkModele(modele, definition, { courriel: 'depot' })).toHaveLength(2);
    expect(checkModele(modele, definition, { courriel: 'decision' })).toHaveLength(1);
  });
});

describe('remplirModele', () => {
  const remplir = (corps: string, valeurs: Record<string, string>) =>
    remplirModele({ objet: 'Pour {{ demandeur }}', corps }, new Map(Object.entries(valeurs)));

  test('puts the values in the subject, paragraphs and lists', () => {
    const rempli = remplir('Bonjour **{{ demandeur }}**,\n\n- {{ dossier.numero }}', {
      demandeur: 'Aïcha Diallo',
      'dossier.numero': 'CAN-1',
    });
    expect(rempli.objet).toBe('Pour Aïcha Diallo');
    expect(rempli.blocs).toEqual([
      {
        type: 'paragraphe',
        texte: [
          { texte: 'Bonjour ', gras: false },
          { texte: 'Aïcha Diallo', gras: true },
          { texte: ',', gras: false },
        ],
      },
      { type: 'liste', elements: [[{ texte: 'CAN-1', gras: false }]] },
    ]);
  });

  test('an answer can be neither a paragraph, nor a list, nor bold, nor another tag', () => {
    const forged = 'A\n\n- Votre demande est **acceptée** {{ dossier.numero }} $& <b>';
    const { blocs } = remplir('Nom\u00a0: {{ reponses.identite.nom }}.', {
      'reponses.identite.nom': forged,
      'dossier.numero': 'secret',
    });
    expect(blocs).toEqual([
      {
        type: 'paragraphe',
        texte: [{ texte: 'Nom\u00a0: A - Votre demande est **acceptée** {{ dossier.numero }} $& <b>.', gras: false }],
      },
    ]);
  });

  test('the reason of the agent keeps its paragraphs and lists', () => {
    const motif = 'Il manque\u00a0:\n- le plan\n- l’assurance\n\nVous pouvez redéposer.';
    expect(remplir('Avant.\n\n{{ decision.motif }}\n\nAprès.', { 'decision.motif': motif }).blocs).toEqual([
      ...blocsOf('Avant.'),
      ...blocsOf(motif),
      ...blocsOf('Après.'),
    ]);
  });

  test('a tag alone in its paragraph may become something else than text', () => {
    const table = { type: 'tableau' } as const;
    const modele = { objet: 'Objet', corps: 'Avant.\n\n{{ plan }}\n\nAprès {{ plan }}.' };
    const { blocs } = remplirModele<typeof table>(modele, new Map(), new Map([['plan', [table]]]));
    expect(blocs).toEqual([...blocsOf('Avant.'), table, ...blocsOf('Après non renseigné.')]);
  });

  test('what follows three dashes is the small print', () => {
    const { blocs, mentions } = remplir('Corps.\n\n---\n\n**Recours**\n\n{{ demandeur }}', { demandeur: 'Aïcha' });
    expect([texteDesBlocs(blocs), texteDesBlocs(mentions)]).toEqual(['Corps.', 'Recours\n\nAïcha']);
  });

  test('what is not known is said', () => {
    const { objet, blocs } = remplir('{{ decision.motif }}\n\nle {{ decision.date }}', {});
    expect([objet, texteDesBlocs(blocs)]).toEqual(['Pour non renseigné', 'non renseigné\n\nle non renseigné']);
  });
});

test('the rules that a text shows', () => {
  expect(reglesDuModele({ objet: '{{ calculs.a . b }}', corps: '{{demandeur}} {{ calculs.prix du repas }}' })).toEqual([
    'a . b',
    'prix du repas',
  ]);
});
