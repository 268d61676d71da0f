/** A request of habilitation, as DataPass knows it. Everything here is invented, except the organisation. */
export interface Demande {
  readonly id: number;
  readonly publicId: string;
  readonly definition: 'api_particulier' | 'api_entreprise';
  readonly intitule: string;
  readonly siret: string;
  readonly organisation: string;
  readonly scopes: readonly string[];
  readonly demandeur: { readonly prenom: string; readonly nom: string; readonly courriel: string };
}

const POITIERS = { siret: '21860194600013', organisation: 'VILLE DE POITIERS' };

export const demandes: readonly Demande[] = [
  {
    id: 9001,
    publicId: 'b1f0a6de-8a35-4d0e-9f0b-0f2f6a7c9001',
    definition: 'api_particulier',
    intitule: 'Inscription à la cantine',
    ...POITIERS,
    scopes: ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'],
    demandeur: { prenom: 'Odile', nom: 'VERDIER', courriel: 'odile.verdier@poitiers.exemple.test' },
  },
  {
    id: 9002,
    publicId: 'b1f0a6de-8a35-4d0e-9f0b-0f2f6a7c9002',
    definition: 'api_entreprise',
    intitule: 'Occupation du domaine public',
    ...POITIERS,
    scopes: ['unites_legales_etablissements_insee', 'attestation_fiscale_dgfip'],
    demandeur: { prenom: 'Odile', nom: 'VERDIER', courriel: 'odile.verdier@poitiers.exemple.test' },
  },
];
