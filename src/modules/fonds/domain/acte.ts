/** What a fund writes about a subvention. */
export const TYPES_ACTE = [
  'arrete',
  'notification',
  'arrete_modificatif',
  'convention',
  'avenant',
  'avenant_beneficiaire',
  'caducite',
  'reversement',
] as const;
export type TypeActe = (typeof TYPES_ACTE)[number];

/** A draft binds nobody, and says so on each page; the other was taken when its signature was recorded. */
export type EtatActe = 'projet' | 'signe';

type Forme = {
  readonly libelle: string;
  /** Name of its file in `catalogue/fonds/actes/`, without its end. */
  readonly fichier: string;
  /** A letter has an addressee; an act has a title, and a convention two who sign. */
  readonly forme: 'arrete' | 'convention' | 'lettre';
  /** Recorded by who does not sign it: its place is left for a hand. A convention always is. */
  readonly aSigner?: true;
};

export const ACTES: Readonly<Record<TypeActe, Forme>> = {
  arrete: { libelle: 'Arrêté d’attribution', fichier: 'arrete-attribution', forme: 'arrete' },
  notification: { libelle: 'Lettre de notification', fichier: 'notification', forme: 'lettre' },
  arrete_modificatif: {
    libelle: 'Arrêté modificatif',
    fichier: 'arrete-modificatif',
    forme: 'arrete',
    aSigner: true,
  },
  convention: { libelle: 'Convention', fichier: 'convention', forme: 'convention' },
  avenant: { libelle: 'Avenant', fichier: 'avenant', forme: 'convention' },
  avenant_beneficiaire: {
    libelle: 'Avenant sur le bénéficiaire',
    fichier: 'avenant-beneficiaire',
    forme: 'convention',
  },
  caducite: { libelle: 'Lettre de caducité', fichier: 'caducite', forme: 'lettre' },
  reversement: { libelle: 'Lettre de reversement', fichier: 'reversement', forme: 'lettre' },
};

/** What a lawyer must reread before a text is used: no official text was read for it, or it depends on who manages. */
export const A_RELIRE: Readonly<Record<TypeActe, string>> = {
  arrete:
    'le délai du dossier de fin de projet (décret n° 2018-514, art. 13), le total des aides publiques (art. 10, III), les voies et délais de recours.',
  arrete_modificatif: 'ce qui permet de changer de bénéficiaire, et les voies et délais de recours.',
  notification: 'les voies et délais de recours, et le tribunal compétent.',
  convention:
    'le délai du dossier de fin de projet (décret n° 2018-514, art. 13), les causes de reversement (art. 14), le tribunal compétent.',
  avenant: 'le plafond de l’avance et des acomptes (décret n° 2018-514, art. 12), le tribunal compétent.',
  avenant_beneficiaire: 'ce qui permet de changer de bénéficiaire, et le tribunal compétent.',
  caducite:
    'le texte qui permet de constater la caducité (décret n° 2018-514, art. 8 et 11), les voies et délais de recours.',
  reversement: 'la cause du reversement (décret n° 2018-514, art. 14), les voies et délais de recours.',
};

export const LIBELLES_ETAT: Readonly<Record<EtatActe, string>> = { projet: 'Projet', signe: 'Définitif' };

/** One version of a text, as the catalogue gave it: never changed. */
export type ModeleActe = {
  readonly id: string;
  readonly type: TypeActe;
  readonly version: number;
  readonly titre: string;
  readonly objet: string;
  readonly corps: string;
};
