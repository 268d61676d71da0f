import type { Montant } from '../../../values/montant.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import type { Versement } from '../storage/versements.ts';
import { prochainVersement } from './versement.tsx';

/** Something to do: an address after the subvention's own, or after the fund's when it begins with a slash. */
export type Action = {
  readonly chemin: string;
  readonly label: string;
  /** Done by who signs awards; the others by who manages credits. */
  readonly signe?: true;
};

export type Suite = {
  /** The one thing to do now. */
  readonly action?: Action | undefined;
  /** What is waited for, or what went wrong, before anything else. */
  readonly attente?: string | undefined;
  /** The payment that was sent back, or that may still be taken back. */
  readonly reprise?: Versement | undefined;
  readonly autres: readonly Action[];
};

type Etat = {
  readonly statut: StatutSubvention;
  readonly versements: readonly Versement[];
  readonly resteAReverser: Montant;
};

const ATTRIBUER: Action = { chemin: 'attribution', label: 'Attribuer la subvention', signe: true };
const ABANDONNER: Action = { chemin: 'abandon', label: 'Abandonner', signe: true };
const COMMENCER: Action = { chemin: 'commencement', label: 'Déclarer le commencement' };
const CORRIGER_SIRET: Action = { chemin: 'siret', label: 'Corriger le SIRET du bénéficiaire' };
const CADUCITE: Action = { chemin: 'caducite', label: 'Constater la caducité', signe: true };

/** What the manager does next: one clear action, and the others aside. */
export function suiteOf(etat: Etat): Suite {
  switch (etat.statut) {
    case 'proposee':
      return { action: ATTRIBUER, autres: [ABANDONNER] };
    case 'attribuee':
      return {
        action: { chemin: 'convention', label: 'Enregistrer la convention' },
        autres: [COMMENCER, CORRIGER_SIRET, CADUCITE, ABANDONNER],
      };
    case 'conventionnee':
      return {
        ...paiementSuivant(etat.versements),
        autres: [COMMENCER, { chemin: 'avenant', label: 'Enregistrer un avenant' }, CORRIGER_SIRET, CADUCITE],
      };
    case 'abandonnee':
      return { ...apresLaFin(etat), autres: [] };
    default:
      return { ...apresLaFin(etat), autres: [CORRIGER_SIRET] };
  }
}

function paiementSuivant(versements: readonly Versement[]): Omit<Suite, 'autres'> {
  const enCours = attenteOf(versements);
  if (enCours) return enCours;
  if (prochainVersement(versements)) {
    return { action: { chemin: 'service-fait', label: 'Certifier le service fait' } };
  }
  return { action: { chemin: 'solde', label: 'Solder la subvention' } };
}

function apresLaFin({ versements, resteAReverser }: Etat): Omit<Suite, 'autres'> {
  if (resteAReverser > 0) return { action: { chemin: 'reversement', label: 'Enregistrer un reversement' } };
  return attenteOf(versements) ?? {};
}

/** A payment is on its way: it goes first. */
function attenteOf(versements: readonly Versement[]): Omit<Suite, 'autres'> | undefined {
  const one = versements.find(({ statut }) => statut !== 'prevu' && statut !== 'paye');
  if (one?.statut === 'justifie') {
    return { action: { chemin: '/paiements', label: 'Préparer le paiement' }, reprise: one };
  }
  if (one?.statut === 'mis_en_paiement') return { attente: `Le versement ${one.rang} est chez le comptable.` };
  if (one) return { attente: `Le versement ${one.rang} a été rejeté : ${one.rejetMotif}.`, reprise: one };
  return undefined;
}
