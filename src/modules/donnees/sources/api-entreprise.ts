import type { Siren } from '../../../values/siren.ts';
import type { Siret } from '../../../values/siret.ts';
import { issueOf } from '../domain/issue.ts';
import { lireAssociation, lireEtablissement, lireUniteLegale } from '../domain/referentiels/api-entreprise.ts';
import type { Association, Etablissement, UniteLegale } from '../domain/referentiels/etablissement.ts';
import type { Limites } from '../use-cases/retenue.ts';
import { makeReferentiel, type ReferentielOptions, type ReponseReferentiel } from './referentiel.ts';

/** Who asks and why: API Entreprise writes it down, and refuses a question without it (422). */
export type Motif = {
  /** The administration that will use the answer. */
  readonly recipient: Siret;
  /** The procedure: « Occuper le domaine public ». */
  readonly contexte: string;
  /** What the question is for: the id of the dossier. */
  readonly objet: string;
};

export type ApiEntreprise = {
  etablissement(siret: Siret, motif: Motif): Promise<ReponseReferentiel<Etablissement>>;
  uniteLegale(siren: Siren, motif: Motif): Promise<ReponseReferentiel<UniteLegale>>;
  /** @param numero a RNA or a SIREN */
  association(numero: string, motif: Motif): Promise<ReponseReferentiel<Association>>;
};

/** It grants 250 questions a minute to a token, and the installation has one. */
export const API_ENTREPRISE_LIMITES: Limites = { parMinute: 250, parSeconde: 20 };

export type ApiEntrepriseOptions = Omit<ReferentielOptions, 'nom' | 'issueOf'> & { readonly jeton: string };

/** API Entreprise, version 4. Its envelope and its errors are those of API Particulier. */
export function apiEntreprise({ jeton, ...options }: ApiEntrepriseOptions): ApiEntreprise {
  const interroger = makeReferentiel({
    ...options,
    nom: 'api_entreprise',
    issueOf: (reponse) => issueOf(reponse, 'habilitation'),
  });
  const parametres = ({ recipient, contexte, objet }: Motif) => ({ recipient, context: contexte, object: objet });
  return {
    etablissement: (siret, motif) =>
      interroger({
        objet: 'insee',
        chemin: `/v4/insee/sirene/etablissements/${siret}`,
        parametres: parametres(motif),
        jeton,
        lire: (body) => lireEtablissement(body, siret),
      }),
    uniteLegale: (siren, motif) =>
      interroger({
        objet: 'insee',
        chemin: `/v4/insee/sirene/unites_legales/${siren}`,
        parametres: parametres(motif),
        jeton,
        lire: (body) => lireUniteLegale(body, siren),
      }),
    association: (numero, motif) =>
      interroger({
        objet: 'djepva',
        chemin: `/v4/djepva/api-association/associations/open_data/${encodeURIComponent(numero)}`,
        parametres: parametres(motif),
        jeton,
        lire: (body) => lireAssociation(body, numero),
      }),
  };
}
