import type { Generated, JSONColumnType } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Calcul } from '../domain/champ.ts';
import type { Compteurs } from '../domain/compteurs.ts';
import type { ChoixDeCourriels, Quoi } from '../domain/courriels-agents.ts';
import type { Definition, Verdict } from '../domain/definition.ts';
import type { Enregistrements } from '../domain/enregistrements.ts';
import type { EtatSources } from '../domain/prefill.ts';
import type { IssueDeRecours } from '../domain/recours.ts';
import type { Statut } from '../domain/statut.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';

type Json<T extends object> = JSONColumnType<T, string, string>;

export type DemarchesTables = {
  demarches: {
    id: string;
    organisation_id: string;
    slug: string;
    statut: 'publiee' | 'close' | 'depubliee';
    version_id: string | null;
    created_at: Generated<Temporal.Instant>;
  };
  demarche_versions: {
    id: string;
    demarche_id: string;
    organisation_id: string;
    numero: number;
    definition: Json<Definition>;
    empreinte: Buffer;
    parametres: Json<Readonly<Record<string, unknown>>>;
    published_at: Generated<Temporal.Instant>;
  };
  dossiers: {
    id: string;
    organisation_id: string;
    demarche_id: string;
    version_id: string;
    usager_id: string;
    porteur_id: string | null;
    deposant_id: string | null;
    statut: Statut;
    numero: string | null;
    reponses: Json<Reponses>;
    origines: Json<Origines>;
    sources: Json<EtatSources>;
    etapes_faites: string[];
    enregistrements: JSONColumnType<Enregistrements, string | undefined, string>;
    demandeur: string | null;
    demandeur_recherche: string | null;
    correction_demandee_at: Temporal.Instant | null;
    created_at: Temporal.Instant;
    modified_at: Temporal.Instant;
    submitted_at: Temporal.Instant | null;
    decided_at: Temporal.Instant | null;
  };
  depots: {
    id: string;
    dossier_id: string;
    rang: number;
    reponses: Json<Reponses>;
    origines: Json<Origines>;
    calculs: Json<Record<string, Calcul>>;
    sel: Buffer | null;
    entree_id: string;
    deposited_at: Temporal.Instant;
  };
  pieces: {
    id: string;
    dossier_id: string;
    champ_id: string | null;
    message_id: string | null;
    sha256: string;
    nom: string;
    type_mime: string;
    taille: number;
    antivirus: 'saine' | 'non_analysee';
    auteur_id: string | null;
    created_at: Temporal.Instant;
  };
  messages: {
    id: string;
    dossier_id: string;
    auteur_type: 'usager' | 'agent';
    auteur_id: string;
    auteur_nom: string;
    corps: string;
    demande_correction: boolean;
    cle: string;
    created_at: Temporal.Instant;
  };
  decisions: {
    id: string;
    dossier_id: string;
    verdict: Verdict;
    motif: string;
    auteur_id: string | null;
    auteur_nom: string;
    lettre_piece_id: string | null;
    decided_at: Temporal.Instant;
  };
  recours: {
    decision_id: string;
    dossier_id: string;
    message_id: string;
    recu_le: Jour;
    reponse_avant: Jour;
    issue: IssueDeRecours | null;
    reponse_id: string | null;
    repondu_le: Jour | null;
    rejet_implicite_le: Jour | null;
  };
  nouveautes: {
    id: string;
    organisation_id: string;
    dossier_id: string;
    quoi: Quoi;
    at: Temporal.Instant;
    annoncee_le: Generated<Jour | null>;
  };
  courriels_choisis: { membre_id: string; choix: ChoixDeCourriels };
  effets: {
    organisation_id: string;
    demarche_id: string;
    version_id: string;
    mois: string;
    compteurs: Json<Compteurs>;
  };
  effet_lectures: { objet: string; position: number; read_at: Temporal.Instant };
};

/** The tables of this module, in a transaction. */
export const demarches = (tx: Tx) => tx.withTables<DemarchesTables>();
