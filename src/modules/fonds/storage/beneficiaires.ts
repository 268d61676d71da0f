import { removeAccents } from '../../../values/french.ts';
import type { Siret } from '../../../values/siret.ts';
import type { Beneficiaire, TypeBeneficiaire } from '../domain/subvention.ts';

/** Who receives, as requests and subventions keep it: what it was called and was on that day. */
export type BeneficiaireColumns = {
  beneficiaire_siret: Siret;
  beneficiaire_nom: string;
  beneficiaire_type: TypeBeneficiaire;
  beneficiaire_departement: string | null;
  beneficiaire_region: string | null;
  beneficiaire_population: number | null;
  beneficiaire_recherche: string;
};

export function columnsOfBeneficiaire(one: Beneficiaire): BeneficiaireColumns {
  return {
    beneficiaire_siret: one.siret,
    beneficiaire_nom: one.nom,
    beneficiaire_type: one.type,
    beneficiaire_departement: one.departement,
    beneficiaire_region: one.region,
    beneficiaire_population: one.population,
    beneficiaire_recherche: nomPourRecherche(one.nom),
  };
}

export function beneficiaireOfRow(row: BeneficiaireColumns): Beneficiaire {
  return {
    siret: row.beneficiaire_siret,
    nom: row.beneficiaire_nom,
    type: row.beneficiaire_type,
    departement: row.beneficiaire_departement,
    region: row.beneficiaire_region,
    population: row.beneficiaire_population,
  };
}

/** « Saint-Éloi d’Or » is found by « saint eloi ». */
export function nomPourRecherche(nom: string): string {
  return removeAccents(nom)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
