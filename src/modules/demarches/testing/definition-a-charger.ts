import { expect } from 'vitest';
import { registreDesChamps } from '../champs/index.ts';
import type { Fichiers } from '../domain/chargement/fichiers.ts';
import { type Chargement, loadDefinition } from '../domain/load-definition.ts';

const SOURCES = [
  { id: 'caf', pour: 'personnes', donnees: ['valeur', 'enfants'] },
  { id: 'sirene', pour: 'organisations', donnees: ['nom'] },
] as const;

/** Two steps, over every part that a file may have: a source, rules, parameters, rows, conditions. */
export const DEMARCHE = `id: essai
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

export const FICHIERS: Fichiers = {
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

export const load = (fichiers: Fichiers, parametres: Readonly<Record<string, unknown>> = {}) =>
  loadDefinition(fichiers, { registre: registreDesChamps, sources: SOURCES, parametres });

/** What is said of it, a line an error. */
export const said = (charge: Chargement) =>
  charge.ok
    ? []
    : charge.erreurs.map(({ fichier, ligne, message, remede }) => `${fichier}:${ligne} ${message} ${remede}`);

/** Changes one file; the test fails when there is nothing to change. */
export function edit(fichier: string, from: string, to: string): Fichiers {
  const text = FICHIERS[fichier] ?? '';
  if (!text.includes(from)) throw new Error(`${from} is not in ${fichier}`);
  return { ...FICHIERS, [fichier]: text.replace(from, () => to) };
}

/** What is wrong, in which file, what is changed into what, and what is said of it. */
export type Faute = readonly [nom: string, fichier: string, from: string, to: string, attendu: RegExp];

export function expectFaute(fichier: string, from: string, to: string, attendu: RegExp): void {
  const plain = said(load(edit(fichier, from, to))).map((line) => line.replace(/[\u00a0\u202f]/gu, ' '));
  expect(plain).toEqual(expect.arrayContaining([expect.stringMatching(attendu)]));
  for (const line of plain) expect(line).toMatch(/:\d+ .*[.?]$/u);
}
