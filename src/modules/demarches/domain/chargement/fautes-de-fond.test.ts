import { describe, expect, test } from 'vitest';
import { DEMARCHE, edit, expectFaute, type Faute, load, said } from '../../testing/definition-a-charger.ts';

describe('of conditions, rules, parameters and texts, says where, what and what to do', () => {
  const demarche = 'demarche.yaml';
  const regles = 'regles.publicodes.yaml';
  const parametres = 'parametres.yaml';

  test.each<Faute>([
    // Conditions
    [
      'a condition on nothing',
      demarche,
      '{ champ: accord, est: true }',
      '{ champ: acord, est: true }',
      /:27 La condition regarde « acord », qui n’existe pas\. Vouliez-vous « accord » \?/u,
    ],
    [
      'a condition on what follows',
      demarche,
      '{ champ: accord, est: true }',
      '{ champ: naissance, rempli: true }',
      /:27 La condition regarde « naissance », qui vient après\./u,
    ],
    [
      'a comparison without sense',
      demarche,
      '{ champ: accord, est: true }',
      '{ champ: accord, au_moins: 3 }',
      /:27 « au_moins » n’a pas de sens pour « accord » \(Oui ou non\)\. Employez « est », « rempli », « certifie »\./u,
    ],
    [
      'a total compared with a text',
      demarche,
      'type: date',
      `type: plan_de_financement
        libelle: Plan
      - id: apres
        type: texte
        libelle: Après
        condition: { champ: naissance.cout, au_moins: beaucoup }
      - id: encore
        type: texte`,
      /« beaucoup » n’est pas une réponse possible de « naissance\.cout »\. Écrivez un nombre/u,
    ],
    [
      'what a list of files contains',
      demarche,
      'type: date',
      'type: piece\n        libelle: Pièce\n      - id: apres\n        type: texte\n        libelle: Après\n        condition: { champ: naissance, contient: plan }\n      - id: encore\n        type: texte',
      /« contient » n’a pas de sens pour « naissance » \(.+\)\. Employez « rempli », « certifie »\./u,
    ],
    [
      'a text for a number',
      demarche,
      'au_moins: 10',
      'au_moins: dix',
      /:34 « dix » n’est pas une réponse possible de « quotient »\. Écrivez un nombre/u,
    ],
    [
      'a choice that does not exist',
      demarche,
      'est: centre',
      'est: center',
      /« center » n’est pas une réponse possible de « ecole »\. Vouliez-vous « centre » \?/u,
    ],
    [
      'two operators',
      demarche,
      'au_moins: 10',
      'au_moins: 10, au_plus: 20',
      /:34 « condition » n’est pas accepté\. Il faut une condition/u,
    ],
    [
      'a wrong part of a group',
      demarche,
      '{ champ: quotient, au_moins: 10 }',
      '{ tous: [{ champ: quotient, au_moins: 10 }, { champ: quotient, zut: 3 }] }',
      /:34 .*Il faut une condition/u,
    ],
    [
      'a row seen from outside',
      demarche,
      '{ champ: quotient, au_moins: 10 }',
      '{ champ: jours, rempli: true }',
      /« jours », qui n’existe pas/u,
    ],
    // Rules
    [
      'a rule that does not compile',
      regles,
      'valeur: prix * enfants',
      'valeur: prix *',
      /^regles\.publicodes\.yaml:9 Règle « total » : L'expression suivante n'est pas valide/u,
    ],
    [
      'an unknown rule in a rule',
      regles,
      'valeur: prix * enfants',
      'valeur: prix * enfant',
      /:9 Règle « total » : La référence "enfant" est introuvable/u,
    ],
    [
      'a misspelt word of publicodes',
      regles,
      '  titre: Quotient',
      '  title: Quotient',
      /:2 « title » n’est pas un mot de publicodes\. Vouliez-vous « titre » \?/u,
    ],
    [
      'rules in a circle',
      regles,
      'enfants: {}',
      'enfants: total',
      /tournent en rond : .*« total » → « enfants » → « total »|tournent en rond : « enfants » → « total » → « enfants »/u,
    ],
    [
      'a rule without value nor answer',
      regles,
      'enfants: {}',
      'enfants: {}\nautre: {}',
      /:5 La règle « autre » n’a ni valeur ni réponse\./u,
    ],
    // Parameters
    [
      'a parameter that does not exist',
      demarche,
      'parametre: ecoles',
      'parametre: ecole',
      /« ecole » n’existe pas\. Vouliez-vous « ecoles » \?/u,
    ],
    [
      'a parameter that serves nothing',
      demarche,
      '{{ parametres.commune }}',
      'Poitiers',
      /^parametres\.yaml:1 Le paramètre « commune » ne sert nulle part\./u,
    ],
    [
      'a grid that overlaps',
      parametres,
      'de: 500,',
      'de: 600,',
      /^parametres\.yaml:13 La grille « grille » ne peut pas être appliquée\. Deux tranches se chevauchent/u,
    ],
    [
      'a grid where a list is needed',
      demarche,
      'parametre: ecoles',
      'parametre: grille',
      /de type « grille », ne peut pas servir ici/u,
    ],
    [
      'a parameter of unknown type',
      parametres,
      'type: choix',
      'type: liste',
      /:7 « type » n’est pas accepté : « liste »\. Il faut une valeur parmi : texte/u,
    ],
    // Texts
    [
      'a tag that names nothing',
      'lettres/accepte.md',
      '{{ demandeur }}',
      '{{ demandeurs }}',
      /^lettres\/accepte\.md:5 La balise « demandeurs » n’existe pas\./u,
    ],
    [
      'a tag that names a list',
      'lettres/accepte.md',
      '{{ demandeur }}',
      '{{ reponses.enfants }}',
      /ne se lit pas dans une phrase/u,
    ],
    [
      'a text without header',
      'courriels/depot.md',
      '---\nobjet: Reçue\n---\n',
      '',
      /^courriels\/depot\.md:1 Ce texte n’a pas d’en-tête\./u,
    ],
    [
      'a header without subject',
      'courriels/depot.md',
      'objet: Reçue',
      'sujet: Reçue',
      /:2 « sujet » n’est pas connu ici\./u,
    ],
  ])('%s', (_, fichier, from, to, attendu) => {
    expectFaute(fichier, from, to, attendu);
  });

  test('an amount that a product by zero would leave without euros', () => {
    const fichiers = {
      ...edit('regles.publicodes.yaml', '  valeur: prix * enfants\n  unité: €\n', '  valeur: prix * enfants\n'),
      'demarche.yaml': DEMARCHE.replace('regle: prix', 'regle: total'),
    };
    expect(said(load(fichiers))).toEqual([
      expect.stringMatching(/:9 La règle «.total.» .* pas toujours en euros\. Ajoutez-lui «.unité: €.»\./u),
    ]);
  });
});
