import { NBSP } from '../../../../values/french.ts';
import { centimes, formatMontant, type Montant, subtractMontants, sumMontants } from '../../../../values/montant.ts';

export const LIBELLES_DES_NATURES = {
  aide_publique: 'Aide publique',
  financement_prive: 'Financement privé',
  part_maitre_ouvrage: 'Part du maître d’ouvrage',
  aide_demandee: 'Aide demandée',
} as const;
export type NatureDeRecette = keyof typeof LIBELLES_DES_NATURES;

/** One expense. `montant` is in cents, before tax. */
export type Depense = {
  readonly _id: string;
  readonly poste?: string;
  readonly montant?: number;
  readonly eligible?: boolean;
};

/** One resource. `montant` is in cents; `aide_demandee` is what this very form asks for. */
export type Recette = {
  readonly _id: string;
  readonly financeur?: string;
  readonly nature?: NatureDeRecette;
  readonly montant?: number;
};

export type Tables = { readonly depenses: readonly Depense[]; readonly recettes: readonly Recette[] };

/** Cents. */
export type Totaux = {
  /** All the expenses. */
  readonly cout: number;
  /** Those that may be paid for by the aid. */
  readonly assiette: number;
  readonly aidesPubliques: number;
  readonly financementPrive: number;
  readonly partMaitreOuvrage: number;
  readonly aideDemandee: number;
};

export type Plan = Totaux & Tables;

export const TOTAUX = [
  'cout',
  'assiette',
  'aidesPubliques',
  'financementPrive',
  'partMaitreOuvrage',
  'aideDemandee',
] as const satisfies readonly (keyof Totaux)[];

/** Rows without an amount count for nothing. */
export function totaliser({ depenses, recettes }: Tables): Totaux {
  const recettesDe = (nature: NatureDeRecette) => somme(recettes.filter((recette) => recette.nature === nature));
  return {
    cout: somme(depenses),
    assiette: somme(depenses.filter(({ eligible }) => eligible === true)),
    aidesPubliques: recettesDe('aide_publique'),
    financementPrive: recettesDe('financement_prive'),
    partMaitreOuvrage: recettesDe('part_maitre_ouvrage'),
    aideDemandee: recettesDe('aide_demandee'),
  };
}

/** What the rows add up to. */
export function somme(lignes: readonly { readonly montant?: number }[]): Montant {
  return sumMontants(lignes.map(({ montant = 0 }) => centimes(montant)));
}

/** Why the plan does not balance; undefined when it does, to the cent. */
export function desequilibre({ depenses, recettes }: Tables): string | undefined {
  const [cout, ressources] = [somme(depenses), somme(recettes)];
  const ecart = subtractMontants(cout, ressources);
  if (ecart === 0) return undefined;
  const totaux = `Les dépenses totalisent ${enEuros(cout)} et les recettes ${enEuros(ressources)}${NBSP}:`;
  return ecart > 0
    ? `${totaux} il manque ${enEuros(ecart)} de recettes.`
    : `${totaux} il y a ${enEuros(subtractMontants(ressources, cout))} de recettes en trop.`;
}

/** « 60 000 € » */
export function enEuros(montant: number): string {
  return formatMontant(centimes(montant), 'if-any');
}
