/** What a visitor is shown when no session is opened. */
export type Refus =
  | 'annulee'
  | 'inconnue'
  | 'refusee'
  | 'indisponible'
  | 'non_invite'
  | 'autre_compte'
  | 'second_facteur';

/** Of the two signed answers of a provider, which one is at fault. */
export type Piece = 'jeton' | 'identite';

type Defaut =
  | 'algorithme'
  | 'cle_inconnue'
  | 'destinataire'
  | 'emetteur'
  | 'futur'
  | 'incomplet'
  | 'indechiffrable'
  | 'invalide'
  | 'muet'
  | 'nonce'
  | 'perime'
  | 'refuse'
  | 'signature'
  | 'trop_grand';

/** What is written in the log when a sign-in is refused: names of our own, never a word of whoever answered. */
export type CodeSecurite =
  // The answer brought back by the browser
  | 'retour_sans_etat'
  | 'retour_inconnu'
  | 'retour_autre_navigateur'
  | 'retour_autre_fournisseur'
  | 'retour_perime'
  | 'retour_emetteur'
  | 'retour_sans_code'
  | 'retour_annule'
  | 'retour_en_panne'
  | 'retour_niveau_impossible'
  | 'retour_en_erreur'
  // What the provider then says to us
  | 'fournisseur_injoignable'
  | `${Piece}_${Defaut}`
  | 'jeton_niveau'
  | 'identite_autre_personne'
  | 'identite_non_signee'
  | 'identite_illisible'
  | 'identite_changee'
  // Who it is
  | 'agent_non_invite'
  | 'agent_autre_compte'
  | 'agent_revoque'
  | 'agent_non_verifie'
  // The link received by e-mail, the way out
  | 'lien_refuse'
  | 'lien_trop_demande'
  | 'adresse_deja_prise'
  | 'deconnexion_forgee'
  // Two accounts of one person
  | 'rapprochement_refuse'
  // Somebody who would act for another person
  | 'mandat_refuse';

/** A sign-in that must not open a session, and why. Its message says nothing more than its code. */
export class ConnexionRefusee extends Error {
  override readonly name = 'ConnexionRefusee';
  readonly code: CodeSecurite;
  constructor(code: CodeSecurite, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** The page of a refusal: what the visitor can do about it, which is little when somebody lies. */
export function refusOf(code: CodeSecurite): Refus {
  return PAGES[code] ?? (UNVERIFIABLE.test(code) ? 'indisponible' : 'refusee');
}

/**
 * A signature that no published key explains is most often a key that has just changed, and a silence is a breakdown:
 * trying again later is the right advice for both.
 */
const UNVERIFIABLE = /^(?:jeton|identite)_(?:signature|cle_inconnue|muet|trop_grand)$/;

const PAGES: Partial<Record<CodeSecurite, Refus>> = {
  retour_sans_etat: 'inconnue',
  retour_inconnu: 'inconnue',
  retour_autre_navigateur: 'inconnue',
  retour_autre_fournisseur: 'inconnue',
  retour_perime: 'inconnue',
  retour_annule: 'annulee',
  retour_en_panne: 'indisponible',
  retour_niveau_impossible: 'second_facteur',
  fournisseur_injoignable: 'indisponible',
  identite_refuse: 'indisponible',
  agent_non_invite: 'non_invite',
  agent_autre_compte: 'autre_compte',
  rapprochement_refuse: 'inconnue',
};
