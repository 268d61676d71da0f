import { DEFAULT_THEME } from '../../../src/platform/html/theme.ts';
import { type Bloc, letterPdf, type Tableau } from '../../../src/platform/pdf/letter.ts';
import { minutesPdf } from '../../../src/platform/pdf/minutes.ts';
import { reportPdf } from '../../../src/platform/pdf/report.ts';

const paragraphe = (texte: string): Bloc => ({
  type: 'paragraphe',
  texte: [
    { texte, gras: false },
    { texte: ' En gras.', gras: true },
  ],
});

const tableau = (rows: number): Tableau => ({
  type: 'tableau',
  colonnes: [
    { titre: 'Commune', part: 3 },
    { titre: 'Projet', part: 3 },
    { titre: 'Montant', part: 1, nombre: true },
  ],
  rangees: Array.from({ length: rows }, (_, row) => [
    `Commune ${row + 1}`,
    'Portail des familles',
    `${row + 1}\u00a0000\u00a0€`,
  ]),
});

const commun = {
  organisation: { nom: 'Ville de Poitiers', adresse: ['15 place du Maréchal-Leclerc', '86021 Poitiers Cedex'] },
  theme: DEFAULT_THEME,
  reference: 'Dossier CAN-2026-00012',
  createdAt: Temporal.Instant.from('2026-11-24T10:00:00Z'),
};

const lettre = {
  ...commun,
  titre: 'Décision sur le dossier CAN-2026-00012',
  destinataire: ['Camille MOREAU', '14 rue des Feuillants', '86000 POITIERS'],
  lieu: 'Poitiers',
  date: '24 novembre 2026',
  objet: 'votre inscription à la cantine est acceptée',
  signataire: { nom: 'Anne Berthier', qualite: 'L’adjointe à l’éducation' },
  mentions: [paragraphe('Vous pouvez contester cette décision.')],
};

/** Every kind of PDF that the platform writes, with all that each may hold, over several pages. */
export const DOCUMENTS: Readonly<Record<string, { readonly titre: string; readonly pdf: () => Promise<Uint8Array> }>> =
  {
    'a letter of decision': {
      titre: lettre.titre,
      pdf: () =>
        letterPdf({
          ...lettre,
          blocs: [
            paragraphe('Le prix du repas est de 2,35\u00a0€\u00a0; cœur, Ÿ, «\u00a0où\u00a0», Łódź.'),
            { type: 'liste', elements: [[{ texte: 'Un point.', gras: false }], [{ texte: 'Un autre.', gras: true }]] },
          ],
        }),
    },
    'a draft of an act, over several pages': {
      titre: 'Convention 2021-12',
      pdf: () =>
        letterPdf({
          ...lettre,
          titre: 'Convention 2021-12',
          intitule: 'Convention de financement',
          destinataire: [],
          mentionProvisoire: 'Projet',
          cosignataire: { nom: 'Paul Martin', qualite: 'Le maire' },
          blocs: [
            { type: 'titre', texte: 'Article 1' },
            ...Array.from({ length: 30 }, (_, index) => paragraphe(`Alinéa ${index + 1}.`.repeat(12))),
            { type: 'titre', texte: 'Article 2' },
            tableau(60),
            paragraphe('Fait à Paris.'),
          ],
        }),
    },
    'the minutes of a committee': {
      titre: 'Procès-verbal du comité du 8 octobre 2021',
      pdf: () =>
        minutesPdf({
          ...commun,
          titre: 'Procès-verbal du comité du 8 octobre 2021',
          parties: [
            { titre: 'Présents', blocs: [paragraphe('Alix Roy, préfecture.')] },
            { titre: 'Décisions', tableau: tableau(70) },
          ],
          signatures: ['La présidente', 'Le secrétaire'],
        }),
    },
    'the report for the press': {
      titre: 'Point d’étape au 8 octobre 2021',
      pdf: () =>
        reportPdf({
          ...commun,
          titre: 'Point d’étape au 8 octobre 2021',
          chapeau: 'Fonds «\u00a0Transformation numérique\u00a0», au 8 octobre 2021',
          chiffres: Array.from({ length: 9 }, (_, index) => ({
            ...{ valeur: `${index + 1}\u00a0M€`, libelle: `Chiffre ${index + 1}` },
            ...(index % 2 === 0 ? { detail: 'dont 3 ruraux' } : {}),
          })),
          sections: [
            { titre: 'Par axe', paragraphes: ['Une phrase.', 'Une autre.'], table: tableau(50) },
            { titre: 'Méthode', paragraphes: ['Lu dans le journal.'] },
          ],
        }),
    },
  };
