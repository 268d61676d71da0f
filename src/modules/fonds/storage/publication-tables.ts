import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siret } from '../../../values/siret.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import type { FondsTables } from './tables.ts';

type PublicationTables = {
  /** Written by PostgreSQL alone. */
  projets_finances: {
    id: string;
    organisation_id: string;
    numero: string;
    statut: Exclude<StatutSubvention, 'proposee'>;
    beneficiaire_siret: Siret;
    beneficiaire_nom: string;
    beneficiaire_departement: string | null;
    recherche: string;
    objet: string;
    cout: Montant;
    montant: Montant;
    montant_verse: Montant;
    axe_id: string;
    axe_numero: number;
    axe_nom: string;
    dispositif_id: string | null;
    dispositif_nom: string | null;
    decidee_le: Jour;
    convention_signee_le: Jour | null;
    commencement: Jour | null;
    fin_prevue: Jour;
    licence: string | null;
    depot_source: string | null;
    fictif: boolean;
    created_at: Temporal.Instant;
    modified_at: Temporal.Instant;
  };
  publication_reglages: { organisation_id: string; siret: Siret; modified_at: Temporal.Instant };
  editions_scdl: {
    organisation_id: string;
    numero: number;
    lignes: number;
    taille: number;
    sha256: string;
    publiee_at: Temporal.Instant;
  };
  publications_scdl: {
    subvention_id: string;
    edition: number;
    organisation_id: string;
    remplacee: number | null;
    texte: string;
    lignes: number;
    sha256: string;
    publiee_at: Temporal.Instant;
  };
  rappels_publication: {
    subvention_id: string;
    seuil: number;
    echeance: Jour;
    organisation_id: string;
    created_at: Temporal.Instant;
  };
};

/** What a fund publishes, in a transaction. */
export const publication = (tx: Tx) => tx.withTables<PublicationTables & FondsTables>();
