import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { RegimeAide } from '../domain/publication.ts';
import type { Calendrier, NatureDispositif, Versionnee } from '../domain/session.ts';
import { type FondsTables, fonds } from './tables.ts';

export type VersionDeRegles = Versionnee & {
  readonly id: string;
  readonly version: number;
  readonly regles: Readonly<Record<string, unknown>>;
  readonly empreinte: Buffer;
};

export type SessionFonds = Calendrier & {
  readonly id: string;
  readonly numero: number;
  readonly nom: string;
  /** The oldest first. */
  readonly versions: readonly VersionDeRegles[];
};

export type Dispositif = {
  readonly id: string;
  readonly organisationId: string;
  readonly axeId: string;
  readonly slug: string;
  readonly nom: string;
  readonly nature: NatureDispositif;
  readonly presentation: string;
  readonly demarcheId: string | null;
  readonly regime: RegimeAide;
  /** The oldest first. */
  readonly sessions: readonly SessionFonds[];
};

/** Public: the dispositifs with their sessions and rules, in the order of their axes; of one organisation or of all. */
export async function listDispositifs(
  tx: Tx,
  where: { readonly organisationId?: string; readonly demarcheId?: string } = {},
): Promise<readonly Dispositif[]> {
  const dispositifs = await selectDispositifs(tx, where);
  if (dispositifs.length === 0) return [];
  const [sessions, regles] = await Promise.all([
    fonds(tx)
      .selectFrom('sessions_fonds')
      .where(
        'dispositif_id',
        'in',
        dispositifs.map(({ id }) => id),
      )
      .selectAll()
      .orderBy('numero')
      .execute(),
    fonds(tx)
      .selectFrom('regles_session')
      .innerJoin('sessions_fonds', 'sessions_fonds.id', 'session_id')
      .where(
        'dispositif_id',
        'in',
        dispositifs.map(({ id }) => id),
      )
      .selectAll('regles_session')
      .orderBy('version')
      .execute(),
  ]);
  const bySession = Map.groupBy(regles, ({ session_id }) => session_id);
  const byDispositif = Map.groupBy(sessions, ({ dispositif_id }) => dispositif_id);
  return dispositifs.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    axeId: row.axe_id,
    slug: row.slug,
    nom: row.nom,
    nature: row.nature,
    presentation: row.presentation,
    demarcheId: row.demarche_id,
    regime: { notificationUE: row.notification_ue, dispositifAide: row.dispositif_aide },
    sessions: (byDispositif.get(row.id) ?? []).map((session) => ({
      id: session.id,
      numero: session.numero,
      nom: session.nom,
      opensAt: session.opens_at,
      closesAt: session.closes_at,
      graceMinutes: session.grace_minutes,
      versions: (bySession.get(session.id) ?? []).map((version) => ({
        id: version.id,
        version: version.version,
        regles: version.regles,
        empreinte: version.empreinte,
        appliesFrom: version.applies_from,
      })),
    })),
  }));
}

function selectDispositifs(
  tx: Tx,
  { organisationId, demarcheId }: { readonly organisationId?: string; readonly demarcheId?: string },
) {
  // Asked at every deposit, of any démarche.
  if (demarcheId && !organisationId) return dispositifsOfDemarche(tx, demarcheId);
  let query = fonds(tx).selectFrom('dispositifs').selectAll().orderBy('created_at').orderBy('id');
  if (organisationId) query = query.where('organisation_id', '=', organisationId);
  if (demarcheId) query = query.where('demarche_id', '=', demarcheId);
  return query.execute();
}

const dispositifsOfDemarche = prepared('dispositifs_de_la_demarche', (tx, demarcheId: string) =>
  fonds(tx)
    .selectFrom('dispositifs')
    .selectAll()
    .where('demarche_id', '=', demarcheId)
    .orderBy('created_at')
    .orderBy('id'),
);

export type DispositifToInsert = Omit<Dispositif, 'sessions' | 'regime'>;

export async function insertDispositif(tx: Tx, one: DispositifToInsert, at: Temporal.Instant): Promise<void> {
  const { organisationId, axeId, demarcheId, ...rest } = one;
  await fonds(tx)
    .insertInto('dispositifs')
    .values({ ...rest, organisation_id: organisationId, axe_id: axeId, demarche_id: demarcheId, created_at: at })
    .execute();
}

export type SessionToInsert = Omit<SessionFonds, 'versions'> & {
  readonly organisationId: string;
  readonly dispositifId: string;
};

export async function insertSession(tx: Tx, session: SessionToInsert, at: Temporal.Instant): Promise<void> {
  await fonds(tx)
    .insertInto('sessions_fonds')
    .values({
      id: session.id,
      organisation_id: session.organisationId,
      dispositif_id: session.dispositifId,
      numero: session.numero,
      nom: session.nom,
      opens_at: session.opensAt,
      closes_at: session.closesAt,
      grace_minutes: session.graceMinutes,
      created_at: at,
    })
    .execute();
}

/** The versions of a session, the oldest first; nobody publishes another one meanwhile. Undefined when there is no such session. */
export async function lockVersions(
  tx: Tx,
  sessionId: string,
): Promise<
  { readonly organisationId: string; readonly versions: readonly Omit<VersionDeRegles, 'regles'>[] } | undefined
> {
  const session = await fonds(tx)
    .selectFrom('sessions_fonds')
    .where('id', '=', sessionId)
    .select('organisation_id')
    .forUpdate()
    .executeTakeFirst();
  if (!session) return undefined;
  const versions = await fonds(tx)
    .selectFrom('regles_session')
    .where('session_id', '=', sessionId)
    .select(['id', 'version', 'empreinte', 'applies_from as appliesFrom'])
    .orderBy('version')
    .execute();
  return { organisationId: session.organisation_id, versions };
}

export async function insertVersion(
  tx: Tx,
  one: VersionDeRegles & { readonly organisationId: string; readonly sessionId: string },
  at: Temporal.Instant,
): Promise<void> {
  await fonds(tx)
    .insertInto('regles_session')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      session_id: one.sessionId,
      version: one.version,
      regles: JSON.stringify(one.regles),
      empreinte: one.empreinte,
      applies_from: one.appliesFrom,
      created_at: at,
    })
    .execute();
}

/** @returns false when the organisation has no such démarche: those of others are public, and not its own */
export async function setDemarche(
  tx: Tx,
  one: { readonly organisationId: string; readonly dispositifId: string; readonly demarcheId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<Pick<FondsTables, 'dispositifs'> & { demarches: { id: string; organisation_id: string } }>()
    .updateTable('dispositifs')
    .from('demarches')
    .set({ demarche_id: one.demarcheId })
    .where('dispositifs.id', '=', one.dispositifId)
    .where('demarches.id', '=', one.demarcheId)
    .where('demarches.organisation_id', '=', one.organisationId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** One version, whatever its session: a request keeps its own. */
export async function findRegles(tx: Tx, id: string): Promise<VersionDeRegles | undefined> {
  return fonds(tx)
    .selectFrom('regles_session')
    .where('id', '=', id)
    .select(['id', 'version', 'regles', 'empreinte', 'applies_from as appliesFrom'])
    .executeTakeFirst();
}

export async function nomDeSession(tx: Tx, id: string): Promise<string | undefined> {
  const row = await fonds(tx).selectFrom('sessions_fonds').where('id', '=', id).select('nom').executeTakeFirst();
  return row?.nom;
}

export async function saveRegimeAide(tx: Tx, dispositifId: string, regime: RegimeAide): Promise<void> {
  await fonds(tx)
    .updateTable('dispositifs')
    .set({ notification_ue: regime.notificationUE, dispositif_aide: regime.dispositifAide })
    .where('id', '=', dispositifId)
    .execute();
}

/** The axis that pays for a dispositif. */
export async function axeOfDispositif(tx: Tx, id: string): Promise<string | undefined> {
  const row = await fonds(tx).selectFrom('dispositifs').where('id', '=', id).select('axe_id').executeTakeFirst();
  return row?.axe_id;
}
