/**
 * The columns that refer to a person, and what becomes of each. One that is not there fails `effacement.pg.test.ts`: give it
 * a `DonneesPersonnelles`, or a reason to stay.
 */
export const REFERENCES: Readonly<Record<string, string>> = {
  'avis_candidatures.demandeur_id': 'of an agent: the act stays, in fonds',
  'adresses_remplacees.personne_id': 'exported; lives some days, erased, in comptes',
  'avis_candidatures.expert_id': 'of an agent: the act stays, in fonds',
  'candidatures.instructeur_id': 'of an agent: a number',
  'classements.auteur_id': 'of an agent: the act stays, in fonds',
  'commissions.cloture_par': 'of an agent: the act stays, in fonds',
  'corrections_siret.acteur_id': 'of an agent: the act stays, in fonds',
  'conflits_interets.evaluateur_id': 'of an agent: the act stays, in fonds',
  'decisions.auteur_id': 'of an agent: the act stays, with who did it; in the export of the usager whom it concerns',
  'dossiers.deposant_id': 'a number; those of an organisation or of a person who is helped are not theirs',
  'dossiers.usager_id':
    'exported; drafts erased, deposits kept by law, in demarches; of an organisation, stays with it',
  'ecritures.acteur_id': 'of an agent: the act stays, in fonds',
  'evaluations.evaluateur_id': 'of an agent: the act stays, in fonds',
  'identites.personne_id': 'exported, erased, in comptes',
  'imports.acteur_id': 'of an agent: the act stays, in opendata',
  'liens_connexion.changement_de': 'lives a day, erased, in comptes',
  'lots_candidatures.auteur_id': 'of an agent: the act stays, in fonds',
  'lots_candidatures.instructeur_id': 'of an agent: a number',
  'lots_paiement.acteur_id': 'of an agent: the act stays, in fonds',
  'mandats.mandant_id': 'exported, ended, emptied of names and addresses, in comptes',
  'mandats.mandataire_id': 'exported, ended, emptied of names and addresses, in comptes',
  'membres.invited_by': 'of an agent: a number',
  'membres.personne_id':
    'exported; forbids the erasure until the agent has left, then emptied of the address, in comptes',
  'messages.auteur_id': 'exported with their dossier; kept with it',
  'personnes.fusionnee_dans': 'an empty shell already, named by the journal',
  'pieces.auteur_id': 'exported with their dossier; erased with drafts, kept with deposits',
  'prolongations.auteur_id': 'of an agent: the act stays, in fonds',
  'rappels_echeance.destinataire_id': 'of an agent: a number',
  'rapprochements.autre_personne_id': 'lives a day, erased, in comptes',
  'rapprochements.personne_id': 'lives a day, erased, in comptes',
  'retours_paiement.acteur_id': 'of an agent: the act stays, in fonds',
  'sessions.personne_id': 'exported, erased, in comptes',
  'selections_candidatures.instructeur_id': 'of an agent: a number',
  'selections_candidatures.personne_id': 'of an agent: what they were choosing, for two days',
  'vues_candidatures.personne_id': 'of an agent: names of filters, seen by them alone',
};
