import type { Generated } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { DureeMandat, StatutMandat } from '../domain/mandat.ts';
import type { Role } from '../domain/role.ts';

export type ComptesTables = {
  organisations: {
    id: string;
    siren: string;
    nom: string;
    slug: string;
    type: 'commune' | 'epci' | 'departement' | 'region' | 'etat';
    code_insee: string | null;
    code_departement: string | null;
    code_region: string | null;
    siren_epci: string | null;
    population: number | null;
    codes_postaux: string[];
    theme: unknown;
    mentions: unknown;
    created_at: Generated<Temporal.Instant>;
  };
  personnes: {
    id: string;
    type: 'usager' | 'agent';
    prenoms: string[];
    nom_naissance: string | null;
    nom_usage: string | null;
    sexe: 'feminin' | 'masculin' | null;
    date_naissance: string | null;
    code_commune_naissance: string | null;
    code_pays_naissance: string | null;
    email: string | null;
    email_prouve_at: Temporal.Instant | null;
    email_sel: Buffer | null;
    identite_certifiee: boolean;
    fusionnee_dans: string | null;
    effacee_at: Temporal.Instant | null;
    created_at: Generated<Temporal.Instant>;
  };
  membres: {
    id: string;
    organisation_id: string;
    personne_id: string | null;
    email: string;
    roles: Role[];
    invited_at: Generated<Temporal.Instant>;
    invited_by: string | null;
    expires_at: Temporal.Instant | null;
    joined_at: Temporal.Instant | null;
    left_at: Temporal.Instant | null;
  };
  identites: {
    id: Generated<string>;
    issuer: string;
    sub: string;
    personne_id: string;
    created_at: Generated<Temporal.Instant>;
    last_used_at: Generated<Temporal.Instant>;
    traits_empreinte: Buffer | null;
  };
  sessions: {
    empreinte: Buffer;
    id: string;
    personne_id: string;
    created_at: Temporal.Instant;
    last_seen_at: Temporal.Instant;
    expires_at: Temporal.Instant;
    appareil: string;
    fournisseur: Fournisseur;
    id_token: string | null;
    refresh_token: Buffer | null;
    verifie_at: Temporal.Instant | null;
    mandat_id: string | null;
    identite_id: string | null;
    sub: string | null;
    renewal_tried_at: Temporal.Instant | null;
  };
  mandats: {
    id: string;
    mandant_id: string;
    mandant_nom: string;
    mandataire_id: string | null;
    mandataire_nom: string | null;
    mandataire_email: string;
    limite_organisation_id: string | null;
    duree: DureeMandat;
    statut: StatutMandat;
    echeance: Temporal.Instant;
    jeton_empreinte: Buffer;
    code_scelle: Buffer | null;
    essais: Generated<number>;
    created_at: Temporal.Instant;
    accepted_at: Temporal.Instant | null;
    ended_at: Temporal.Instant | null;
  };
  connexions_en_cours: {
    state_empreinte: Buffer;
    navigateur_empreinte: Buffer;
    fournisseur: 'franceconnect' | 'proconnect';
    issuer: string;
    nonce: string;
    retour: string;
    intention: unknown;
    created_at: Temporal.Instant;
    used_at: Temporal.Instant | null;
    rapprochement_id: string | null;
  };
  liens_connexion: {
    jeton_empreinte: Buffer;
    navigateur_empreinte: Buffer;
    email: string;
    retour: string;
    created_at: Temporal.Instant;
    used_at: Temporal.Instant | null;
    expediteur_empreinte: Buffer | null;
    rapprochement_id: string | null;
    changement_de: string | null;
  };
  adresses_remplacees: {
    id: string;
    personne_id: string;
    ancien_email: string;
    nouvel_email: string;
    connexion: boolean;
    cle_ajoutee: boolean;
    jeton_empreinte: Buffer | null;
    created_at: Temporal.Instant;
    expires_at: Temporal.Instant;
    used_at: Temporal.Instant | null;
  };
  rapprochements: {
    id: string;
    navigateur_empreinte: Buffer;
    personne_id: string;
    prouvee_at: Temporal.Instant;
    autre_personne_id: string | null;
    autre_prouvee_at: Temporal.Instant | null;
    created_at: Temporal.Instant;
    done_at: Temporal.Instant | null;
  };
  formulaires_en_attente: {
    id: string;
    navigateur_empreinte: Buffer;
    url: string;
    champs: unknown;
    created_at: Temporal.Instant;
  };
};

export type Fournisseur = 'franceconnect' | 'proconnect' | 'lien';

/** The tables of this module, in a transaction. */
export const comptes = (tx: Tx) => tx.withTables<ComptesTables>();
