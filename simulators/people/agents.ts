import { organisations } from './organisations.ts';
import type { Agent, Organisation } from './types.ts';

/** The agents who can sign in with the ProConnect simulator. All of them are invented. */
export const agents: readonly Agent[] = [
  agent('Sandrine', 'Auger', organisations.poitiers, {
    cas: 'Instructrice au service enfance de Poitiers',
    fonction: 'Instructrice',
    service: 'Enfance et vie scolaire',
  }),
  agent('Yannick', 'Le Goff', organisations.poitiers, {
    cas: 'Instructeur à l’urbanisme de Poitiers',
    fonction: 'Instructeur',
    service: 'Droit des sols',
  }),
  agent('Fatou', 'Sow', organisations.poitiers, {
    cas: 'Administratrice de l’organisation Poitiers',
    fonction: 'Responsable des services en ligne',
    service: 'Numérique',
  }),
  agent('Gérard', 'Petit', organisations.poitiers, {
    cas: 'Sans second facteur\u00a0: refusé là où il est exigé',
    fonction: 'Agent d’accueil',
    service: 'Accueil',
    secondFacteur: false,
    telephone: null,
  }),
  agent('Lucile', 'Bernier', organisations.grandPoitiers, {
    cas: 'Instructrice des aides aux communes à Grand Poitiers',
    fonction: 'Chargée des relations avec les communes',
    service: 'Finances',
  }),
  agent('Amandine', 'Roche', organisations.grandPoitiers, {
    cas: 'Cheffe d’équipe de terrain à Grand Poitiers',
    fonction: 'Cheffe d’équipe',
    service: 'Propreté et voirie',
  }),
  agent('Thomas', 'Bouchet', organisations.grandPoitiers, {
    cas: 'Agent de terrain à Grand Poitiers',
    fonction: 'Agent de terrain',
    service: 'Propreté et voirie',
  }),
  agent('Hélène', 'Vergnaud', organisations.creuse, {
    cas: 'Archiviste du département de la Creuse',
    fonction: 'Archiviste',
    service: 'Archives départementales',
  }),
  agent('Patrice', 'Lacôte', organisations.creuse, {
    cas: 'Contrôle scientifique et technique en Creuse',
    fonction: 'Directeur des archives',
    service: 'Archives départementales',
  }),
  agent('Justine', 'Carlier', organisations.thierache, {
    cas: 'Conseillère France services en Thiérache',
    fonction: 'Conseillère France services',
    service: 'France services',
  }),
  agent('Martine', 'Jouhandeau', organisations.flayat, {
    cas: 'Secrétaire de mairie d’un village de 300 habitants',
    fonction: 'Secrétaire de mairie',
    service: 'Mairie',
    telephone: null,
  }),
  agent('Nadia', 'Khelifi', organisations.fonds, {
    cas: 'Gestionnaire du fonds',
    fonction: 'Gestionnaire du fonds',
    service: 'Transformation numérique des territoires',
  }),
  agent('Karim', 'Benali', organisations.fonds, {
    cas: 'Instructeur des demandes au fonds',
    fonction: 'Chargé d’instruction',
    service: 'Transformation numérique des territoires',
  }),
  agent('Élodie', 'Marchand', organisations.fonds, {
    cas: 'Experte\u00a0: évalue les demandes au fonds et donne son avis',
    fonction: 'Experte des services numériques',
    service: 'Transformation numérique des territoires',
  }),
  agent('Bernard', 'Vasseur', organisations.fonds, {
    cas: 'Valideur\u00a0: signe les attributions du fonds',
    fonction: 'Chef du département',
    service: 'Transformation numérique des territoires',
  }),
  agent('Paul', 'Renard', organisations.agence, {
    cas: 'Salarié d’une entreprise\u00a0: ProConnect le laisse entrer, le service doit le refuser',
    fonction: 'Négociateur',
    service: 'Location',
  }),
];

interface Details {
  readonly cas: string;
  readonly fonction: string;
  readonly service: string;
  readonly secondFacteur?: boolean;
  readonly telephone?: string | null;
}

function agent(prenom: string, nom: string, organisation: Organisation, details: Details): Agent {
  const id = slug(`${prenom}-${nom}`);
  return {
    id,
    prenom,
    nom,
    courriel: `${id.replace('-', '.')}@${organisation.id}.exemple.test`,
    organisation,
    secondFacteur: true,
    // From the block that the regulator keeps for fiction.
    telephone: '+33536490012',
    ...details,
  };
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
