import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Siret } from '../../../values/siret.ts';
import type { EtatDemande, FournisseurHabilitation } from '../domain/habilitation.ts';

export type DonneesTables = {
  source_limites: {
    cle: string;
    tranches: number[];
    tranche: number;
    repos_jusqua: Temporal.Instant | null;
    echecs: number;
    modified_at: Temporal.Instant;
  };
  habilitations: {
    id: string;
    organisation_id: string;
    demarche_id: string;
    fournisseur: FournisseurHabilitation;
    datapass_id: number | null;
    etat: EtatDemande;
    en_vigueur: boolean;
    scopes: string[];
    base_legale: string;
    finalite: string;
    conservation_mois: number;
    siret: Siret | null;
    valable_du: Jour;
    valable_jusquau: Jour;
    jeton_scelle: Buffer | null;
    jeton_expire_le: Jour | null;
    jeton_remplace_at: Temporal.Instant | null;
    derniere_utilisation_at: Temporal.Instant | null;
    alerte_jours: number | null;
    alerte_pour: Jour | null;
    datapass_at: Temporal.Instant | null;
    created_at: Temporal.Instant;
    modified_at: Temporal.Instant;
  };
  datapass_notifications: {
    empreinte: Buffer;
    datapass_id: number;
    evenement: string;
    effet: 'appliquee' | 'ancienne' | 'sans_effet' | 'inconnue';
    survenue_at: Temporal.Instant;
    recue_at: Temporal.Instant;
  };
};

/** The tables of this module, in a transaction. */
export const donnees = (tx: Tx) => tx.withTables<DonneesTables>();
