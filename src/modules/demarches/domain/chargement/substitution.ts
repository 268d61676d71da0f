import { quote } from '../../../../values/french.ts';
import { type Montant, toDecimal } from '../../../../values/montant.ts';
import type { Grille } from '../grille.ts';
import { type Parametre, parametreEnTexte } from './parametres.ts';
import type { Chemin, Rapport } from './rapport.ts';
import type { SourceYaml } from './source-yaml.ts';
import { vouliezVous } from './voisin.ts';

/** What a parameter becomes in each kind of file; undefined where it has no meaning. */
export type Ecriture = (parametre: Parametre) => unknown;

export type Substitution = {
  /** Ids of the parameters that served, to find those that never do. */
  readonly servis: ReadonlySet<string>;
  /** Puts the parameters in a whole file. */
  appliquer(valeur: unknown, source: SourceYaml, ecriture: Ecriture): unknown;
  /** Puts the parameters in one text. */
  dansTexte(text: string, lieu: () => ReturnType<SourceYaml['lieuDe']>): string;
};

export function creerSubstitution(parametres: readonly Parametre[], rapport: Rapport): Substitution {
  const known = new Map(parametres.map((parametre) => [parametre.id, parametre]));
  const servis = new Set<string>();

  const find = (id: string, lieu: () => ReturnType<SourceYaml['lieuDe']>): Parametre | undefined => {
    servis.add(id);
    const parametre = known.get(id);
    if (!parametre)
      rapport.signaler(
        lieu(),
        `Le paramètre ${quote(id)} n’existe pas.`,
        vouliezVous(id, [...known.keys()], 'Déclarez-le dans parametres.yaml.'),
      );
    return parametre;
  };

  const dansTexte: Substitution['dansTexte'] = (text, lieu) =>
    text.replace(BALISE, (whole, id: string) => {
      const parametre = find(id, lieu);
      return parametre ? parametreEnTexte(parametre) : whole;
    });

  const appliquer = (valeur: unknown, source: SourceYaml, ecriture: Ecriture, chemin: Chemin): unknown => {
    if (typeof valeur === 'string') return dansTexte(valeur, () => source.lieuDe(chemin));
    if (Array.isArray(valeur))
      return valeur.map((item, index) => appliquer(item, source, ecriture, [...chemin, index]));
    if (typeof valeur !== 'object' || valeur === null) return valeur;
    const named = renvoi(valeur);
    if (named === undefined) {
      return Object.fromEntries(
        Object.entries(valeur).map(([key, item]) => [key, appliquer(item, source, ecriture, [...chemin, key])]),
      );
    }
    const parametre = find(named, () => source.lieuDe(chemin));
    if (!parametre) return valeur;
    const written = ecriture(parametre);
    if (written === undefined) {
      rapport.signaler(
        source.lieuDe(chemin),
        `Le paramètre ${quote(named)}, de type ${quote(parametre.type)}, ne peut pas servir ici.`,
        `Dans un texte, écrivez ${quote(`{{ parametres.${named} }}`)}.`,
      );
    }
    return written;
  };

  return { servis, dansTexte, appliquer: (valeur, source, ecriture) => appliquer(valeur, source, ecriture, []) };
}

/** In `demarche.yaml`: as plain data; an amount in whole euros or with its cents. */
export const dansDemarche: Ecriture = (parametre) => {
  if (parametre.type === 'grille') return undefined;
  return parametre.type === 'montant' ? parametre.valeur / 100 : parametre.valeur;
};

/** In `regles.publicodes.yaml`: as publicodes writes it. A grid gives its `tranches`. */
export const dansRegles: Ecriture = (parametre) => {
  switch (parametre.type) {
    case 'texte':
      return `'${parametre.valeur}'`;
    case 'nombre':
      return parametre.valeur;
    case 'montant':
      return enEuros(parametre.valeur);
    case 'grille':
      return tranchesOf(parametre.valeur);
    case 'choix':
      return undefined;
  }
};

function tranchesOf({ tranches }: Grille): readonly object[] {
  return tranches.map(({ moinsDe, prix }) => ({
    montant: enEuros(prix),
    ...(moinsDe === undefined ? {} : { plafond: enEuros(moinsDe) }),
  }));
}

function enEuros(montant: Montant): string {
  return `${toDecimal(montant)} €`;
}

/** The parameter that `{ parametre: ecoles }` names. */
function renvoi(object: object): string | undefined {
  const [entry, ...others] = Object.entries(object);
  return others.length === 0 && entry?.[0] === 'parametre' && typeof entry[1] === 'string' ? entry[1] : undefined;
}

const BALISE = /\{\{\s*parametres\.([a-zA-Z0-9_-]{1,100})\s*\}\}/gu;
