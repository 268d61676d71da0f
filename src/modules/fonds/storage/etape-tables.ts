import type { ColumnType } from 'kysely';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Ruralite } from '../domain/densite.ts';
import type { Compteurs, Vue } from '../domain/etape-compteurs.ts';
import type { Etat, Genre } from '../domain/etape-etat.ts';
import type { Technologie } from '../domain/trajectoire.ts';

/** The tables of the point d’étape and of the goals of deployment. */
export type EtapeTables = {
  etape_periodes: {
    genre: Genre;
    sujet_id: string;
    du: Jour;
    au: Jour;
    organisation_id: string;
    statut: Etat['statut'];
    fictif: boolean;
    axe_id: string | null;
    dispositif_id: string | null;
    type: Etat['type'];
    classe: number;
    departement: string | null;
    region: string | null;
    siren: string | null;
    debut: Jour;
    decide_le: Jour | null;
    paye_le: Jour | null;
    recevabilite: Etat['recevabilite'];
    demande: Montant;
    engage: Montant;
    liquide: Montant;
    paye: Montant;
    tenues: number;
  };
  etape_cumuls: {
    organisation_id: string;
    vue: Vue;
    cle: string;
    fictif: boolean;
    jour: Jour;
    compteurs: ColumnType<Compteurs, string>;
  };
  etape_cles: { organisation_id: string; vue: Vue; cle: string; fictif: boolean };
  etape_grilles: { empreinte: string; vue_le: Temporal.Instant };
  etape_ruralites: { empreinte: string; siren: string; ruralite: Ruralite };
  etape_lectures: { objet: string; position: number; read_at: Temporal.Instant };
  objectifs: {
    id: string;
    organisation_id: string;
    cle: string;
    libelle: string;
    technologies: readonly Technologie[];
    depart: number;
    depart_le: Jour;
    cible: number;
    echeance: Jour;
    source: string;
    declare_le: Jour;
    created_at: Temporal.Instant;
  };
  raccordements: {
    organisation_id: string;
    siren: string;
    technologie: Technologie;
    depuis: Jour;
    source: string;
    declare_le: Jour;
    created_at: Temporal.Instant;
  };
};
