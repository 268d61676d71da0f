import type { Portee } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Principal } from '../../../platform/http/page.ts';
import type { Services } from '../../../platform/services.ts';
import { type Adhesion, adhesionsOf } from '../storage/personnes.ts';

/** Who asks, and in whose name. */
export type Demandeur = {
  /** Who acts: the author in the journal and of messages. */
  readonly personneId: string;
  /** « Camille Roy », as the other side reads it. */
  readonly nom: string;
  readonly pour: PourPersonne | PourOrganisation;
};

/** Oneself, or the person who gave a mandate. */
export type PourPersonne = {
  readonly type: 'personne';
  readonly personneId: string;
  /** Under which one acts for them; it may hold with one organisation only. */
  readonly mandat?: { readonly id: string; readonly organisationId?: string };
};

/** The organisation of which one is a member: its members share its dossiers, each with their roles. */
export type PourOrganisation = {
  readonly type: 'organisation';
  readonly organisation: { readonly id: string; readonly nom: string; readonly slug: string; readonly siren: string };
  readonly roles: readonly string[];
};

/**
 * Who a principal is when they ask for something: themselves for a usager, or the person who gave them a mandate; the
 * organisation that `adhesion` names for an agent. The only place that reads a principal as somebody who asks.
 *
 * @throws NotFound for who is not signed in, and for an agent without an organisation
 */
export function demandeurOf(principal: Principal, adhesion?: Adhesion): Demandeur {
  if (principal.type === 'usager') {
    const { personneId, nom, auteur } = principal;
    if (!auteur) return soiMeme(personneId, nom);
    const { titreId: id, organisationId } = auteur;
    const mandat = { id, ...(organisationId ? { organisationId } : {}) };
    return { personneId: auteur.personneId, nom: auteur.nom, pour: { type: 'personne', personneId, mandat } };
  }
  if (principal.type === 'anonyme' || !adhesion) throw new NotFound('');
  const { organisationId: id, nom, slug, siren, roles } = adhesion;
  return {
    personneId: principal.personneId,
    nom: principal.nom,
    pour: { type: 'organisation', organisation: { id, nom, slug, siren }, roles },
  };
}

/** An usager who asks for themselves. */
export function soiMeme(personneId: string, nom: string): Demandeur {
  return { personneId, nom, pour: { type: 'personne', personneId } };
}

/** Everyone in whose name a principal may come: one for a usager, one an organisation for an agent, in their order. */
export async function demandeursOf({ db }: Pick<Services, 'db'>, principal: Principal): Promise<readonly Demandeur[]> {
  if (principal.type === 'anonyme') return [];
  if (principal.type === 'usager') return [demandeurOf(principal)];
  const { personneId } = principal;
  const adhesions = await db.read({ personne: personneId }, (tx) => adhesionsOf(tx, personneId));
  return adhesions.map((adhesion) => demandeurOf(principal, adhesion));
}

/** The only organisation with which a mandate holds, when it holds with one. */
export function limiteDuMandat({ pour }: Demandeur): string | undefined {
  return pour.type === 'personne' ? pour.mandat?.organisationId : undefined;
}

/** A mandate may hold with one organisation only: the others do not exist for who acts under it. */
export function isWithinMandat(demandeur: Demandeur, organisationId: string): boolean {
  const limite = limiteDuMandat(demandeur);
  return limite === undefined || limite === organisationId;
}

/**
 * What the transactions of this demandeur may see. That of an organisation also sees what the organisation instructs: a
 * use case says on which side of the dossier it stands (`loadAsDemandeur`, `loadAsAgent`).
 */
export function porteeOfDemandeur({ personneId, pour }: Demandeur): Portee {
  return pour.type === 'personne'
    ? { personne: pour.personneId }
    : { organisation: pour.organisation.id, personne: personneId };
}
