import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registreDesChamps } from '../champs/index.ts';
import type { Fichiers } from './chargement/fichiers.ts';
import { type Chargement, loadDefinition } from './load-definition.ts';

const SOURCES = [
  { id: 'caf', pour: 'personnes', donnees: ['valeur', 'enfants'] },
  { id: 'sirene', pour: 'organisations', donnees: ['nom'] },
] as const;

const DEMARCHE = `id: essai
titre: Essai
resume: Une démarche d’essai.
presentation:
  - À {{ parametres.commune }}.
duree: 5 minutes
demandeur: [identite.nom]
conservationMois: 12
sources:
  - { id: caf, finalite: Calculer le prix. }
situation:
  quotient: quotient
  enfants: enfants.jours
sections:
  - id: vous
    titre: Vous
    champs:
      - id: identite
        type: identite
        libelle: Votre identité
      - id: accord
        type: oui_non
        libelle: Accord
      - id: quotient
        type: nombre
        libelle: Quotient
        condition: { champ: accord, est: true }
        prefill: { source: caf, chemin: valeur }
      - id: naissance
        type: date
        libelle: Naissance
  - id: famille
    titre: Famille
    condition: { champ: quotient, au_moins: 10 }
    champs:
      - id: enfants
        type: repetition
        libelle: Enfants
        libelleElement: enfant
        champs:
          - id: ecole
            type: liste
            libelle: École
            choix: { parametre: ecoles }
          - id: jours
            type: choix_multiple
            libelle: Jours
            choix: [{ id: lundi, libelle: Lundi }]
            condition: { champ: ecole, est: centre }
      - id: prix
        type: calcule
        libelle: Prix
        regle: prix
        format: montant
`;

const FICHIERS: Fichiers = {
  'demarche.yaml': DEMARCHE,
  'regles.publicodes.yaml': `quotient:
  titre: Quotient
  unité: €
enfants: {}
prix:
  grille:
    assiette: quotient
    tranches: { parametre: grille }
total:
  valeur: prix * enfants
  unité: €
`,
  'parametres.yaml': `commune:
  libelle: La commune
  type: texte
  defaut: Poitiers
ecoles:
  libelle: Les écoles
  type: choix
  defaut: [{ id: centre, libelle: Centre }]
grille:
  libelle: La grille
  type: grille
  defaut:
    tranches:
      - { de: 0, moins_de: 500, prix: 1.5 }
      - { de: 500, prix: 3 }
`,
  'lettres/accepte.md':
    '---\nobjet: Acceptée\n---\n\nBonjour {{ demandeur }}, {{ calculs.total }}.\n\n{{ decision.motif }}\n',
  'lettres/refuse.md': '---\nobjet: Refusée\n---\n\n{{ decision.motif }}\n',
  'lettres/sans_suite.md': '---\nobjet: Sans suite\n---\n\n{{ decision.motif }}\n',
  'courriels/depot.md': '---\nobjet: Reçue\n---\n\n{{ dossier.lien }}\n',
  'courriels/correction.md': '---\nobjet: À compléter\n---\n\n{{ dossier.lien }}\n',
  'courriels/message.md': '---\nobjet: Message\n---\n\n{{ dossier.lien }}\n',
  'courriels/decision.md': '---\nobjet: Décision\n---\n\n{{ dossier.lien }}\n',
};

const load = (fichiers: Fichiers, parametres: Readonly<Record<string, unknown>> = {}) =>
  loadDefinition(fichiers, { registre: registreDesChamps, sources: SOURCES, parametres });

const said = (charge: Chargement) =>
  charge.ok
    ? []
    : charge.erreurs.map(({ fichier, ligne, message, remede }) => `${fichier}:${ligne} ${message} ${remede}`);

/** Changes one file; the test fails when there is nothing to change. */
function edit(fichier: string, from: string, to: string): Fichiers {
  const text = FICHIERS[fichier] ?? '';
  if (!text.includes(from)) throw new Error(`${from} is not in ${fichier}`);
  return { ...FICHIERS, [fichier]: text.replace(from, () => to) };
}

test('who may ask: people, unless it says otherwise', () => {
  const demandeurs = (fichiers: Fichiers) => {
    const charge = load(fichiers);
    return charge.ok ? charge.definition.demandeurs : said(charge);
  };
  expect(demandeurs(FICHIERS)).toBe('personnes');
  expect(demandeurs(edit('demarche.yaml', 'duree:', 'demandeurs: tous\nduree:'))).toBe('tous');
});

test('a démarche is put together from its files', () => {
  const charge = load(FICHIERS);
  expect(said(charge)).toEqual([]);
  if (!charge.ok) return;
  expect(charge.definition.presentation).toEqual(['À Poitiers.']);
  expect(charge.definition.decisions.accepte).toEqual({
    motifs: [],
    lettre: { objet: 'Acceptée', corps: 'Bonjour {{ demandeur }}, {{ calculs.total }}.\n\n{{ decision.motif }}' },
  });
  expect(charge.definition.sections[1]?.champs[0]).toMatchObject({
    id: 'enfants',
    obligatoire: true,
    options: { champs: [{ id: 'ecole', options: { choix: [{ id: 'centre', libelle: 'Centre' }] } }, { id: 'jours' }] },
  });
  expect(charge.definition.regles['prix']).toEqual({
    grille: { assiette: 'quotient', tranches: [{ montant: '1.50 €', plafond: '500.00 €' }, { montant: '3.00 €' }] },
  });
  expect(charge.parametres.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'commune texte',
    'ecoles choix',
    'grille grille',
  ]);
  expect(JSON.parse(JSON.stringify(charge.definition))).toEqual(charge.definition);
});

test('a condition compares a total, which is a number inside an answer', () => {
  const condition = '{ champ: naissance.cout, au_moins: 100000 }';
  const suivi = `type: plan_de_financement
        libelle: Plan
      - id: apres
        type: texte
        libelle: Après
        condition: ${condition}
      - id: encore
        type: texte`;
  expect(said(load(edit('demarche.yaml', 'type: date', suivi)))).toEqual([]);
});

describe('says where, what and what to do', () => {
  const demarche = 'demarche.yaml';
  const regles = 'regles.publicodes.yaml';
  const parametres = 'parametres.yaml';

  test.each<[string, string, string, string, RegExp]>([
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
    const plain = said(load(edit(fichier, from, to))).map((line) => line.replace(/[\u00a0\u202f]/gu, ' '));
    expect(plain).toEqual(expect.arrayContaining([expect.stringMatching(attendu)]));
    for (const line of plain) expect(line).toMatch(/:\d+ .*[.?]$/u);
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

describe('parameters of an organisation', () => {
  test('replace the defaults', () => {
    const charge = load(FICHIERS, {
      commune: 'Guéret',
      ecoles: [
        { id: 'centre', libelle: 'Centre' },
        { id: 'gare', libelle: 'Gare' },
      ],
    });
    expect(said(charge)).toEqual([]);
    if (charge.ok) expect(charge.definition.presentation).toEqual(['À Guéret.']);
  });

  test.each<[Record<string, unknown>, RegExp]>([
    [{ comune: 'Guéret' }, /« comune » n’existe pas dans cette démarche\. Vouliez-vous « commune »/u],
    [{ commune: 12 }, /« commune » n’est pas accepté.*Il faut un texte/u],
    [{ ecoles: [] }, /« ecoles » n’est pas accepté.*au moins un choix/u],
    [{ grille: { tranches: [{ de: 0, moins_de: 10, prix: 1 }] } }, /n’ont pas de prix/u],
    [{ grille: { tranches: [{ de: 0, prix: 1 }], cout: 2 } }, /« cout » n’est pas connu/u],
  ])('%j is refused', (parametres, attendu) => {
    const lines = said(load(FICHIERS, parametres)).map((line) => line.replace(/\u00a0/gu, ' '));
    expect(lines).toEqual([expect.stringMatching(attendu)]);
    expect(lines[0]).toMatch(/^paramètres de l’organisation:1 /u);
  });
});

test('no edit of a file makes it throw', () => {
  const names = Object.keys(FICHIERS);
  const scrap = fc.oneof(
    fc.constantFrom(
      '\n',
      ' ',
      '  ',
      ':',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '&a ',
      '*a',
      '<<: ',
      '!!str ',
      '#',
      '\t',
      '{{ ',
      ' }}',
      '---\n',
      'null',
      '~',
      '.nan',
      '0',
      '-1',
      'true',
      '? ',
      '__proto__: ',
      'constructor: ',
      'champs: ',
      'type: repetition\n',
      '{ parametre: x }',
      'est: ',
      '\u0000',
      '\ud800',
    ),
    fc.string({ maxLength: 8 }),
  );
  const change = fc.record({
    file: fc.nat(names.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(40),
    scrap,
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const edited: Record<string, string> = { ...FICHIERS };
      for (const { file, at, remove, scrap: put } of changes) {
        const name = names[file] ?? '';
        const text = edited[name] ?? '';
        const offset = Math.floor(at * text.length);
        edited[name] = text.slice(0, offset) + put + text.slice(offset + remove);
      }
      const charge = load(edited);
      if (charge.ok) return;
      expect(charge.erreurs.length).toBeGreaterThan(0);
      for (const { ligne, colonne, message, remede } of charge.erreurs) {
        expect(Math.min(ligne, colonne)).toBeGreaterThanOrEqual(1);
        expect(message).toMatch(/[.?]$/u);
        expect(remede).toMatch(/[.?]$/u);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);

test.each([
  ['anchors that unfold', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]`],
  ['endless nesting', '['.repeat(20_000)],
  ['a huge file', 'a'.repeat(400_000)],
  ['a plain text', 'bonjour'],
  ['a list', '- a\n- b'],
  ['nothing', ''],
  ['zero bytes', '\u0000\u0000'],
])('%s is refused, quickly', (_, text) => {
  const start = performance.now();
  for (const name of Object.keys(FICHIERS)) expect(load({ ...FICHIERS, [name]: text }).ok).toBe(false);
  expect(performance.now() - start).toBeLessThan(10_000);
});
