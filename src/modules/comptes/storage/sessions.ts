import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Mandat } from './mandats.ts';
import { deleteOldInvitations } from './membres.ts';
import { comptes, type Fournisseur } from './tables.ts';

export type NouvelleSession = {
  readonly empreinte: Buffer;
  readonly id: string;
  readonly personneId: string;
  readonly identiteId?: string;
  readonly appareil: string;
  readonly fournisseur: Fournisseur;
  readonly idToken?: string;
  readonly renouvellement?: { readonly sub: string; readonly refreshToken: Buffer };
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
};

export async function insertSession(tx: Tx, session: NouvelleSession): Promise<void> {
  await comptes(tx)
    .insertInto('sessions')
    .values({
      empreinte: session.empreinte,
      id: session.id,
      personne_id: session.personneId,
      identite_id: session.identiteId ?? null,
      appareil: session.appareil,
      fournisseur: session.fournisseur,
      id_token: session.idToken ?? null,
      created_at: session.createdAt,
      last_seen_at: session.createdAt,
      expires_at: session.expiresAt,
      sub: session.renouvellement?.sub ?? null,
      refresh_token: session.renouvellement?.refreshToken ?? null,
      // At the sign-in itself, whether or not it can be asked again.
      verifie_at: session.createdAt,
    })
    .execute();
}

export type SessionOuverte = {
  readonly id: string;
  readonly personneId: string;
  readonly type: 'usager' | 'agent';
  readonly prenoms: readonly string[];
  readonly nomNaissance: string | null;
  readonly nomUsage: string | null;
  readonly email: string | null;
  readonly lastSeenAt: Temporal.Instant;
  /** Under which it acts, when it does; whether it still may is not said here. */
  readonly mandat: MandatDeSession | null;
  readonly createdAt: Temporal.Instant;
  /** When the identity provider last vouched for them. */
  readonly verifieAt: Temporal.Instant | null;
};

export type MandatDeSession = Pick<
  Mandat,
  'id' | 'mandantId' | 'mandantNom' | 'mandataireId' | 'limiteOrganisationId' | 'statut' | 'echeance'
>;

/** The session of a cookie, when it is still open. The hottest query of all: one look-up by primary key. */
export async function findOpenSession(
  tx: Tx,
  empreinte: Buffer,
  now: Temporal.Instant,
): Promise<SessionOuverte | undefined> {
  const [row] = await openSession(tx, empreinte, now);
  if (!row) return undefined;
  const { mandatId, mandantId, mandantNom, mandataireId, limiteOrganisationId, statut, echeance, ...session } = row;
  const mandat =
    mandatId && mandantId && mandantNom !== null && statut && echeance
      ? { id: mandatId, mandantId, mandantNom, mandataireId, limiteOrganisationId, statut, echeance }
      : null;
  return { ...session, mandat };
}

const openSession = prepared('session_ouverte', (tx, empreinte: Buffer, now: Temporal.Instant) =>
  comptes(tx)
    .selectFrom('sessions')
    .innerJoin('personnes', 'personnes.id', 'sessions.personne_id')
    .leftJoin('mandats', 'mandats.id', 'sessions.mandat_id')
    .where('sessions.empreinte', '=', empreinte)
    .where('sessions.expires_at', '>', now)
    .select([
      'sessions.id as id',
      'sessions.personne_id as personneId',
      'sessions.last_seen_at as lastSeenAt',
      'sessions.created_at as createdAt',
      'sessions.verifie_at as verifieAt',
      'personnes.type as type',
      'personnes.prenoms as prenoms',
      'personnes.nom_naissance as nomNaissance',
      'personnes.nom_usage as nomUsage',
      'personnes.email as email',
      'mandats.id as mandatId',
      'mandats.mandant_id as mandantId',
      'mandats.mandant_nom as mandantNom',
      'mandats.mandataire_id as mandataireId',
      'mandats.limite_organisation_id as limiteOrganisationId',
      'mandats.statut as statut',
      'mandats.echeance as echeance',
    ]),
);

/** Pushes the end of the session back. Called at most once a minute a session: pages stay reads. */
export async function touchSession(tx: Tx, id: string, seenAt: Temporal.Instant, expiresAt: Temporal.Instant) {
  await comptes(tx)
    .updateTable('sessions')
    .set({ last_seen_at: seenAt, expires_at: expiresAt })
    .where('id', '=', id)
    .execute();
}

/** From the next request on, the session acts under this mandate; under none with `null`. */
export async function saveSessionMandat(tx: Tx, id: string, mandatId: string | null): Promise<void> {
  await comptes(tx).updateTable('sessions').set({ mandat_id: mandatId }).where('id', '=', id).execute();
}

export async function findSession(
  tx: Tx,
  id: string,
): Promise<{ readonly createdAt: Temporal.Instant; readonly fournisseur: Fournisseur } | undefined> {
  return comptes(tx)
    .selectFrom('sessions')
    .where('id', '=', id)
    .select(['created_at as createdAt', 'fournisseur'])
    .executeTakeFirst();
}

/** @returns the token that the identity provider wants for its own sign-out. */
export async function deleteSession(
  tx: Tx,
  id: string,
): Promise<{ fournisseur: Fournisseur; idToken: string | null } | undefined> {
  return comptes(tx)
    .deleteFrom('sessions')
    .where('id', '=', id)
    .returning(['fournisseur', 'id_token as idToken'])
    .executeTakeFirst();
}

/** @returns how many sessions of an account ended: all but that one */
export async function deleteOtherSessions(tx: Tx, personneId: string, kept: string | undefined): Promise<number> {
  const { numDeletedRows } = await comptes(tx)
    .deleteFrom('sessions')
    .where('personne_id', '=', personneId)
    .$if(kept !== undefined, (query) => query.where('id', '<>', kept ?? ''))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export type SessionFermee = {
  readonly id: string;
  readonly fournisseur: Fournisseur;
  readonly idToken: string | null;
};

/**
 * Ends the sessions that one way to sign in opened. One of which it is not known, of the same kind, may have been: it ends
 * too.
 */
export async function deleteSessionsOf(
  tx: Tx,
  personneId: string,
  { identiteId, fournisseur }: { readonly identiteId: string; readonly fournisseur: Fournisseur },
): Promise<readonly SessionFermee[]> {
  return comptes(tx)
    .deleteFrom('sessions')
    .where('personne_id', '=', personneId)
    .where((row) =>
      row.or([
        row('identite_id', '=', identiteId),
        row.and([row('identite_id', 'is', null), row('fournisseur', '=', fournisseur)]),
      ]),
    )
    .returning(['id', 'fournisseur', 'id_token as idToken'])
    .execute();
}

export type SessionListee = {
  readonly id: string;
  readonly appareil: string;
  readonly fournisseur: Fournisseur;
  /** The way that opened it, where it is known. */
  readonly identiteId: string | null;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
};

/** The open sessions of the person of the scope, most recent first. */
export async function listSessions(tx: Tx, personneId: string, now: Temporal.Instant): Promise<SessionListee[]> {
  return comptes(tx)
    .selectFrom('sessions')
    .where('personne_id', '=', personneId)
    .where('expires_at', '>', now)
    .select([
      'id',
      'appareil',
      'fournisseur',
      'identite_id as identiteId',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
    ])
    .orderBy('last_seen_at', 'desc')
    .execute();
}

/** Removes what is over: sessions, unfinished sign-ins, used links, forms nobody came back for, old invitations. */
export async function purgeExpired(tx: Tx, now: Temporal.Instant): Promise<void> {
  const dayAgo = now.subtract({ hours: 24 });
  await comptes(tx).deleteFrom('sessions').where('expires_at', '<', now).execute();
  await comptes(tx).deleteFrom('connexions_en_cours').where('created_at', '<', dayAgo).execute();
  await comptes(tx).deleteFrom('liens_connexion').where('created_at', '<', dayAgo).execute();
  await comptes(tx).deleteFrom('adresses_remplacees').where('expires_at', '<', now).execute();
  await comptes(tx).deleteFrom('formulaires_en_attente').where('created_at', '<', dayAgo).execute();
  await comptes(tx).deleteFrom('rapprochements').where('created_at', '<', dayAgo).execute();
  await deleteOldInvitations(tx, now.subtract({ hours: 24 * 90 }));
}
