import { describe, expect, test } from 'vitest';
import { DEMARCHE, expectFaute, type Faute, FICHIERS, load, said } from '../../testing/definition-a-charger.ts';

describe('of the form of the files, says where, what and what to do', () => {
  const demarche = 'demarche.yaml';

  test.each<Faute>([
    // Shape
    [
      'a missing label',
      demarche,
      '        libelle: Accord\n',
      '',
      /^demarche\.yaml:21 Il manque « libelle »\. Ajoutez « libelle: … »/u,
    ],
    [
      'a misspelt key',
      demarche,
      'libelle: Accord',
      'libele: Accord',
      /:23 « libele » n’est pas connu ici\. Vouliez-vous « libelle » \?/u,
    ],
    [
      'a misspelt key at the top',
      demarche,
      'duree:',
      'dure:',
      /:6 « dure » n’est pas connu ici\. Vouliez-vous « duree » \?/u,
    ],
    ['an unknown type', demarche, 'type: date', 'type: dat', /:30 Type inconnu : « dat »\. Vouliez-vous « date » \?/u],
    [
      'a wrong number',
      demarche,
      'conservationMois: 12',
      'conservationMois: douze',
      /:8 « conservationMois » n’est pas accepté : « douze »\. Il faut un nombre\./u,
    ],
    [
      'a number too big',
      demarche,
      'conservationMois: 12',
      'conservationMois: 120',
      /Il faut un nombre de 60 au plus\./u,
    ],
    [
      'an identifier with capitals',
      demarche,
      'id: accord',
      'id: Accord',
      /:21 « id » n’est pas accepté : « Accord »\. Il faut un identifiant en minuscules/u,
    ],
    [
      'an unknown option',
      demarche,
      'type: nombre',
      'type: nombre\n        maxi: 3',
      /:26 « maxi » n’est pas connu ici\. Vouliez-vous « max » \?/u,
    ],
    [
      'an option of a wrong shape',
      demarche,
      'type: nombre',
      'type: nombre\n        max: beaucoup',
      /:26 « max » n’est pas accepté : « beaucoup »\. Il faut un nombre\./u,
    ],
    [
      'options that contradict each other',
      demarche,
      'type: nombre',
      'type: nombre\n        min: 5\n        max: 3',
      /« Min|« min » doit être inférieur ou égal à « max »\./u,
    ],
    ['a missing option', demarche, '        libelleElement: enfant\n', '', /Il manque « libelleElement »/u],
    [
      'no champ in a section',
      demarche,
      DEMARCHE.slice(DEMARCHE.indexOf('      - id: enfants')),
      '',
      /Il manque « champs »|« champs » n’est pas accepté/u,
    ],
    // YAML
    ['a tab', demarche, '    titre: Vous', '\ttitre: Vous', /:16 /u],
    [
      'twice the same key',
      demarche,
      'titre: Essai',
      'titre: Essai\ntitre: Essai',
      /:3 Cette clé est écrite deux fois\./u,
    ],
    ['an alias', demarche, 'duree: 5 minutes', 'duree: &d 5 minutes', /:6 Les ancres et les renvois/u],
    ['a tag', demarche, 'duree: 5 minutes', 'duree: !!js/function f', /étiquette/u],
    // Identifiers and references
    ['twice the same champ', demarche, 'id: naissance', 'id: accord', /:29 Deux champs s’appellent « accord »\./u],
    ['a reserved name', demarche, 'id: naissance', 'id: action', /:29 L’identifiant « action » est réservé\./u],
    [
      'a rule that does not exist',
      demarche,
      'regle: prix',
      'regle: prixx',
      /« prixx » n’existe pas\. Vouliez-vous « prix » \?/u,
    ],
    [
      'an answer given to no rule',
      demarche,
      '  quotient: quotient',
      '  quotien: quotient',
      /:12 La règle « quotien » n’existe pas\. Vouliez-vous « quotient » \?/u,
    ],
    [
      'a rule fed by no champ',
      demarche,
      '  quotient: quotient',
      '  quotient: quotien',
      /:12 Le champ « quotien » n’existe pas\. Vouliez-vous « quotient » \?/u,
    ],
    [
      'a part that does not exist',
      demarche,
      'demandeur: [identite.nom]',
      'demandeur: [identite.non]',
      /:7 « identite\.non » n’existe pas dans un champ « Identité »\. Vouliez-vous « nom » \?/u,
    ],
    [
      'a champ of several parts',
      demarche,
      'demandeur: [identite.nom]',
      'demandeur: [identite]',
      /:7 « identite » a plusieurs parties/u,
    ],
    [
      'a cell that does not exist',
      demarche,
      'enfants: enfants.jours',
      'enfants: enfants.jour',
      /:13 « jour » n’existe pas dans les lignes de « enfants »\. Vouliez-vous « jours » \?/u,
    ],
    // Sources
    ['a source that is not declared', demarche, 'source: caf', 'source: caff', /« caff » n’est pas déclarée\./u],
    ['a source that nobody knows', demarche, '{ id: caf,', '{ id: msa,', /:10 La source « msa » est inconnue\./u],
    [
      'what a source does not give',
      demarche,
      'chemin: valeur',
      'chemin: valeurs',
      /ne donne pas « valeurs »\. Vouliez-vous « valeur » \?/u,
    ],
    [
      'a source asked for nothing',
      demarche,
      '        prefill: { source: caf, chemin: valeur }\n',
      '',
      /:10 La source « caf » est demandée mais ne remplit aucun champ\..*RGPD/u,
    ],
    [
      'somebody unknown who may ask',
      demarche,
      'conservationMois: 12',
      'demandeurs: associations\nconservationMois: 12',
      /:8 « demandeurs » n’est pas accepté : « associations »\. Il faut une valeur parmi : personnes, organisations, tous\./u,
    ],
    [
      'a source about people, where only organisations ask',
      demarche,
      'conservationMois: 12',
      'demandeurs: organisations\nconservationMois: 12',
      /:11 La source « caf » ne connaît que les personnes, et la démarche est réservée aux organisations\. Retirez-la, ou écrivez « demandeurs: personnes » ou « demandeurs: tous »\./u,
    ],
    [
      'a source about organisations, where only people ask',
      demarche,
      'id: caf, finalite',
      'id: sirene, finalite',
      /:10 La source « sirene » ne connaît que les organisations, et la démarche est réservée aux personnes\. .*« demandeurs: organisations » ou « demandeurs: tous »\./u,
    ],
  ])('%s', (_, fichier, from, to, attendu) => {
    expectFaute(fichier, from, to, attendu);
  });

  test('a whole file that is missing', () => {
    const { 'lettres/refuse.md': _, ...others } = FICHIERS;
    expect(said(load(others))).toEqual([
      'lettres/refuse.md:1 Ce texte manque. Créez ce fichier, avec son objet et son texte.',
    ]);
    expect(said(load({}))).toEqual(['demarche.yaml:1 Ce fichier manque. Créez-le\u00a0: il décrit la démarche.']);
  });

  test('everything at once, in order, once each', () => {
    const broken = DEMARCHE.replace('type: date', 'type: dat')
      .replace('libelle: Accord', 'libele: Accord')
      .replace('est: centre', 'est: nord')
      .replace('regle: prix', 'regle: prixx');
    const lines = said(
      load({ ...FICHIERS, 'demarche.yaml': broken, 'lettres/refuse.md': '---\nobjet: Refusée\n---\n{{ zut }}' }),
    );
    expect(lines.filter((line) => /dat|libele|nord|prixx|zut/u.test(line))).toHaveLength(5);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.toSorted((a, b) => a.localeCompare(b, 'fr', { numeric: true }))).toEqual(lines);
  });
});
