import { CANTINE } from '../../support/cantine.ts';
import { CONCOURS, type Lieux, type Visiteurs } from './lieux.ts';

/** Who comes, and where: an address, or where what they did is. */
export type Visit = readonly [keyof Visiteurs, string | ((lieux: Lieux) => string)];

/** Visits of every page that answers GET, by its pattern. */
export const VISITS: Readonly<Record<string, readonly Visit[]>> = {
  '/': [
    ['personne', '/'],
    ['personne', '/?q=poit'],
    ['personne', '/?q=introuvable-vraiment'],
    ['usager', '/'],
    ['agent', '/'],
  ],
  '/connexion': [['personne', '/connexion?retour=/mes-dossiers']],
  '/connexion/agents': [['personne', '/connexion/agents']],
  '/connexion/lien/:jeton': [['personne', '/connexion/lien/inconnu']],
  '/compte': [
    ['usager', '/compte'],
    ['agent', '/compte'],
  ],
  '/compte/adresse-de-contact': [
    ['usager', '/compte/adresse-de-contact'],
    ['brouillon', '/compte/adresse-de-contact'],
  ],
  '/compte/adresse-de-contact/lien/:jeton': [['usager', '/compte/adresse-de-contact/lien/inconnu']],
  '/adresse-de-contact/remettre/:jeton': [
    ['personne', ({ adresses }) => adresses.possible],
    ['usager', ({ adresses }) => adresses.faite],
  ],
  '/compte/connexions': [
    ['usager', '/compte/connexions'],
    ['agent', '/compte/connexions'],
  ],
  // With two ways: src/modules/comptes/deconnexion.pg.test.ts.
  '/compte/connexions/:connexion/retirer': [['usager', ({ connexion }) => connexion]],
  '/compte/donnees-recues': [
    ['usager', '/compte/donnees-recues'],
    ['brouillon', '/compte/donnees-recues'],
  ],
  '/compte/lectures': [
    ['usager', '/compte/lectures'],
    ['brouillon', '/compte/lectures'],
  ],
  '/compte/courriels': [['agent', '/compte/courriels']],
  '/compte/export': [
    ['usager', '/compte/export'],
    ['agent', '/compte/export'],
  ],
  '/compte/effacement': [
    ['usager', '/compte/effacement'],
    ['agent', '/compte/effacement'],
  ],
  '/compte/reunir': [
    ['usager', '/compte/reunir'],
    ['agent', '/compte/reunir'],
  ],
  '/compte/mandats': [
    ['brouillon', '/compte/mandats'],
    ['usager', '/compte/mandats'],
  ],
  '/compte/mandats/:mandat': [
    ['brouillon', ({ mandats }) => mandats.donne],
    ['brouillon', ({ mandats }) => mandats.propose],
  ],
  '/compte/personnes-aidees': [
    ['usager', '/compte/personnes-aidees'],
    ['brouillon', '/compte/personnes-aidees'],
  ],
  '/mandats/:jeton': [
    ['personne', ({ mandats }) => mandats.lien],
    ['usager', ({ mandats }) => mandats.lien],
    ['brouillon', ({ mandats }) => mandats.lien],
  ],
  '/compte/organisations': [['administrateur', '/compte/organisations']],
  '/compte/organisations/:organisation/quitter': [
    ['administrateur', '/compte/organisations/poitiers/quitter'],
    ['agent', '/compte/organisations/poitiers/quitter'],
  ],
  '/administration/:organisation': [['administrateur', '/administration/poitiers']],
  '/administration/:organisation/membres': [
    ['administrateur', '/administration/poitiers/membres'],
    ['administrateur', ({ membre }) => `/administration/poitiers/membres?apres=${membre.split('/').at(-1)}`],
  ],
  '/administration/:organisation/membres/inviter': [['administrateur', '/administration/poitiers/membres/inviter']],
  '/administration/:organisation/membres/:membre': [['administrateur', ({ membre }) => membre]],
  '/administration/:organisation/membres/:membre/retirer': [['administrateur', ({ membre }) => `${membre}/retirer`]],
  '/administration/:organisation/apparence': [['administrateur', '/administration/poitiers/apparence']],
  '/administration/:organisation/mentions': [['administrateur', '/administration/poitiers/mentions']],
  '/administration/:organisation/demarches': [['administrateur', '/administration/poitiers/demarches']],
  '/administration/:organisation/demarches/:demarche': [
    ['administrateur', '/administration/poitiers/demarches/cantine'],
    ['administrateur', '/administration/poitiers/demarches/occupation-domaine-public'],
  ],
  '/accessibilite': [['personne', '/accessibilite']],
  '/mentions-legales': [['personne', '/mentions-legales']],
  '/donnees-personnelles': [['personne', '/donnees-personnelles']],
  '/:organisation/accessibilite': [['personne', '/poitiers/accessibilite']],
  '/:organisation/mentions-legales': [
    ['personne', '/poitiers/mentions-legales'],
    ['personne', '/flayat/mentions-legales'],
  ],
  '/:organisation/donnees-personnelles': [['personne', '/poitiers/donnees-personnelles']],
  '/code-source': [['personne', '/code-source']],
  '/:organisation': [
    ['personne', '/poitiers'],
    ['personne', '/creuse'],
    ['agent', '/poitiers'],
  ],
  // With figures: src/modules/demarches/pages/effet.pg.test.ts.
  '/:organisation/effet': [['personne', '/poitiers/effet']],
  '/effet': [['personne', '/effet']],
  '/:organisation/demarches/:demarche': [
    ['personne', CANTINE],
    ['usager', '/poitiers/demarches/occupation-domaine-public'],
    ['personne', CONCOURS],
  ],
  '/:organisation/demarches/:demarche/commencer': [
    ['personne', `${CANTINE}/commencer`],
    ['usager', '/poitiers/demarches/occupation-domaine-public/commencer'],
    ['agent', `${CANTINE}/commencer`],
    ['personne', `${CONCOURS}/commencer`],
    ['agent', `${CONCOURS}/commencer`],
  ],
  '/dossiers/:dossier/etapes/:etape': [
    ...['vous', 'adresse', 'quotient', 'enfants', 'prix', 'personnes', 'engagements'].map(
      (etape) => ['brouillon', ({ draft }) => `${draft}/etapes/${etape}`] satisfies Visit,
    ),
    ...['commune', 'financement'].map((etape) => ['agent', ({ porte }) => `${porte}/etapes/${etape}`] satisfies Visit),
  ],
  '/dossiers/:dossier/verification': [
    ['brouillon', ({ draft }) => `${draft}/verification`],
    ['agent', ({ porte }) => `${porte}/verification`],
  ],
  '/dossiers/:dossier': [['usager', ({ decided }) => decided]],
  // With a refusal to contest, these two are visited by src/modules/fonds/pages/suivi-du-demandeur.pg.test.ts.
  '/dossiers/:dossier/contester': [['usager', ({ decided }) => `${decided}/contester`]],
  '/instruction/:organisation/dossiers/:dossier/recours': [
    ['agent', ({ decided }) => `/instruction/poitiers${decided}/recours`],
  ],
  '/dossiers/:dossier/depot': [['usager', ({ decided }) => `${decided}/depot`]],
  '/mes-dossiers': [
    ['usager', '/mes-dossiers'],
    ['brouillon', '/mes-dossiers'],
    ['aidant', '/mes-dossiers'],
    ['agent', '/mes-dossiers'],
  ],
  '/administration/:organisation/habilitations': [['administrateur', '/administration/poitiers/habilitations']],
  '/administration/:organisation/habilitations/nouvelle': [
    ['administrateur', '/administration/poitiers/habilitations/nouvelle'],
  ],
  '/administration/:organisation/habilitations/:habilitation': [['administrateur', ({ habilitation }) => habilitation]],
  '/administration/:organisation/habilitations/:habilitation/modifier': [
    ['administrateur', ({ habilitation }) => `${habilitation}/modifier`],
  ],
  '/administration/:organisation/demarches/:demarche/donnees': [
    ['administrateur', '/administration/poitiers/demarches/cantine/donnees'],
    ['administrateur', '/administration/poitiers/demarches/occupation-domaine-public/donnees'],
  ],
  '/instruction': [['agent', '/instruction']],
  '/instruction/:organisation': [
    ['agent', '/instruction/poitiers'],
    ['agent', '/instruction/poitiers?statut=accepte&q=moreau'],
    ['agent', '/instruction/poitiers?q=personne-de-ce-nom'],
    ['agent', '/instruction/poitiers?demarche=cantine&q=moreau'],
  ],
  '/instruction/:organisation/dossiers/:dossier': [['agent', ({ decided }) => `/instruction/poitiers${decided}`]],
  // A decided dossier has no decision to take: the page leads back to it.
  '/instruction/:organisation/dossiers/:dossier/decision': [
    ['agent', ({ decided }) => `/instruction/poitiers${decided}/decision`],
  ],
  '/fonds/eligibilite': [
    ['personne', '/fonds/eligibilite'],
    ['personne', '/fonds/eligibilite?q=saint-r'],
    ['personne', '/fonds/eligibilite?q=218601946'],
    ['agent', '/fonds/eligibilite?collectivite=departement-23&le=2021-05-01'],
  ],
  '/fonds/:organisation': [['gestionnaire', '/fonds/dinum']],
  '/fonds/:organisation/candidatures': [
    ['gestionnaire', '/fonds/dinum/candidatures'],
    ['gestionnaire', '/fonds/dinum/candidatures?statut=deposee&tri=echeance&instructeur=moi&q=introuvable'],
  ],
  '/fonds/:organisation/candidatures/charge': [['gestionnaire', '/fonds/dinum/candidatures/charge']],
  // Nothing is chosen: it leads back to the list.
  '/fonds/:organisation/candidatures/lot': [['gestionnaire', '/fonds/dinum/candidatures/lot']],
  '/fonds/:organisation/comparaison': [['gestionnaire', '/fonds/dinum/comparaison']],
  '/fonds/:organisation/adoption': [['gestionnaire', '/fonds/dinum/adoption']],
  '/fonds/:organisation/programme': [['gestionnaire', '/fonds/dinum/programme']],
  '/fonds/:organisation/subventions': [
    ['gestionnaire', '/fonds/dinum/subventions'],
    ['gestionnaire', '/fonds/dinum/subventions?statut=proposee&q=introuvable'],
  ],
  '/fonds/:organisation/actes/modeles': [['gestionnaire', '/fonds/dinum/actes/modeles']],
  '/fonds/:organisation/subventions/nouvelle': [['gestionnaire', '/fonds/dinum/subventions/nouvelle']],
  '/fonds/:organisation/sessions': [['gestionnaire', '/fonds/dinum/sessions']],
  '/fonds/:organisation/sessions/:session': [['gestionnaire', ({ sessionFonds }) => sessionFonds]],
  '/fonds/:organisation/sessions/:session/repartition': [
    ['gestionnaire', ({ sessionFonds }) => `${sessionFonds}/repartition`],
  ],
  '/fonds/:organisation/sessions/:session/classement': [
    ['gestionnaire', ({ sessionFonds }) => `${sessionFonds}/classement`],
  ],
  '/fonds/:organisation/evaluations': [['gestionnaire', '/fonds/dinum/evaluations']],
  '/fonds/:organisation/paiements': [['gestionnaire', '/fonds/dinum/paiements']],
  '/fonds/:organisation/publication': [
    ['gestionnaire', '/fonds/dinum/publication'],
    ['gestionnaire', '/fonds/dinum/publication?etat=en_retard'],
  ],
  // With projects and a file: test/journeys/publication.test.ts.
  '/:organisation/donnees/subventions': [['personne', '/dinum/donnees/subventions']],
  '/:organisation/projets-finances': [
    ['personne', '/dinum/projets-finances'],
    ['usager', '/dinum/projets-finances?q=introuvable'],
  ],
  // With figures: src/modules/fonds/pages/point-d-etape.pg.test.ts.
  '/fonds/:organisation/point-d-etape': [
    ['personne', '/fonds/dinum/point-d-etape'],
    ['personne', '/fonds/dinum/point-d-etape?date=2021-10-08'],
    ['gestionnaire', '/fonds/dinum/point-d-etape'],
  ],
  '/fonds/:organisation/point-d-etape/liste': [
    ['personne', '/fonds/dinum/point-d-etape/liste?date=2021-10-08&quoi=collectivites'],
    ['gestionnaire', '/fonds/dinum/point-d-etape/liste?quoi=dossiers&statut=en_instruction'],
  ],
  '/fonds/:organisation/point-d-etape/jamais-demande': [
    ['gestionnaire', '/fonds/dinum/point-d-etape/jamais-demande?date=2021-10-08&type=epci&classe=1'],
  ],
  '/fonds/:organisation/point-d-etape/raccordements': [['personne', '/fonds/dinum/point-d-etape/raccordements']],
  '/fonds/:organisation/objectifs': [['gestionnaire', '/fonds/dinum/objectifs']],
  '/opendata/:organisation/imports': [['gestionnaire', '/opendata/dinum/imports']],
  '/courriers': [['personne', '/courriers']],
  '/composants': [['personne', '/composants']],
};

/** Answers that are not pages: files, JSON, and addresses that only lead elsewhere. */
export const NOT_PAGES: readonly string[] = [
  // Visited by tests of their own: these addresses are only known from a list.
  '/administration/:organisation/apparence/apercu.css',
  '/adresses',
  '/adresses/communes',
  // Visited by a test of its own: its address is only known from the list.
  '/courriers/:courrier',
  '/fonds/:organisation/axes/:axe/enveloppe',
  // With requests to show, all of these are visited by the tests of their own module.
  '/fonds/:organisation/candidatures/export.csv',
  '/fonds/:organisation/candidatures/lot/:selection',
  '/fonds/:organisation/candidatures/lot/:selection/apercu',
  '/fonds/:organisation/candidatures/lots/:lot',
  '/fonds/:organisation/candidatures/:dossier',
  ...['recevabilite', 'affectation', 'prolongation', 'refus', 'demande-avis', 'avis', 'recours'].map(
    (action) => `/fonds/:organisation/candidatures/:dossier/${action}`,
  ),
  '/fonds/:organisation/enveloppes/:enveloppe',
  ...['credits', 'virement', 'retrait', 'remise', 'delegation'].map(
    (nature) => `/fonds/:organisation/enveloppes/:enveloppe/${nature}`,
  ),
  '/fonds/:organisation/subventions/:subvention',
  ...[
    'attribution',
    'abandon',
    'commencement',
    'solde',
    'reversement',
    'caducite',
    'solde/confirmation',
    'caducite/confirmation',
    // In src/modules/fonds/commission-pages.pg.test.ts.
    'siret',
    'convention',
    'avenant',
    'partage',
  ].map((action) => `/fonds/:organisation/subventions/:subvention/${action}`),
  '/fonds/:organisation/subventions/:subvention/service-fait',
  '/fonds/:organisation/subventions/:subvention/recus/:piece',
  // With acts: test/journeys/actes.test.ts.
  '/dossiers/:dossier/actes/:acte',
  '/fonds/:organisation/subventions/:subvention/actes/:acte',
  '/fonds/:organisation/subventions/:subvention/actes/:acte/document',
  '/fonds/:organisation/subventions/:subvention/actes/:acte/signe',
  '/fonds/:organisation/subventions/:subvention/versements/:versement/piece',
  '/fonds/:organisation/paiements/lots/:lot',
  '/fonds/:organisation/paiements/lots/:lot/liste.csv',
  '/fonds/:organisation/paiements/lots/:lot/liste.json',
  '/fonds/:organisation/paiements/retours/:retour',
  '/:organisation/projets-finances/:projet',
  // Every one of these is visited with requests in src/modules/fonds/evaluation-pages.pg.test.ts and commission-pages.pg.test.ts.
  '/fonds/:organisation/dispositifs/:dispositif/aide',
  '/fonds/:organisation/evaluations/:evaluation',
  '/fonds/:organisation/sessions/:session/demandes/:dossier',
  '/fonds/:organisation/sessions/:session/classements/:classement',
  '/fonds/:organisation/sessions/:session/classements/:classement/instantane.json',
  '/fonds/:organisation/sessions/:session/classements/:classement/commission',
  '/fonds/:organisation/commissions/:commission',
  '/fonds/:organisation/commissions/:commission/simulation',
  '/fonds/:organisation/commissions/:commission/cloture',
  '/fonds/:organisation/commissions/:commission/demandes/:dossier',
  '/fonds/:organisation/commissions/:commission/proces-verbal.pdf',
  '/opendata/:organisation/imports/:import',
  '/opendata/:organisation/imports/:import/defauts.csv',
  '/common-grants/applications',
  '/common-grants/applications/:appId',
  '/connexion/franceconnect/cles',
  '/connexion/franceconnect/retour',
  '/connexion/proconnect/cles',
  '/connexion/proconnect/retour',
  '/compte/export/donnees.json',
  '/compte/export/donnees.zip',
  '/deconnexion/retour',
  '/:organisation/effet.csv',
  '/:organisation/effet.json',
  '/fonds/:organisation/point-d-etape.csv',
  '/fonds/:organisation/point-d-etape.json',
  '/fonds/:organisation/point-d-etape.pdf',
  '/effet.csv',
  '/effet.json',
  '/mandats/reprendre',
  '/journal/tete',
  '/journal/tetes',
  '/journal/cles',
  '/journal/coherence',
  '/journal/parvis-verify.mjs',
  '/dossiers/:dossier/accuse',
  '/dossiers/:dossier/pieces/:piece',
  '/instruction/:organisation/dossiers/:dossier/pieces/:piece',
  '/courriers/:courrier/pieces/:rang',
];
