import type { Tx } from '../../../platform/db/database.ts';
import type { CodeDefaut } from '../domain/defaut.ts';
import type { IdTypeImport } from '../domain/type-import.ts';

export type StatutImport = 'en_cours' | 'termine' | 'refuse';

export type OpendataTables = {
  imports: {
    id: string;
    organisation_id: string;
    type: IdTypeImport;
    nom_fichier: string;
    sha256: string;
    taille: number;
    statut: StatutImport;
    refus: string | null;
    ligne: number;
    lues: number;
    nouvelles: number;
    modifiees: number;
    inchangees: number;
    en_double: number;
    rejetees: number;
    defauts: number;
    acteur_id: string | null;
    created_at: Temporal.Instant;
    finished_at: Temporal.Instant | null;
  };
  lignes_importees: {
    cle: string;
    organisation_id: string;
    import_id: string;
    ligne: number;
    empreinte: string;
    brut: string;
    valeurs: Readonly<Record<string, string>> | null;
  };
  defauts_import: {
    import_id: string;
    ligne: number;
    rang: number;
    organisation_id: string;
    colonne: string;
    /** A newer version of the application may have written one that this one does not know. */
    code: CodeDefaut;
    valeur: string;
    precision: string;
  };
};

/** The tables of this module, in a transaction. */
export const opendata = (tx: Tx) => tx.withTables<OpendataTables>();
