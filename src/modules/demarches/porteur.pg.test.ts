import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Portee, Tx } from '../../platform/db/database.ts';
import { Forbidden, NotFound, Unavailable } from '../../platform/errors.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import { type Demandeur, porteeOf, porteeOfDemandeur } from '../comptes/index.ts';
import { entriesOfSujet } from '../journal/index.ts';
import { demandeurOfDossier } from './pages/deps.ts';
import { findDossier } from './storage/dossiers.ts';
import { listDossiersOf } from './storage/dossiers-de.ts';
import { listDossiers } from './storage/liste-dossiers.ts';
import { envoyerCourrier } from './tasks/envoyer-courrier.ts';
import type { MembreDEssai, OrganisationDEssai, TestMoteur } from './testing/moteur.ts';
import { openMondeDuPorteur } from './testing/porteur.ts';
import { abandonBrouillon } from './use-cases/abandon-brouillon.ts';
import { beginDossier } from './use-cases/begin-dossier.ts';
import { changeStatut } from './use-cases/change-statut.ts';
import { decide } from './use-cases/decide.ts';
import { titulaireOf } from './use-cases/load-dossier.ts';
import { postMessageAsAgent, postMessageAsDemandeur } from './use-cases/post-message.ts';
import { rattacherDossiers } from './use-cases/rattacher-dossiers.ts';
import { readAsAgent, readAsDemandeur } from './use-cases/read-dossier.ts';
import { receiptOf } from './use-cases/receipt.ts';
import { saveStep } from './use-cases/save-step.ts';
import { submitDossier } from './use-cases/submit-dossier.ts';

/** What several agents ask in the name of their organisation: together, and never of their own side. */
let essai: TestMoteur;
let commune: OrganisationDEssai;
let epci: OrganisationDEssai;
let camille: MembreDEssai;
let yann: MembreDEssai;
let instructrice: MembreDEssai;
let etranger: MembreDEssai;
let usager: Demandeur;

beforeAll(async () => {
  ({ essai, commune, epci, camille, yann, instructrice, etranger, usager } = await openMondeDuPorteur());
});
beforeEach(async () => {
  for (const table of ['decisions', 'messages', 'depots', 'pieces', 'dossiers']) {
    await essai.base.owner.query(`delete from ${table}`);
  }
  essai.mails.length = 0;
});
afterAll(() => essai.close());

const begin = (demandeur: Demandeur, { chez = epci, demarche = 'concours' } = {}) =>
  beginDossier(essai.moteur, demandeur, { organisation: chez, demarcheSlug: demarche, sources: [] });

const save = (
  demandeur: Demandeur,
  dossierId: string,
  typed: Readonly<Record<string, string>>,
  { tour = 0, section = 'vous' } = {},
) => {
  const fields = { all: (name: string) => (name in typed ? [typed[name] ?? ''] : []) };
  return saveStep(essai.moteur, demandeur, { dossierId, sectionId: section, fields, tour, completer: true });
};

const read = (portee: Portee, id: string) => essai.base.db.read(portee, (tx) => findDossier(tx, id));

async function deposit(author: Demandeur, depositor = author): Promise<string> {
  const id = await begin(author);
  await save(author, id, { objet: 'Une école' });
  await save(author, id, { description: 'Neuve' }, { section: 'projet' });
  expect(await submitDossier(essai.moteur, depositor, { dossierId: id })).toMatchObject({ type: 'depose' });
  return id;
}

describe('a dossier of an organisation', () => {
  test('begun twice at once by two colleagues is one, whose name is known', async () => {
    const [one, other] = await Promise.all([begin(camille.demandeur), begin(yann.demandeur)]);
    expect(one).toBe(other);
    const dossier = await read(porteeOfDemandeur(yann.demandeur), one);
    expect(dossier).toMatchObject({ porteurId: commune.id, reponses: { nom: 'Commune de flayat' } });
    expect(dossier?.origines['nom']).toMatchObject({ source: 'organisation.identite', certifiee: true });
    expect(await begin(camille.demandeur, { demarche: 'pour-tous' })).not.toBe(one);
  });

  test('is asked where organisations may ask, and never of oneself', async () => {
    await expect(begin(camille.demandeur, { demarche: 'pour-soi' })).rejects.toThrow(Forbidden);
    await expect(begin(usager)).rejects.toThrow('réservée aux organisations');
    await expect(begin(camille.demandeur, { chez: commune })).rejects.toThrow('elle-même');
    await begin(usager, { demarche: 'pour-tous' });
    const self = `update dossiers set porteur_id = organisation_id`;
    await expect(essai.base.owner.query(self)).rejects.toThrow('dossiers_porteur_autre');
  });

  test.each([
    ['administrateur', true, true],
    ['gestionnaire', true, true],
    ['instructeur', true, true],
    ['valideur', false, true],
    ['lecteur', false, true],
    ['expert', false, false],
    ['agent', false, false],
    ['chef_equipe', false, false],
    ['archiviste', false, false],
  ])('%s: asks %s, reads %s', async (role, asks, reads) => {
    const id = await begin(camille.demandeur);
    const { pour, ...who } = yann.demandeur;
    const demandeur = { ...who, pour: { ...pour, roles: [role] } } as Demandeur;
    const outcome = (work: Promise<unknown>) => work.then(() => true).catch((error) => !(error instanceof Forbidden));
    expect(await outcome(readAsDemandeur(essai.moteur, demandeur, id))).toBe(reads);
    for (const work of [
      () => begin(demandeur),
      () => save(demandeur, id, { objet: 'Une école' }),
      () => submitDossier(essai.moteur, demandeur, { dossierId: id }),
      () => postMessageAsDemandeur(essai.moteur, demandeur, { dossierId: id, corps: 'Oui', cle: role, pieces: [] }),
      () => abandonBrouillon(essai.moteur, demandeur, id),
    ]) {
      expect(await outcome(work())).toBe(asks);
    }
  });

  test('is gone on with, deposited and answered by a colleague; each is named in the journal', async () => {
    const id = await begin(camille.demandeur);
    await save(camille.demandeur, id, { objet: 'Une école' });
    await save(yann.demandeur, id, { description: 'Neuve' }, { section: 'projet' });
    await submitDossier(essai.moteur, yann.demandeur, { dossierId: id });
    const message = { dossierId: id, corps: 'Bonjour', cle: 'a', pieces: [] };
    await postMessageAsAgent(essai.moteur, instructrice.agent, { ...message, correction: false });
    essai.clock.advance({ seconds: 1 });
    await postMessageAsDemandeur(essai.moteur, camille.demandeur, { ...message, cle: 'b' });
    const suivi = await readAsDemandeur(essai.moteur, yann.demandeur, id);
    expect(suivi.dossier).toMatchObject({ demandeur: 'Commune de flayat', deposantId: yann.agent.personneId });
    expect(suivi.messages.map(({ auteurNom }) => auteurNom)).toEqual(['Lucile Essai', 'Camille Essai']);
    const facts = suivi.histoire.map(({ entry }) => [entry.type, entry.acteur.id, entry.contenu['porteur']]);
    expect(facts).toEqual([
      ['dossier.commence', camille.agent.personneId, commune.id],
      ['dossier.depose', yann.agent.personneId, commune.id],
      ['dossier.message', instructrice.agent.personneId, undefined],
      ['dossier.message', camille.agent.personneId, commune.id],
    ]);
  });

  test('is listed with those of its organisation, never with those of its author', async () => {
    const id = await begin(camille.demandeur);
    const list = (demandeur: Demandeur) =>
      essai.base.db.read(porteeOfDemandeur(demandeur), (tx) => listDossiersOf(tx, titulaireOf(demandeur)));
    expect((await list(yann.demandeur)).map((ligne) => ligne.id)).toEqual([id]);
    expect(await list(etranger.demandeur)).toEqual([]);
    const { personneId, nom } = camille.demandeur;
    expect(await list({ personneId, nom, pour: { type: 'personne', personneId } })).toEqual([]);
  });

  test('shows its readings to those who carry it, and to nobody else', async () => {
    const id = await deposit(camille.demandeur);
    await readAsAgent(essai.moteur, instructrice.agent, id);
    const readings = (portee: Portee) =>
      essai.base.db.read(portee, (tx) => entriesOfSujet(tx, { type: 'dossier', id }, { types: ['dossier.consulte'] }));
    expect(await readings(porteeOfDemandeur(yann.demandeur))).toHaveLength(1);
    expect(await readings(porteeOfDemandeur(etranger.demandeur))).toEqual([]);
    // Somebody who left: their account sees no more than anybody's.
    expect(await readings({ personne: camille.agent.personneId })).toEqual([]);
    expect(await read({ personne: camille.agent.personneId }, id)).toBeUndefined();
  });
});

describe('two colleagues on one step', () => {
  test('the second learns who was first, and nothing is erased', async () => {
    const id = await begin(camille.demandeur);
    await save(camille.demandeur, id, { objet: 'Une école' });
    const late = await save(yann.demandeur, id, { objet: 'Un gymnase' });
    expect(late).toMatchObject({
      conflit: { par: 'Camille Essai', divergences: [{ enregistree: 'Une école', ecrite: 'Un gymnase' }] },
      ouvert: { dossier: { reponses: { objet: 'Une école' } } },
    });
    const again = await save(yann.demandeur, id, { objet: 'Un gymnase' }, { tour: 1 });
    expect(again.conflit).toBeUndefined();
    expect((await read(porteeOfDemandeur(camille.demandeur), id))?.reponses['objet']).toBe('Un gymnase');
    // The first one's other tab is now the late one.
    expect((await save(camille.demandeur, id, { objet: 'Une école' }, { tour: 1 })).conflit?.par).toBe('Yann Essai');
  });

  test('at the same moment, one is kept and the other told', async () => {
    const id = await begin(camille.demandeur);
    const [one, other] = await Promise.all([
      save(camille.demandeur, id, { objet: 'Une école' }),
      save(yann.demandeur, id, { objet: 'Un gymnase' }),
    ]);
    expect([one.conflit?.par, other.conflit?.par].filter(Boolean)).toHaveLength(1);
  });

  test('a double click, one’s own form sent again, and another step are no surprise', async () => {
    const id = await begin(camille.demandeur);
    await save(camille.demandeur, id, { objet: 'Une école' });
    expect((await save(camille.demandeur, id, { objet: 'Une école' })).conflit).toBeUndefined();
    const other = await save(yann.demandeur, id, { description: 'Neuve' }, { section: 'projet' });
    expect(other.conflit).toBeUndefined();
  });

  test('one deposits what one has read', async () => {
    const id = await begin(camille.demandeur);
    await save(camille.demandeur, id, { objet: 'Une école' });
    await save(camille.demandeur, id, { description: 'Neuve' }, { section: 'projet' });
    await save(yann.demandeur, id, { objet: 'Un gymnase' }, { tour: 1 });
    const demande = { dossierId: id, tours: 2 };
    expect(await submitDossier(essai.moteur, camille.demandeur, demande)).toMatchObject({ type: 'change' });
    const reread = await submitDossier(essai.moteur, camille.demandeur, { ...demande, tours: 3 });
    expect(reread).toMatchObject({ type: 'depose' });
    // A double click finds it deposited, whatever it had shown.
    expect(await submitDossier(essai.moteur, camille.demandeur, demande)).toEqual({ type: 'deja' });
  });
});

describe('mails', () => {
  const mail = async (dossierId: string) => {
    const context = { logger: essai.moteur.logger } as never;
    await envoyerCourrier(essai.moteur).run({ courriel: 'depot', dossierId }, context);
    return essai.mails.splice(0).map(({ to, attachments }) => [to, attachments?.[0]?.fileName]);
  };

  test('reach who began and who deposited, at their address in the organisation', async () => {
    expect(await mail(await deposit(camille.demandeur, yann.demandeur))).toEqual([
      [camille.email, 'accuse-de-depot.json'],
      [yann.email, 'accuse-de-depot.json'],
    ]);
  });

  test('that one of them cannot receive now are not sent twice to the other', async () => {
    const dossierId = await deposit(camille.demandeur, yann.demandeur);
    const full = {
      ...essai.moteur.mail,
      async send(message: Parameters<Mail['send']>[0]) {
        if (message.to === yann.email) throw new Unavailable('');
        return essai.moteur.mail.send(message);
      },
    };
    const context = { logger: essai.moteur.logger } as never;
    await envoyerCourrier({ ...essai.moteur, mail: full }).run({ courriel: 'decision', dossierId }, context);
    expect(essai.mails.splice(0).map(({ to }) => to)).toEqual([camille.email]);
    const { rows } = await essai.base.owner.query(
      `select payload from graphile_worker._private_jobs where payload->'remaining' is not null and payload->>'dossierId' = $1`,
      [dossierId],
    );
    const task = envoyerCourrier(essai.moteur);
    for (const { payload } of rows) await task.run(task.parse(payload), context);
    expect(essai.mails.splice(0).map(({ to }) => to)).toEqual([yann.email]);
  });

  test('never reach who left; when nobody is left, those who may go on', async () => {
    const parti = await essai.membre(commune, 'Alix', ['gestionnaire']);
    const id = await deposit(parti.demandeur);
    expect(await mail(id)).toEqual([[parti.email, 'accuse-de-depot.json']]);
    await essai.base.owner.query('delete from membres where email = $1', [parti.email]);
    expect((await mail(id)).map(([to]) => to)).toEqual([camille.email, yann.email]);
  });
});

describe('attacks', () => {
  const REFUSED = '42501';

  test('who carries a dossier never instructs it, whatever their roles', async () => {
    const id = await deposit(camille.demandeur);
    const { moteur } = essai;
    const message = { dossierId: id, corps: 'Accepté !', cle: 'x', pieces: [], correction: true };
    for (const work of [
      () => readAsAgent(moteur, camille.agent, id),
      () => changeStatut(moteur, camille.agent, { dossierId: id, action: 'passer_en_instruction' }),
      () => decide(moteur, camille.agent, { dossierId: id, verdict: 'accepte', motif: 'Parce que.' }),
      () => postMessageAsAgent(moteur, camille.agent, message),
    ]) {
      await expect(work()).rejects.toThrow(NotFound);
    }
    const list = await essai.base.db.read(porteeOf(camille.agent), (tx) =>
      listDossiers(tx, { organisationId: commune.id, taille: 25 }),
    );
    expect(list).toEqual([]);
    expect(await read(porteeOf(instructrice.agent), id)).toMatchObject({ statut: 'en_construction' });
  });

  test('who instructs a dossier never asks, writes nor deposits in the name of who carries it', async () => {
    const id = await deposit(camille.demandeur);
    const { moteur } = essai;
    const { demandeur } = instructrice;
    for (const work of [
      () => readAsDemandeur(moteur, demandeur, id),
      () => save(demandeur, id, { objet: 'Rien' }),
      () => submitDossier(moteur, demandeur, { dossierId: id }),
      () => receiptOf(moteur, demandeur, id),
      () => postMessageAsDemandeur(moteur, demandeur, { dossierId: id, corps: 'Non', cle: 'y', pieces: [] }),
    ]) {
      await expect(work()).rejects.toThrow(NotFound);
    }
  });

  test('a draft does not exist for who will instruct it, nor for a stranger', async () => {
    const id = await begin(camille.demandeur);
    expect(await read(porteeOf(instructrice.agent), id)).toBeUndefined();
    expect(await read(porteeOf(etranger.agent), id)).toBeUndefined();
    await expect(readAsAgent(essai.moteur, instructrice.agent, id)).rejects.toThrow(NotFound);
    // Its own organisation sees it, and still not as an instructor.
    await expect(readAsAgent(essai.moteur, camille.agent, id)).rejects.toThrow(NotFound);
    for (const demandeur of [etranger.demandeur, instructrice.demandeur, usager]) {
      await expect(readAsDemandeur(essai.moteur, demandeur, id)).rejects.toThrow(NotFound);
      await abandonBrouillon(essai.moteur, demandeur, id);
    }
    expect(await read(porteeOfDemandeur(camille.demandeur), id)).toBeDefined();
  });

  test('an organisation that carries one dossier and instructs another mixes none of them', async () => {
    const carried = await deposit(camille.demandeur);
    const received = await begin(usager, { chez: commune, demarche: 'pour-tous' });
    const typed = { nom: 'Sophie', objet: 'Un banc' };
    await save(usager, received, typed);
    await save(usager, received, { description: 'En bois' }, { section: 'projet' });
    await submitDossier(essai.moteur, usager, { dossierId: received });
    await expect(readAsDemandeur(essai.moteur, camille.demandeur, received)).rejects.toThrow(NotFound);
    await expect(readAsAgent(essai.moteur, camille.agent, carried)).rejects.toThrow(NotFound);
    expect((await readAsAgent(essai.moteur, camille.agent, received)).dossier.id).toBe(received);
    expect((await readAsDemandeur(essai.moteur, camille.demandeur, carried)).dossier.id).toBe(carried);
    await expect(save(camille.demandeur, received, { objet: 'Deux bancs' })).rejects.toThrow(NotFound);
    expect(await begin(camille.demandeur, { demarche: 'pour-tous' })).not.toBe(received);
  });

  test('the database itself refuses what each side may not write', async () => {
    const id = await deposit(camille.demandeur);
    const now = sql`${'2026-11-24T09:00:00Z'}::timestamptz`;
    const decision = (tx: Tx) =>
      sql`insert into decisions (id, dossier_id, verdict, motif, auteur_id, auteur_nom,
      decided_at) values (gen_random_uuid(), ${id}, 'accepte', 'Oui', ${camille.agent.personneId}, 'C', ${now})`.execute(
        tx,
      );
    const message = (type: 'usager' | 'agent') => (tx: Tx) =>
      sql`insert into messages (id, dossier_id, auteur_type, auteur_id, auteur_nom, corps, cle, created_at)
        values (gen_random_uuid(), ${id}, ${type}, ${camille.agent.personneId}, 'C', 'Oui', 'z', ${now})`.execute(tx);
    const depot = (tx: Tx) =>
      sql`insert into depots (id, dossier_id, rang, reponses, origines, calculs, entree_id,
      deposited_at) values (gen_random_uuid(), ${id}, 9, '{}', '{}', '{}', gen_random_uuid(), ${now})`.execute(tx);
    const outcome = (portee: Portee, work: (tx: Tx) => Promise<unknown>) =>
      essai.base.db
        .transaction(portee, async (tx) => {
          await work(tx);
          throw new Error('allowed');
        })
        .catch((error: Error & { code?: string }) => error.code ?? error.message);
    const [carrier, instructor] = [porteeOf(camille.agent), porteeOf(instructrice.agent)];
    expect(await outcome(carrier, decision)).toBe(REFUSED);
    expect(await outcome(carrier, message('agent'))).toBe(REFUSED);
    expect(await outcome(instructor, message('usager'))).toBe(REFUSED);
    expect(await outcome(instructor, depot)).toBe(REFUSED);
    expect(await outcome(instructor, decision)).toBe('allowed');
    expect(await outcome(instructor, message('agent'))).toBe('allowed');
    expect(await outcome(carrier, message('usager'))).toBe('allowed');
    expect(await outcome(carrier, depot)).toBe('allowed');
  });
});

describe('an agent of several organisations', () => {
  const contexteOf = (dossier: string) =>
    ({ principal: { type: 'agent', ...etranger.agent, sessionId: '' }, params: { dossier } }) as never;
  const find = (dossier: string) => demandeurOfDossier(essai.moteur as never, contexteOf(dossier));

  test('comes in the name of the one that carries the dossier, and of no other', async () => {
    const { personneId } = etranger.agent;
    for (const [organisation, roles] of [
      [commune, ['lecteur']],
      [epci, ['administrateur']],
    ] as const) {
      await essai.base.owner.query(
        `insert into membres (id, organisation_id, personne_id, email, roles) values (gen_random_uuid(), $1, $2, 'p@t.test', $3)`,
        [organisation.id, personneId, roles],
      );
    }
    const carried = await deposit(camille.demandeur);
    const demandeur = await find(carried);
    expect(demandeur.pour).toMatchObject({ organisation: { id: commune.id }, roles: ['lecteur'] });
    await expect(save(demandeur, carried, { objet: 'Rien' })).rejects.toThrow(Forbidden);
    // Received by the grouping of which they are a member too: that is another side.
    const received = await begin(usager, { demarche: 'pour-tous' });
    await expect(find(received)).rejects.toThrow(NotFound);
    await expect(find(crypto.randomUUID())).rejects.toThrow(NotFound);
    await essai.base.owner.query(`delete from membres where email = 'p@t.test'`);
  });
});

test('two accounts made one: the drafts of two organisations both stay, and follow their author', async () => {
  const ailleurs = await essai.organisation('thierache', '200071983');
  const autre = await essai.membre(ailleurs, 'Camille-bis', ['administrateur']);
  const [one, other] = [await begin(camille.demandeur), await begin(autre.demandeur)];
  const fusion = { conservee: camille.agent.personneId, absorbee: autre.agent.personneId };
  await essai.base.db.transaction({ systeme: true }, (tx) => rattacherDossiers(essai.moteur)(tx, fusion as never));
  const { rows } = await essai.base.owner.query(
    'select id, usager_id, porteur_id from dossiers order by created_at, id',
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: one, usager_id: fusion.conservee, porteur_id: commune.id },
      { id: other, usager_id: fusion.conservee, porteur_id: ailleurs.id },
    ]),
  );
  const colleagues = await essai.base.db.read({ organisation: ailleurs.id }, (tx) =>
    entriesOfSujet(tx, { type: 'dossier', id: other }),
  );
  expect(colleagues.map(({ entry }) => entry.type)).toEqual(['dossier.commence', 'dossier.rattache']);
});
