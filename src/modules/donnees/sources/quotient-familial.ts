import { MONTHS } from '../../../values/format-jour.ts';
import { sameName } from '../../../values/names.ts';
import type { AppelSource, Source } from '../../demarches/index.ts';
import type { Issue } from '../domain/issue.ts';
import { type AdresseDuFoyer, type Foyer, parseFoyer } from '../domain/quotient-familial.ts';
import { firstSiretOf } from '../domain/siret-siege.ts';
import type { ApiParticulier } from './api-particulier.ts';

const ROUTE = '/v3/dss/quotient_familial/france_connect';

/** The household as the CAF or the MSA knows it: quotient, children, address. */
export function quotientFamilial(api: ApiParticulier): Source {
  return {
    id: 'api_particulier.quotient_familial',
    nom: 'la CAF ou la MSA',
    donnees: ['valeur', 'mois', 'enfants', 'adresse'],
    presentation: 'Votre quotient familial, vos enfants à charge et votre adresse',
    scopes: ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'],
    async fetch(appel) {
      const issue = await api.get(ROUTE, firstSiretOf(appel.organisation.siren), appel.accessToken);
      return reponseOf(issue, appel);
    },
  };
}

function reponseOf(issue: Issue, appel: AppelSource): Awaited<ReturnType<Source['fetch']>> {
  const le = appel.now.toString({ smallestUnit: 'second' });
  const base = { fournisseur: 'la CAF ou la MSA', le };
  switch (issue.type) {
    case 'obtenue': {
      const foyer = parseFoyer(issue.body, appel.pivot, appel.aujourdhui);
      if (!foyer) return { ...base, etat: 'indisponible', phrase: ILLISIBLE };
      return {
        ...base,
        fournisseur: fournisseurOf(foyer),
        etat: 'obtenue',
        phrase: OBTENUE,
        donnees: donneesOf(foyer, appel.communes),
      };
    }
    case 'absente':
      return { ...base, etat: 'absente', phrase: ABSENTE };
    case 'refusee':
      return { ...base, etat: 'refusee', phrase: INDISPONIBLE };
    case 'en_cours':
    case 'indisponible':
      return { ...base, etat: 'indisponible', phrase: INDISPONIBLE };
  }
}

const OBTENUE = 'Ces informations ont été transmises avec votre accord.';
const ABSENTE = 'La CAF et la MSA n’ont pas trouvé de dossier à votre nom. Indiquez vous-même ces informations.';
const INDISPONIBLE =
  'La CAF ou la MSA ne répond pas pour le moment. Indiquez vous-même ces informations ; votre demande n’attendra pas.';
const ILLISIBLE =
  'Ce que la CAF ou la MSA a répondu n’a pas pu être rapproché de votre identité. Indiquez vous-même ces informations.';

function fournisseurOf(foyer: Foyer): string {
  return foyer.quotient?.fournisseur === 'MSA' ? 'la MSA' : 'la CAF';
}

/** The paths that `prefill.chemin` may name. */
function donneesOf(foyer: Foyer, communes: AppelSource['communes']) {
  return {
    enfants: foyer.enfants.map(({ prenom, nom, dateNaissance }) => ({
      prenom,
      nom,
      ...(dateNaissance ? { date_naissance: dateNaissance } : {}),
    })),
    ...(foyer.quotient ? { valeur: foyer.quotient.valeur, mois: moisEnLettres(foyer.quotient.mois) } : {}),
    ...(foyer.adresse ? { adresse: adresseOf(foyer.adresse, communes) } : {}),
  };
}

/** In the shape of the address champ; the commune gets its code when its name and postcode leave no doubt. */
function adresseOf(adresse: AdresseDuFoyer, communes: AppelSource['communes']) {
  const connue = communes(adresse.codePostal).filter(({ nom }) => sameName(nom, adresse.commune));
  const [only] = connue.length === 1 ? connue : [];
  const commune = only?.nom ?? adresse.commune;
  return {
    label: `${adresse.voie} ${adresse.codePostal} ${commune}`,
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
