/** The files of a démarche by their path in its folder: `demarche.yaml`, `lettres/refuse.md`… */
export type Fichiers = Readonly<Record<string, string>>;

export const FICHIER_DEMARCHE = 'demarche.yaml';
export const FICHIER_REGLES = 'regles.publicodes.yaml';
export const FICHIER_PARAMETRES = 'parametres.yaml';
