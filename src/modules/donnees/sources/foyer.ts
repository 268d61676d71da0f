import { MONTHS } from '../../../values/format-jour.ts';
import { sameName } from '../../../values/names.ts';
import type { AppelSource } from '../../demarches/index.ts';
import type { AdresseDuFoyer, EnfantDuFoyer } from '../domain/foyer.ts';
import type { Donnees } from '../domain/route.ts';
import type { ParticipationFamiliale } from '../domain/routes/participation-familiale-eaje.ts';
import type { Foyer } from '../domain/routes/quotient-familial.ts';
import type { Presentation } from './source-api-particulier.ts';

/** The household, in the shapes of the champs that it fills. */
export const presentationFoyer: Presentation<Foyer> = {
  fournisseurOf: ({ quotient }) => (quotient?.fournisseur === 'MSA' ? 'la MSA' : 'la CAF'),
  donneesOf: ({ quotient, enfants, adresse }, { communes }) => ({
    enfants: rowsOf(enfants),
    ...(quotient ? { valeur: quotient.valeur, mois: moisEnLettres(quotient.mois) } : {}),
    ...(adresse ? { adresse: adresseOf(adresse, communes) } : {}),
  }),
};

export const presentationEaje: Presentation<ParticipationFamiliale> = {
  donneesOf: ({ enfants, adresse, ...rest }, { communes }): Donnees => ({
    ...rest,
    enfants: rowsOf(enfants),
    ...(adresse ? { adresse: adresseOf(adresse, communes) } : {}),
  }),
};

function rowsOf(enfants: readonly EnfantDuFoyer[]) {
  return enfants.map(({ prenom, nom, dateNaissance }) => ({
    prenom,
    nom,
    ...(dateNaissance ? { date_naissance: dateNaissance } : {}),
  }));
}

/** In the shape of the address champ; the commune gets its code when its name and postcode leave no doubt. */
function adresseOf(adresse: AdresseDuFoyer, communes: AppelSource['communes']) {
  const connue = communes(adresse.codePostal).filter(({ nom }) => sameName(nom, adresse.commune));
  const [only] = connue.length === 1 ? connue : [];
  const commune = only?.nom ?? adresse.commune;
  return {
    label: [adresse.numero, adresse.voie, adresse.codePostal, commune].filter(Boolean).join(' '),
    ...(adresse.numero ? { numero: adresse.numero } : {}),
    voie: adresse.voie,
    codePostal: adresse.codePostal,
    commune,
    ...(adresse.complement ? { complement: adresse.complement } : {}),
    ...(only ? { codeCommune: only.code } : {}),
  };
}

/** « 2026-11 » reads « novembre 2026 ». */
function moisEnLettres(mois: string): string {
  const [annee, numero] = mois.split('-');
  return `${MONTHS[Number(numero) - 1]} ${annee}`;
}
