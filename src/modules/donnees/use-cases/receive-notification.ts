import { createHash } from 'node:crypto';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import { findOrganisationById, type Organisation } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { appliquer, isEvenementConnu, lireNotification, type Notification, rangDe } from '../domain/datapass.ts';
import {
  applyChangement,
  evenementsDeCetInstant,
  insertNotification,
  lockByDatapassId,
  saveEffet,
} from '../storage/notifications.ts';
import { courrierHabilitation } from '../tasks/courrier-habilitation.ts';

export type Effet =
  | 'appliquee'
  /** Received already: the same bytes. */
  | 'repetee'
  /** Something more recent was applied before. */
  | 'ancienne'
  | 'sans_effet'
  /** About a request, or of a shape, that nobody here knows. */
  | 'inconnue';

type Outils = Noyau & Pick<Services, 'logger'>;
type Tx = Parameters<Parameters<Noyau['db']['transaction']>[1]>[0];

/**
 * What DataPass says of a request. The same word twice counts once, and an older word never undoes a newer one. Nothing
 * of the person who applied is kept or logged.
 *
 * @param corps the very bytes, whose signature was checked
 */
export async function receiveNotification(outils: Outils, corps: Buffer, json: unknown): Promise<Effet> {
  const notification = lireNotification(json);
  if (!notification) {
    outils.logger.warn({ effet: 'inconnue' }, 'a notification of datapass has an unknown shape');
    return 'inconnue';
  }
  const now = outils.clock.now();
  // A sender whose clock runs ahead must not make every later word an old one.
  const survenueAt = Temporal.Instant.compare(notification.survenueAt, now) > 0 ? now : notification.survenueAt;
  const evenement = isEvenementConnu(notification.evenement) ? notification.evenement : 'autre';
  const empreinte = createHash('sha256').update(corps).digest();
  const effet = await outils.db.transaction({ systeme: true }, async (tx): Promise<Effet> => {
    const { datapassId } = notification;
    const isNew = await insertNotification(tx, { empreinte, datapassId, evenement, survenueAt, recueAt: now });
    if (!isNew) return 'repetee';
    const outcome = await applyToAll(tx, outils, { ...notification, survenueAt });
    if (outcome !== 'inconnue') await saveEffet(tx, empreinte, outcome);
    return outcome;
  });
  outils.logger.info({ evenement, datapassId: notification.datapassId, effet }, 'notification of datapass');
  return effet;
}

async function applyToAll(tx: Tx, outils: Outils, notification: Notification): Promise<Exclude<Effet, 'repetee'>> {
  const effets: Exclude<Effet, 'repetee'>[] = [];
  for (const concerned of await concernedBy(tx, notification)) {
    effets.push(await applyOne(tx, outils, notification, concerned));
  }
  return effets.find((effet) => effet === 'appliquee') ?? effets[0] ?? 'inconnue';
}

async function applyOne(
  tx: Tx,
  outils: Outils,
  notification: Notification,
  { habilitation, organisation }: Concerned,
): Promise<'appliquee' | 'ancienne' | 'sans_effet'> {
  const { datapassId, survenueAt, siren, evenement, fournisseur } = notification;
  const order = habilitation.datapassAt ? Temporal.Instant.compare(survenueAt, habilitation.datapassAt) : 1;
  if (order < 0) return 'ancienne';
  if (order === 0) {
    const same = await evenementsDeCetInstant(tx, datapassId, survenueAt);
    if (same.some((other) => rangDe(other) > rangDe(evenement))) return 'ancienne';
  }
  const changement = appliquer(notification, habilitation, organisation.siren);
  if (!changement) return 'sans_effet';
  await applyChangement(tx, habilitation.id, changement, { survenueAt, now: outils.clock.now() });
  await append(tx, outils, {
    acteur: { type: 'systeme', id: 'datapass' },
    organisation: organisation.id,
    sujet: { type: 'habilitation', id: habilitation.id },
    type: 'habilitation.notifiee',
    contenu: {
      evenement,
      fournisseur: fournisseur ?? null,
      etat: changement.etat,
      enVigueur: changement.enVigueur,
      scopes: [...changement.scopes],
      memeOrganisation: siren === undefined || siren === organisation.siren,
    },
  });
  if (changement.enVigueur !== habilitation.enVigueur || changement.etat === 'modifications_demandees') {
    await enqueue(tx, courrierHabilitation, { objet: 'etat', habilitationId: habilitation.id });
  }
  return 'appliquee';
}

type Concerned = {
  readonly habilitation: Awaited<ReturnType<typeof lockByDatapassId>>[number];
  readonly organisation: Organisation;
};

/**
 * The habilitations that the notification is about. Its number alone proves nothing, since administrators type it: the
 * provider must agree, and the organisation too, except when the request has just left it: then it is of nobody who had it.
 */
async function concernedBy(tx: Tx, { datapassId, fournisseur, siren, evenement }: Notification): Promise<Concerned[]> {
  const concerned: Concerned[] = [];
  for (const habilitation of await lockByDatapassId(tx, datapassId)) {
    if (habilitation.fournisseur !== fournisseur) continue;
    const organisation = await findOrganisationById(tx, habilitation.organisationId);
    if (organisation && (siren === organisation.siren || evenement === 'transfer')) {
      concerned.push({ habilitation, organisation });
    }
  }
  return concerned;
}
