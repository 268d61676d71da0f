/** A civil status as the State knows it: what FranceConnect delivers and what API Particulier matches on. */
export interface EtatCivil {
  /** Birth name, in capitals, with its accents. */
  readonly nom: string;
  readonly nomUsage: string | null;
  /** One entry per given name; a compound name written with a space is one entry. */
  readonly prenoms: readonly string[];
  readonly sexe: 'F' | 'M';
  /** Always a valid date: a presumed birth is rectified to the first of the month or of the year. */
  readonly dateNaissance: string;
  /** INSEE commune of birth; `null` when born abroad. */
  readonly communeNaissance: { readonly code: string; readonly nom: string } | null;
  /** INSEE country of birth, `99100` for France. */
  readonly paysNaissance: string;
}

/** A child as the family funds declare it. The date may be impossible (`2020-00-00`): it is what they hold. */
export interface Enfant {
  readonly nom: string;
  readonly nomUsage: string | null;
  readonly prenoms: readonly string[];
  readonly sexe: 'F' | 'M';
  readonly dateNaissance: string;
}

export interface AdressePostale {
  readonly destinataire: string;
  readonly complement: string | null;
  readonly voie: string | null;
  readonly lieuDit: string | null;
  readonly codePostal: string;
  readonly commune: string;
}

/** A family's file at the CAF (CNAF) or at the MSA. */
export interface Foyer {
  readonly fournisseur: 'CNAF' | 'MSA';
  /** Quotient familial of the current month, in whole euros. */
  readonly quotientFamilial: number;
  /** Earlier values, newest first: `jusqua` is the last month (AAAA-MM) in which the value held. */
  readonly historique?: readonly { readonly jusqua: string; readonly valeur: number }[];
  readonly allocataires: readonly EtatCivil[];
  readonly enfants: readonly Enfant[];
  readonly adresse: AdressePostale;
}

/** A person who can sign in with the FranceConnect simulator. */
export interface Particulier {
  readonly id: string;
  /** What this person is here to show, in one French line. */
  readonly cas: string;
  readonly etatCivil: EtatCivil;
  /** As FranceConnect gives it: not verified, sometimes shared by two people, sometimes absent. */
  readonly courriel: string | null;
  /** What the identity provider holds when the birth date is presumed (`1987-00-00`). */
  readonly dateNaissanceFournisseur?: string;
  /** The family's file, or what API Particulier answers instead. */
  readonly dossier: Foyer | 'absent' | 'hors-delai' | 'trop-de-requetes';
}

export interface Organisation {
  readonly id: string;
  readonly nom: string;
  readonly siret: string;
  /** `null` for an organisation that is not a public body. */
  readonly population: 'territorial' | 'etat' | null;
}

/** A person who can sign in with the ProConnect simulator. */
export interface Agent {
  readonly id: string;
  readonly cas: string;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly fonction: string;
  readonly service: string;
  readonly telephone: string | null;
  readonly organisation: Organisation;
  /** Whether this agent's identity provider asks for a second factor. */
  readonly secondFacteur: boolean;
}
