import type { ColumnType, Generated } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siret } from '../../../values/siret.ts';
import type { Avis, AvisDonne, GrilleAvis } from '../domain/avis.ts';
import type { Partenaire, StatutCandidature } from '../domain/candidature.ts';
import type { CauseCorrection } from '../domain/correction-siret.ts';
import type { Defaut } from '../domain/defaut.ts';
import type { Recevabilite } from '../domain/echeances.ts';
import type { QuelleEcheanceDeSubvention } from '../domain/echeances-subvention.ts';
import type { ActionEnLot } from '../domain/lot-candidatures.ts';
import type { Compte, TypeOperation } from '../domain/operation.ts';
import type { NatureVersement } from '../domain/plan.ts';
import type { NatureDispositif } from '../domain/session.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import type { StatutVersement } from '../domain/versement.ts';
import type { BeneficiaireColumns } from './beneficiaires.ts';
import type { EtapeTables } from './etape-tables.ts';

export type FondsTables = EtapeTables & {
  programmes: {
    id: string;
    organisation_id: string;
    nom: string;
    montant: Montant;
    created_at: Temporal.Instant;
  };
  axes: {
    id: string;
    organisation_id: string;
    programme_id: string;
    numero: number;
    nom: string;
    montant: Montant;
  };
  enveloppes: {
    id: string;
    organisation_id: string;
    axe_id: string;
    annee: number;
    nom: string;
    territoire_type: 'national' | 'region' | 'departement';
    territoire_code: string | null;
    parent_id: string | null;
    delegation_fin: Jour | null;
    delegation_acte: string | null;
    created_at: Temporal.Instant;
  };
  enveloppe_soldes: { enveloppe_id: string; organisation_id: string } & Record<Compte, Montant>;
  subvention_soldes: { subvention_id: string; organisation_id: string; enveloppe_id: string } & Record<
    Exclude<Compte, 'autorise' | 'disponible'>,
    Montant
  >;
  ecritures: {
    id: string;
    organisation_id: string;
    operation_id: string;
    enveloppe_id: string;
    subvention_id: string | null;
    de: Compte;
    vers: Compte;
    montant: Montant;
    type: TypeOperation;
    motif: string;
    autorite: string;
    acteur_id: string | null;
    passed_at: Temporal.Instant;
    /** In the order in which they were passed. */
    rang: Generated<number>;
  };
  subventions: BeneficiaireColumns & {
    id: string;
    organisation_id: string;
    enveloppe_id: string;
    dossier_id: string | null;
    cle: string;
    numero: string;
    statut: StatutSubvention;
    objet: string;
    cout: Montant;
    assiette: Montant;
    taux_numerateur: number;
    taux_denominateur: number;
    montant: Montant;
    autres_aides: Montant;
    financements_prives: Montant;
    derogation_participation: string | null;
    demande_recue: Jour;
    commencement: Jour | null;
    commencer_avant: Jour | null;
    fin_prevue: Jour;
    reference_decision: string | null;
    decidee_le: Jour | null;
    convention_signee_le: Jour | null;
    duree_mois: number | null;
    garantie: Generated<boolean>;
    depense_reelle: Montant | null;
    montant_final: Montant | null;
    soldee_le: Jour | null;
    reversement_du: Generated<Montant>;
    fin_motif: string | null;
    fictif: boolean;
    licence: string | null;
    depot_source: string | null;
    created_at: Temporal.Instant;
  };
  versements: {
    id: string;
    organisation_id: string;
    subvention_id: string;
    rang: number;
    nature: NatureVersement;
    montant: Montant;
    montant_liquide: Montant | null;
    condition: string;
    prevu_le: Jour;
    statut: StatutVersement;
    justificatif: string | null;
    piece_sha256: string | null;
    piece_nom: string | null;
    piece_type_mime: string | null;
    justifie_le: Jour | null;
    paye_le: Jour | null;
    rejet_motif: string | null;
    retire: Generated<boolean>;
  };
  lots_paiement: {
    id: string;
    organisation_id: string;
    numero: string;
    nombre: number;
    montant: Montant;
    acteur_id: string;
    created_at: Temporal.Instant;
  };
  lignes_paiement: {
    id: string;
    organisation_id: string;
    lot_id: string;
    versement_id: string;
    reference: string;
    beneficiaire_siret: Siret;
    beneficiaire_nom: string;
    libelle: string;
    montant: Montant;
    issue: 'paye' | 'rejete' | null;
    issue_le: Jour | null;
    motif: string | null;
  };
  retours_paiement: {
    id: string;
    organisation_id: string;
    nom: string;
    sha256: string;
    payees: number;
    rejetees: number;
    connues: number;
    defauts: ColumnType<readonly Defaut[], string>;
    acteur_id: string;
    created_at: Temporal.Instant;
  };
  avenants: {
    id: string;
    organisation_id: string;
    subvention_id: string;
    cle: string;
    motif: string;
    signe_le: Jour;
    fin_avant: Jour;
    fin_apres: Jour;
    created_at: Temporal.Instant;
  };
  corrections_siret: {
    id: string;
    organisation_id: string;
    subvention_id: string;
    cle: string;
    cause: CauseCorrection;
    siret_avant: Siret;
    siret_apres: Siret;
    nom_avant: string;
    nom_apres: string;
    motif: string;
    autorite: string | null;
    acteur_id: string;
    created_at: Temporal.Instant;
  };
  reversements: {
    id: string;
    organisation_id: string;
    subvention_id: string;
    cle: string;
    montant: Montant;
    recu_le: Jour;
    reference: string;
    created_at: Temporal.Instant;
  };
  dispositifs: {
    id: string;
    organisation_id: string;
    axe_id: string;
    slug: string;
    nom: string;
    nature: NatureDispositif;
    presentation: string;
    demarche_id: string | null;
    notification_ue: Generated<boolean | null>;
    dispositif_aide: Generated<string | null>;
    created_at: Temporal.Instant;
  };
  sessions_fonds: {
    id: string;
    organisation_id: string;
    dispositif_id: string;
    numero: number;
    nom: string;
    opens_at: Temporal.Instant;
    closes_at: Temporal.Instant | null;
    grace_minutes: number;
    created_at: Temporal.Instant;
  };
  regles_session: {
    id: string;
    organisation_id: string;
    session_id: string;
    version: number;
    regles: ColumnType<Readonly<Record<string, unknown>>, string, never>;
    empreinte: Buffer;
    applies_from: Temporal.Instant;
    created_at: Temporal.Instant;
  };
  candidatures: BeneficiaireColumns & {
    dossier_id: string;
    organisation_id: string;
    session_id: string;
    regles_id: string;
    dispositif_id: string;
    statut: StatutCandidature;
    objet: string;
    cout: Montant;
    assiette: Montant;
    demande: Montant;
    autres_aides: Montant;
    financements_prives: Montant;
    debut: Jour | null;
    fin: Jour | null;
    licence: string | null;
    depot_source: string | null;
    partenaires: ColumnType<readonly Partenaire[], string, string>;
    fictif: boolean;
    deposited_at: Temporal.Instant;
    recevable_avant: Jour;
    decision_avant: Jour;
    recevabilite: ColumnType<Recevabilite | null, undefined, Recevabilite | null>;
    recevabilite_par: ColumnType<'agent' | 'silence' | null, undefined, 'agent' | 'silence' | null>;
    recevabilite_le: ColumnType<Jour | null, undefined, Jour | null>;
    recevabilite_motif: ColumnType<string | null, undefined, string | null>;
    instructeur_id: ColumnType<string | null, undefined, string | null>;
    decidee_le: ColumnType<Jour | null, undefined, Jour | null>;
    /** Computed by the database. */
    echeance: ColumnType<Jour | null, never, never>;
  };
  prolongations: {
    id: string;
    organisation_id: string;
    dossier_id: string;
    cle: string;
    motif: string;
    jusquau: Jour;
    auteur_id: string;
    created_at: Temporal.Instant;
  };
  rappels_echeance: {
    organisation_id: string;
    dossier_id: string;
    echeance: 'recevabilite' | 'decision';
    le: Jour;
    seuil: number;
    destinataire_id: string;
    donne_le: Jour;
  };
  rappels_subvention: {
    organisation_id: string;
    subvention_id: string;
    echeance: QuelleEcheanceDeSubvention;
    le: Jour;
    seuil: number;
    donne_le: Jour;
  };
  vues_candidatures: {
    id: string;
    organisation_id: string;
    personne_id: string;
    nom: string;
    requete: string;
    created_at: Temporal.Instant;
  };
  selections_candidatures: {
    id: string;
    organisation_id: string;
    personne_id: string;
    filtre: string;
    dossier_ids: string[];
    action: ActionEnLot | null;
    instructeur_id: string | null;
    motif: string | null;
    created_at: Temporal.Instant;
  };
  lots_candidatures: {
    id: string;
    organisation_id: string;
    cle: string;
    action: ActionEnLot;
    instructeur_id: string | null;
    motif: string | null;
    nombre: number;
    auteur_id: string;
    created_at: Temporal.Instant;
    ended_at: Temporal.Instant | null;
  };
  lignes_lot_candidatures: {
    lot_id: string;
    organisation_id: string;
    rang: number;
    dossier_id: string;
    issue: 'faite' | 'refusee' | null;
    raison: string | null;
  };
  grilles_avis: TableDeGrilles<GrilleAvis>;
  avis_candidatures: {
    id: string;
    organisation_id: string;
    dossier_id: string;
    expert_id: string;
    demandeur_id: string;
    question: string | null;
    asked_at: Temporal.Instant;
    grille_id: string | null;
    reponses: ColumnType<AvisDonne['reponses'] | null, undefined, string>;
    avis: Avis | null;
    commentaire: string | null;
    given_at: Temporal.Instant | null;
  };
};

/** Versions of a grid of a session: one is published after the other, and none changes. */
export type TableDeGrilles<G> = {
  id: string;
  organisation_id: string;
  session_id: string;
  version: number;
  contenu: ColumnType<G, string, never>;
  empreinte: Buffer;
  created_at: Temporal.Instant;
};

/** The tables of this module, in a transaction. */
export const fonds = (tx: Tx) => tx.withTables<FondsTables>();
