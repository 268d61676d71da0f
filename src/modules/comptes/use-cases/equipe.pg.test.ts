import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import type { Clock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import type { Message } from '../../../platform/mail/message.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { Noyau } from '../../../platform/services.ts';
import { parseEmail } from '../../../values/email.ts';
import { ok, orThrow } from '../../../values/result.ts';
import type { Role } from '../domain/role.ts';
import { deleteOldInvitations, findPlace } from '../storage/membres.ts';
import { adhesionsOf, insertPersonne, nomsOfAgents, saveAgent } from '../storage/personnes.ts';
import { type CourrierMembre, courrierMembre } from '../tasks/courrier-membre.ts';
import { envoyerCourrierMembre } from '../tasks/envoyer-courrier-membre.ts';
import type { Agent } from './agent.ts';
import { changeRoles } from './change-roles.ts';
import { inviteMembre, inviteMembreAsSysteme } from './invite-membre.ts';
import { joinOrganisations } from './join-organisations.ts';
import { leaveOrganisation } from './leave-organisation.ts';
import { removeMembre } from './remove-membre.ts';
import { resendInvitation } from './resend-invitation.ts';

const POITIERS = { id: '00000000-0000-7000-8000-00000000000a', nom: 'Poitiers', slug: 'poitiers', siren: '218601946' };
const FLAYAT = { id: '00000000-0000-7000-8000-00000000000b', nom: 'Flayat', slug: 'flayat', siren: '212308100' };

let base: TestDatabase;
let noyau: Noyau;
let now: Temporal.Instant;
let mails: Message[];

beforeAll(async () => {
  base = await createTestDatabase();
  const clock: Clock = { now: () => now, today: () => now.toZonedDateTimeISO('Europe/Paris').toPlainDate() };
  noyau = { db: base.db, clock, random: systemRandom };
  for (const { id, nom, slug, siren } of [POITIERS, FLAYAT]) {
    await base.owner.query(
      `insert into organisations (id, siren, nom, slug, type) values ($1, $2, $3, $4, 'commune')`,
      [id, siren, nom, slug],
    );
  }
});
beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-24T08:00:00Z');
  mails = [];
  await base.owner.query('delete from membres; delete from graphile_worker._private_jobs');
});
afterAll(() => base.close());

/** Somebody who joined with these roles. */
async function member(name: string, roles: readonly Role[], organisation = POITIERS): Promise<Agent> {
  const personneId = crypto.randomUUID();
  const email = orThrow(parseEmail(`${name}@exemple.fr`));
  await inviteMembreAsSysteme(noyau, organisation.id, { email, roles });
  await base.db.transaction({ systeme: true }, async (tx) => {
    await insertPersonne(tx, personneId, 'agent');
    await saveAgent(tx, personneId, { prenom: name, nom: 'TEST', email });
    await joinOrganisations(tx, noyau, { personneId, email, siren: organisation.siren });
  });
  await base.owner.query('delete from graphile_worker._private_jobs');
  return { personneId, nom: name, organisation, roles };
}

const placeOf = (agent: Agent) =>
  base.db.transaction({ systeme: true }, (tx) => findPlace(tx, agent.organisation.id, agent));
const idOf = async (agent: Agent) => (await placeOf(agent))?.id ?? '';
const rolesNow = async (agent: Agent) => (await placeOf(agent))?.roles;
const email = (text: string) => orThrow(parseEmail(text));

/** Runs the messages that wait. */
async function deliver(): Promise<Message[]> {
  const mail = {
    send: async (message: Message) => {
      mails.push(message);
      return ok(undefined);
    },
    isReady: async () => true,
    close: () => undefined,
  };
  const task = envoyerCourrierMembre({ ...noyau, mail, publicUrl: 'https://demarches.exemple.fr' });
  const logger = createLogger({ level: 'silent', format: 'json' });
  const { rows } = await base.owner.query<{ payload: CourrierMembre }>(
    `select payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = '${courrierMembre.name}' order by j.id`,
  );
  for (const { payload } of rows) {
    await task.run(task.parse(payload), { logger, signal: new AbortController().signal });
  }
  await base.owner.query('delete from graphile_worker._private_jobs');
  return mails;
}

const facts = async () => {
  const { rows } = await base.owner.query<{ type: string; acteur: string }>(
    `select type, canonical::jsonb->'acteur'->>'id' as acteur from journal_entries where sujet_type = 'membre' order by seq`,
  );
  return rows;
};

describe('an invitation', () => {
  test('says who invites, is taken by its address in its organisation, and by nobody else', async () => {
    const fatou = await member('fatou', ['administrateur']);
    orThrow(await inviteMembre(noyau, fatou, { email: email('Yann@Exemple.fr'), roles: ['instructeur', 'valideur'] }));
    const [message] = await deliver();
    expect(message).toMatchObject({ to: 'yann@exemple.fr', senderName: 'Poitiers' });
    expect(message?.text).toContain('fatou TEST vous invite');
    expect(message?.text).toContain('les rôles\u00a0: instructeur, valideur');
    expect(message?.text).toContain('24 décembre 2026');
    expect(message?.text).toContain('https://demarches.exemple.fr/connexion/agents');

    const join = (personneId: string, address: string, siren: string) =>
      base.db.transaction({ systeme: true }, async (tx) => {
        await insertPersonne(tx, personneId, 'agent');
        await joinOrganisations(tx, noyau, { personneId, email: address, siren });
        return (await adhesionsOf(tx, personneId)).map(({ slug, roles }) => [slug, roles]);
      });
    expect(await join(crypto.randomUUID(), 'yann@exemple.fr', FLAYAT.siren)).toEqual([]);
    expect(await join(crypto.randomUUID(), 'autre@exemple.fr', POITIERS.siren)).toEqual([]);
    const yann = crypto.randomUUID();
    expect(await join(yann, 'yann@exemple.fr', POITIERS.siren)).toEqual([['poitiers', ['instructeur', 'valideur']]]);
    expect(await join(crypto.randomUUID(), 'yann@exemple.fr', POITIERS.siren)).toEqual([]);
    expect((await facts()).slice(-2)).toEqual([
      { type: 'membre.invite', acteur: fatou.personneId },
      { type: 'membre.arrive', acteur: yann },
    ]);
  });

  test('ends after thirty days, and may be offered again', async () => {
    const fatou = await member('fatou', ['administrateur']);
    const demande = { email: email('yann@exemple.fr'), roles: ['lecteur'] as const };
    orThrow(await inviteMembre(noyau, fatou, demande));
    expect(await inviteMembre(noyau, fatou, demande)).toMatchObject({
      ok: false,
      error: expect.stringContaining('déjà invitée'),
    });
    now = now.add({ hours: 24 * 30 });
    const personneId = crypto.randomUUID();
    const join = () =>
      base.db.transaction({ systeme: true }, async (tx) => {
        await joinOrganisations(tx, noyau, { personneId, email: 'yann@exemple.fr', siren: POITIERS.siren });
        return (await adhesionsOf(tx, personneId)).length;
      });
    await base.db.transaction({ systeme: true }, (tx) => insertPersonne(tx, personneId, 'agent'));
    expect(await join()).toBe(0);
    orThrow(await inviteMembre(noyau, fatou, demande));
    expect(await join()).toBe(1);
  });

  test('is sent again, not in haste; withdrawn, it opens nothing and its message does not leave', async () => {
    const fatou = await member('fatou', ['administrateur']);
    orThrow(await inviteMembre(noyau, fatou, { email: email('yann@exemple.fr'), roles: ['lecteur'] }));
    const invited = await base.db.transaction({ systeme: true }, (tx) =>
      findPlace(tx, POITIERS.id, { email: 'yann@exemple.fr' }),
    );
    const id = invited?.id ?? '';
    expect(await resendInvitation(noyau, fatou, id)).toMatchObject({ ok: false });
    now = now.add({ minutes: 6 });
    orThrow(await resendInvitation(noyau, fatou, id));
    orThrow(await removeMembre(noyau, fatou, id));
    expect((await deliver()).map(({ subject }) => subject)).toEqual([
      'Votre invitation à rejoindre Poitiers est retirée',
    ]);
    expect((await facts()).slice(-2).map(({ type }) => type)).toEqual([
      'membre.invitation_renvoyee',
      'membre.invitation_retiree',
    ]);
    const count = async () => (await base.owner.query(`select from membres where email = 'yann@exemple.fr'`)).rowCount;
    const purge = (at: Temporal.Instant) =>
      base.db.transaction({ systeme: true }, (tx) => deleteOldInvitations(tx, at));
    await purge(now.subtract({ hours: 1 }));
    expect(await count()).toBe(1);
    await purge(now.add({ hours: 1 }));
    expect([await count(), await rolesNow(fatou)]).toEqual([0, ['administrateur']]);
  });

  test('under a second address adds its roles to the place that the person has', async () => {
    const yann = await member('yann', ['lecteur']);
    await inviteMembreAsSysteme(noyau, POITIERS.id, {
      email: email('yann.nouveau@exemple.fr'),
      roles: ['instructeur'],
    });
    await base.db.transaction({ systeme: true }, (tx) =>
      joinOrganisations(tx, noyau, { ...yann, email: 'yann.nouveau@exemple.fr', siren: POITIERS.siren }),
    );
    expect(await rolesNow(yann)).toEqual(['lecteur', 'instructeur']);
    const adhesions = await base.db.transaction({ systeme: true }, (tx) => adhesionsOf(tx, yann.personneId));
    expect(adhesions).toHaveLength(1);
  });

  test('twice at once is one invitation', async () => {
    const fatou = await member('fatou', ['administrateur']);
    const demande = { email: email('yann@exemple.fr'), roles: ['lecteur'] as const };
    const answers = await Promise.all([1, 2, 3].map(() => inviteMembre(noyau, fatou, demande)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await deliver()).toHaveLength(1);
  });
});

describe('roles', () => {
  test('change, are told, and are journalled without a name', async () => {
    const fatou = await member('fatou', ['administrateur']);
    const yann = await member('yann', ['lecteur']);
    orThrow(await changeRoles(noyau, fatou, { membreId: await idOf(yann), roles: ['instructeur'] }));
    expect(await rolesNow(yann)).toEqual(['instructeur']);
    const [message] = await deliver();
    expect(message).toMatchObject({ to: 'yann@exemple.fr', subject: 'Vos rôles à Poitiers ont changé' });
    expect(message?.text).toContain('fatou TEST');
    const { rows } = await base.owner.query<{ canonical: string }>(
      `select canonical from journal_entries where sujet_type = 'membre' order by seq desc limit 1`,
    );
    expect(JSON.parse(rows[0]?.canonical ?? '{}')).toMatchObject({
      type: 'membre.roles_changes',
      contenu: { avant: ['lecteur'], apres: ['instructeur'] },
    });
  });

  test('are not changed by somebody who does not administer, even for themselves', async () => {
    await member('fatou', ['administrateur']);
    const yann = await member('yann', ['instructeur', 'valideur']);
    // The request may pretend: the right is read from the database.
    const pretended = { ...yann, roles: ['administrateur'] };
    const id = await idOf(yann);
    await expect(changeRoles(noyau, pretended, { membreId: id, roles: ['administrateur'] })).rejects.toThrow(
      'réservée',
    );
    await expect(
      inviteMembre(noyau, pretended, { email: email('a@exemple.fr'), roles: ['lecteur'] }),
    ).rejects.toThrow();
    await expect(removeMembre(noyau, pretended, id)).rejects.toThrow();
    expect(await rolesNow(yann)).toEqual(['instructeur', 'valideur']);
  });

  test('of another organisation do not exist', async () => {
    const fatou = await member('fatou', ['administrateur']);
    const martine = await member('martine', ['administrateur'], FLAYAT);
    const id = await idOf(martine);
    await expect(changeRoles(noyau, fatou, { membreId: id, roles: ['lecteur'] })).rejects.toThrow(
      'ne fait plus partie',
    );
    await expect(removeMembre(noyau, fatou, id)).rejects.toThrow();
    await expect(resendInvitation(noyau, fatou, id)).rejects.toThrow();
    // An administrator of one is nobody in the other, whatever the address says.
    const abroad = { ...fatou, organisation: FLAYAT };
    await expect(removeMembre(noyau, abroad, id)).rejects.toThrow('réservée');
    expect(await rolesNow(martine)).toEqual(['administrateur']);
  });
});

describe('the last administrator', () => {
  test('keeps the role, is not removed, does not leave; an invitation does not count', async () => {
    const fatou = await member('fatou', ['administrateur', 'valideur']);
    orThrow(await inviteMembre(noyau, fatou, { email: email('a@exemple.fr'), roles: ['administrateur'] }));
    const id = await idOf(fatou);
    for (const answer of [
      await changeRoles(noyau, fatou, { membreId: id, roles: ['valideur'] }),
      await removeMembre(noyau, fatou, id),
      await leaveOrganisation(noyau, fatou),
    ]) {
      expect(answer).toEqual({ ok: false, error: expect.stringContaining('dernier administrateur') });
    }
    orThrow(await changeRoles(noyau, fatou, { membreId: id, roles: ['administrateur'] }));
    expect(await rolesNow(fatou)).toEqual(['administrateur']);
  });

  const attempts: Readonly<Record<string, (mine: Agent, other: Agent) => Promise<unknown>>> = {
    'remove each other': async (mine, other) => removeMembre(noyau, mine, await idOf(other)),
    'leave together': (mine) => leaveOrganisation(noyau, mine),
    'give the role up together': async (mine) =>
      changeRoles(noyau, mine, { membreId: await idOf(mine), roles: ['lecteur'] }),
    'take it from each other': async (mine, other) =>
      changeRoles(noyau, mine, { membreId: await idOf(other), roles: ['lecteur'] }),
  };

  test.each(Object.entries(attempts))('two who %s leave one', async (_what, attempt) => {
    for (let round = 0; round < 5; round += 1) {
      const [fatou, awa] = [
        await member(`fatou${round}`, ['administrateur']),
        await member(`awa${round}`, ['administrateur']),
      ];
      await Promise.allSettled([attempt(fatou, awa), attempt(awa, fatou)]);
      const { rows } = await base.owner.query(
        `select id from membres where left_at is null and 'administrateur' = any(roles)`,
      );
      expect(rows).toHaveLength(1);
      await base.owner.query('delete from membres');
    }
  });
});

test('who is removed sees nothing more, keeps their name in histories, and may come back', async () => {
  const fatou = await member('fatou', ['administrateur']);
  const yann = await member('yann', ['administrateur']);
  orThrow(await removeMembre(noyau, fatou, await idOf(yann)));
  const scope = { personne: yann.personneId };
  expect(await base.db.read(scope, (tx) => adhesionsOf(tx, yann.personneId))).toEqual([]);
  await expect(removeMembre(noyau, yann, await idOf(fatou))).rejects.toThrow('réservée');
  await expect(leaveOrganisation(noyau, yann)).rejects.toThrow();
  const noms = await base.db.read({ organisation: POITIERS.id }, (tx) => nomsOfAgents(tx, [yann.personneId]));
  expect(noms.get(yann.personneId)).toBe('yann TEST');
  expect((await deliver()).map(({ to, subject }) => [to, subject])).toEqual([
    ['yann@exemple.fr', 'Vous ne faites plus partie de Poitiers'],
  ]);
  orThrow(await inviteMembre(noyau, fatou, { email: email('yann@exemple.fr'), roles: ['lecteur'] }));
});

test('who leaves is told, and so are the administrators', async () => {
  await member('fatou', ['administrateur']);
  await member('awa', ['administrateur']);
  const yann = await member('yann', ['lecteur']);
  orThrow(await leaveOrganisation(noyau, yann));
  expect((await deliver()).map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
    ['awa@exemple.fr', 'yann TEST a quitté Poitiers'],
    ['fatou@exemple.fr', 'yann TEST a quitté Poitiers'],
    ['yann@exemple.fr', 'Vous avez quitté Poitiers'],
  ]);
});
