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
