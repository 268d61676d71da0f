import type { Tx } from '../../../platform/db/database.ts';
import type { DureeMandat, StatutMandat } from '../domain/mandat.ts';
import type { Fusion } from '../domain/rapprochement.ts';
import { comptes } from './tables.ts';

export type Mandat = {
  readonly id: string;
  readonly mandantId: string;
  /** Empty once their account is erased: so is where the link was sent. */
  readonly mandantNom: string;
  readonly mandataireId: string | null;
  /** Empty once their account is erased. */
  readonly mandataireNom: string | null;
  readonly mandataireEmail: string;
  /** The only organisation with which it holds; with all of them when null. */
  readonly limiteOrganisationId: string | null;
  readonly limiteOrganisationNom: string | null;
  readonly duree: DureeMandat;
  readonly statut: StatutMandat;
  readonly echeance: Temporal.Instant;
  readonly codeScelle: Buffer | null;
  readonly essais: number;
  readonly createdAt: Temporal.Instant;
  readonly acceptedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
};

export type MandatPropose = Pick<
  Mandat,
  'id' | 'mandantId' | 'mandantNom' | 'mandataireEmail' | 'limiteOrganisationId' | 'duree' | 'echeance' | 'createdAt'
> & { readonly jetonEmpreinte: Buffer; readonly codeScelle: Buffer };

export async function insertMandat(tx: Tx, mandat: MandatPropose): Promise<void> {
  await comptes(tx)
    .insertInto('mandats')
    .values({
      id: mandat.id,
      mandant_id: mandat.mandantId,
      mandant_nom: mandat.mandantNom,
      mandataire_id: null,
      mandataire_nom: null,
      mandataire_email: mandat.mandataireEmail,
      limite_organisation_id: mandat.limiteOrganisationId,
      duree: mandat.duree,
      statut: 'propose',
      echeance: mandat.echeance,
      jeton_empreinte: mandat.jetonEmpreinte,
      code_scelle: mandat.codeScelle,
      created_at: mandat.createdAt,
      accepted_at: null,
      ended_at: null,
    })
    .execute();
}

const COLUMNS = [
  'mandats.id as id',
  'mandant_id as mandantId',
  'mandant_nom as mandantNom',
  'mandataire_id as mandataireId',
  'mandataire_nom as mandataireNom',
  'mandataire_email as mandataireEmail',
  'limite_organisation_id as limiteOrganisationId',
  'organisations.nom as limiteOrganisationNom',
  'duree',
  'statut',
  'echeance',
  'code_scelle as codeScelle',
  'essais',
  'mandats.created_at as createdAt',
  'accepted_at as acceptedAt',
  'ended_at as endedAt',
] as const;

const selectMandats = (tx: Tx) =>
  comptes(tx)
    .selectFrom('mandats')
    .leftJoin('organisations', 'organisations.id', 'mandats.limite_organisation_id')
    .select([...COLUMNS]);

export function findMandat(tx: Tx, id: string): Promise<Mandat | undefined> {
  return selectMandats(tx).where('mandats.id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends: it is accepted, refused or ended once. */
export function lockMandat(tx: Tx, id: string): Promise<Mandat | undefined> {
  return selectMandats(tx).where('mandats.id', '=', id).forUpdate('mandats').executeTakeFirst();
}

/** The offer of a link, while it is one. Seen by the system only: its aidant is nobody yet. */
export function findOffer(tx: Tx, jetonEmpreinte: Buffer): Promise<Mandat | undefined> {
  return selectMandats(tx)
    .where('jeton_empreinte', '=', jetonEmpreinte)
    .where('statut', '=', 'propose')
    .executeTakeFirst();
}

/** The same, held until the transaction ends: of two answers to one link, the second finds nothing. */
export function lockOffer(tx: Tx, jetonEmpreinte: Buffer): Promise<Mandat | undefined> {
  return selectMandats(tx)
    .where('jeton_empreinte', '=', jetonEmpreinte)
    .where('statut', '=', 'propose')
    .forUpdate('mandats')
    .executeTakeFirst();
}

/** Given by a person, the last first. */
export function mandatsGivenBy(tx: Tx, personneId: string): Promise<Mandat[]> {
  return selectMandats(tx).where('mandant_id', '=', personneId).orderBy('mandats.created_at', 'desc').execute();
}

/** Accepted by a person, and not over yet as far as is written: the soonest over first. */
export function mandatsHeldBy(tx: Tx, personneId: string, now: Temporal.Instant): Promise<Mandat[]> {
  return selectMandats(tx)
    .where('mandataire_id', '=', personneId)
    .where('statut', '=', 'accepte')
    .where('echeance', '>', now)
    .orderBy('echeance')
    .execute();
}

/** Those whose time has passed and of which nobody was told, held; others take the rest. */
export function lockEchus(tx: Tx, now: Temporal.Instant, limit: number): Promise<Mandat[]> {
  return selectMandats(tx)
    .where('statut', 'in', ['propose', 'accepte'])
    .where('echeance', '<=', now)
    .orderBy('echeance')
    .limit(limit)
    .forUpdate('mandats')
    .skipLocked()
    .execute();
}

/** How many were offered since then, by a person or to an address. */
export async function countOffers(
  tx: Tx,
  column: 'mandant_id' | 'mandataire_email',
  value: string,
  since: Temporal.Instant,
): Promise<number> {
  const { nombre } = await comptes(tx)
    .selectFrom('mandats')
    .where(column, '=', value)
    .where('created_at', '>', since)
    .select((row) => row.fn.countAll<number>().as('nombre'))
    .executeTakeFirstOrThrow();
  return Number(nombre);
}

export async function saveAcceptance(
  tx: Tx,
  id: string,
  acceptance: { readonly mandataireId: string; readonly mandataireNom: string; readonly echeance: Temporal.Instant },
  at: Temporal.Instant,
): Promise<void> {
  await comptes(tx)
    .updateTable('mandats')
    .set({
      statut: 'accepte',
      mandataire_id: acceptance.mandataireId,
      mandataire_nom: acceptance.mandataireNom,
      echeance: acceptance.echeance,
      code_scelle: null,
      accepted_at: at,
    })
    .where('id', '=', id)
    .execute();
}

export async function saveEnd(tx: Tx, id: string, statut: StatutMandat, at: Temporal.Instant): Promise<void> {
  await comptes(tx)
    .updateTable('mandats')
    .set({ statut, code_scelle: null, ended_at: at })
    .where('id', '=', id)
    .execute();
}

/** @returns how many wrong codes were tried so far, this one included */
export async function countEssai(tx: Tx, id: string): Promise<number> {
  const { essais } = await comptes(tx)
    .updateTable('mandats')
    .set((row) => ({ essais: row('essais', '+', 1) }))
    .where('id', '=', id)
    .returning('essais')
    .executeTakeFirstOrThrow();
  return essais;
}

/** Those that bind two accounts of one person, and have not ended. */
export function lockMandatsBetween(tx: Tx, { conservee, absorbee }: Fusion): Promise<Mandat[]> {
  return selectMandats(tx)
    .where('mandant_id', 'in', [conservee, absorbee])
    .where('mandataire_id', 'in', [conservee, absorbee])
    .where('statut', '=', 'accepte')
    .forUpdate('mandats')
    .execute();
}

/** Those that a person gave since then and that are not over, held. */
export function lockMandatsGivenSince(tx: Tx, mandantId: string, since: Temporal.Instant): Promise<Mandat[]> {
  return selectMandats(tx)
    .where('mandant_id', '=', mandantId)
    .where('mandats.created_at', '>=', since)
    .where('statut', 'in', ['propose', 'accepte'])
    .orderBy('mandats.id')
    .forUpdate('mandats')
    .execute();
}

export async function moveMandats(tx: Tx, { conservee, absorbee }: Fusion): Promise<void> {
  for (const column of ['mandant_id', 'mandataire_id'] as const) {
    await comptes(tx)
      .updateTable('mandats')
      .set({ [column]: conservee })
      .where(column, '=', absorbee)
      .execute();
  }
}

/** All those that a person gave or accepted, over or not, held. */
export function lockMandatsOf(tx: Tx, personneId: string): Promise<Mandat[]> {
  return selectMandats(tx)
    .where((row) => row.or([row('mandant_id', '=', personneId), row('mandataire_id', '=', personneId)]))
    .orderBy('mandats.id')
    .forUpdate('mandats')
    .execute();
}

/** What mandates say of a person, and of whom they trusted, is emptied. Their ids stay: the journal names them. */
export async function emptyMandatsOf(tx: Tx, personneId: string): Promise<void> {
  for (const [column, nom] of [
    ['mandant_id', 'mandant_nom'],
    ['mandataire_id', 'mandataire_nom'],
  ] as const) {
    await comptes(tx)
      .updateTable('mandats')
      .set({ [nom]: '', mandataire_email: '' })
      .where(column, '=', personneId)
      .execute();
  }
}

/** Given or accepted by a person, over or not, the first one first. */
export function mandatsOf(tx: Tx, personneId: string): Promise<Mandat[]> {
  return selectMandats(tx)
    .where((row) => row.or([row('mandant_id', '=', personneId), row('mandataire_id', '=', personneId)]))
    .orderBy('mandats.created_at')
    .orderBy('mandats.id')
    .execute();
}

/** Names of all who ever helped this person, as they were when they accepted: for what they did to keep its author. */
export async function nomsOfMandataires(tx: Tx, mandantId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await comptes(tx)
    .selectFrom('mandats')
    .where('mandant_id', '=', mandantId)
    .where('mandataire_id', 'is not', null)
    .select(['mandataire_id as id', 'mandataire_nom as nom'])
    .execute();
  return new Map(rows.flatMap(({ id, nom }) => (id && nom ? [[id, nom] as const] : [])));
}
