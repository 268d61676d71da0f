import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedClock } from '../../platform/clock.ts';
import type { Message } from '../../platform/mail/message.ts';
import { jour } from '../../values/jour.ts';
import { orThrow } from '../../values/result.ts';
import type { Demandeur } from '../comptes/index.ts';
import type { Moteur } from './moteur.ts';
import { saveAnnoncees } from './storage/nouveautes.ts';
import { envoyerCourrierAgent } from './tasks/envoyer-courrier-agent.ts';
import { envoyerCourrierRecours } from './tasks/envoyer-courrier-recours.ts';
import { prevenirLesAgents } from './tasks/prevenir-du-recours.ts';
import { rejeterRecours } from './tasks/rejeter-recours.ts';
import { resumerLaJournee } from './tasks/resumer-la-journee.ts';
import { type MembreDEssai, type OrganisationDEssai, openTestMoteur, petiteDemarche } from './testing/moteur.ts';
import { rejectRecours } from './use-cases/answer-recours.ts';
import { changeStatut } from './use-cases/change-statut.ts';
import { listCourriels, saveCourriels } from './use-cases/choose-courriels.ts';
import { decide } from './use-cases/decide.ts';
import { fileRecours } from './use-cases/file-recours.ts';
import { postMessageAsDemandeur } from './use-cases/post-message.ts';

let essai: Awaited<ReturnType<typeof openTestMoteur>>;
let poitiers: OrganisationDEssai;
let ines: MembreDEssai;
let lea: Demandeur;

beforeAll(async () => {
  essai = await openTestMoteur();
  poitiers = await essai.organisation('poitiers', '218601946');
  ines = await essai.membre(poitiers, 'Ines', ['instructeur']);
  lea = await essai.usager('Léa');
  await essai.publier(poitiers, 'essai', petiteDemarche('personnes'));
});
beforeEach(async () => {
  await query('delete from graphile_worker._private_jobs');
  essai.mails.length = 0;
});
afterAll(() => essai.close());

const query = async (sql: string, values: unknown[] = []) => (await essai.base.owner.query(sql, values)).rows;
const at = (instant: string): Moteur => ({ ...essai.moteur, clock: fixedClock(instant) });
const helpers = () => ({ logger: essai.moteur.logger, signal: new AbortController().signal });
const nuit = (instant: string) => rejeterRecours(at(instant)).run(null, helpers());

const REFUS = '2026-06-01T08:00:00Z';
const RECU = '2026-06-10T08:00:00Z';
const PASSE = '2026-08-11T00:20:00Z';

/** A refusal of 1 June 2026, contested on 10 June: to be answered until 10 August included. */
async function contested(motif = 'Le bon de commande est d’un autre projet.', recu = RECU): Promise<string> {
  const dossierId = await essai.remplir(lea, poitiers, 'essai');
  await essai.deposer(lea, dossierId);
  orThrow(await changeStatut(at(REFUS), ines.agent, { dossierId, action: 'passer_en_instruction' }));
  orThrow(await decide(at(REFUS), ines.agent, { dossierId, verdict: 'refuse', motif: 'Commencé trop tôt.' }));
  orThrow(await fileRecours(at(recu), lea, { dossierId, motif, cle: crypto.randomUUID() }));
  return dossierId;
}

const faits = async (dossierId: string) =>
  (
    await query(`select type from journal_entries where sujet_id = $1 and type like 'dossier.recours%' order by seq`, [
      dossierId,
    ])
  ).map(({ type }) => type.replace('dossier.', ''));

/** Runs what was queued about this recours, and gives what was sent. */
async function courriers(dossierId: string, instant: string): Promise<readonly Message[]> {
  const rows = await query(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'courrier-recours' and j.payload->>'dossierId' = $1 returning j.payload`,
    [dossierId],
  );
  const { run, parse } = envoyerCourrierRecours(at(instant));
  for (const { payload } of rows) await run(parse(payload), helpers());
  return essai.mails.splice(0);
}

test('a recours is acknowledged: when it came, and what silence does on which day', async () => {
  const dossierId = await contested();
  const [accuse, ...others] = await courriers(dossierId, RECU);
  expect(others).toEqual([]);
  expect(accuse?.to).toBe('léa@personnel.test');
  for (const words of ['reçu le 10 juin 2026', 'jusqu’au 10 août 2026 inclus', 'art. L231-4', 'Commune de poitiers']) {
    expect(accuse?.text).toContain(words);
  }
});

test('nobody answers in two months: written once, told once, whoever looks and however often', async () => {
  const dossierId = await contested();
  await courriers(dossierId, RECU);
  await nuit('2026-08-10T21:59:00Z');
  expect(await faits(dossierId)).toEqual(['recours']);
  // A week late, by several processes together, then again.
  await Promise.all([nuit('2026-08-18T00:20:00Z'), nuit('2026-08-18T00:20:00Z'), nuit('2026-08-18T00:20:00Z')]);
  await nuit('2026-08-19T00:20:00Z');
  expect(await faits(dossierId)).toEqual(['recours', 'recours_rejet_implicite']);
  expect(await query('select rejet_implicite_le::text from recours where dossier_id = $1', [dossierId])).toEqual([
    { rejet_implicite_le: '2026-08-10' },
  ]);
  const sent = await courriers(dossierId, '2026-08-18T00:21:00Z');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.subject).toMatch(/rejeté par le silence du service$/);
  for (const words of ['vaut rejet depuis ce jour', 'tribunal administratif jusqu’au 11 octobre 2026 inclus']) {
    expect(sent[0]?.text).toContain(words);
  }
  expect(sent[0]?.text).not.toContain('bon de commande');
});

test('killed before the end, nothing is written, and the next night does it', async () => {
  const dossierId = await contested();
  const dying: Moteur = {
    ...at(PASSE),
    db: {
      ...essai.moteur.db,
      transaction: (portee, work) =>
        essai.moteur.db.transaction(portee, async (tx) => {
          await work(tx);
          throw new Error('killed');
        }),
    },
  };
  await expect(rejeterRecours(dying).run(null, helpers())).rejects.toThrow('Silence was not written on 1 recours');
  expect(await faits(dossierId)).toEqual(['recours']);
  await nuit(PASSE);
  expect(await faits(dossierId)).toEqual(['recours', 'recours_rejet_implicite']);
});

test('an answer of the last day stands against the night that runs at the same instant', async () => {
  const dossierId = await contested();
  const answered = rejectRecours(at('2026-08-10T21:59:59Z'), ines.agent, { dossierId, motif: 'Le devis était signé.' });
  await Promise.all([answered, nuit(PASSE)]);
  orThrow(await answered);
  const written = await faits(dossierId);
  // Whichever held the dossier first, there is one answer, and silence is written once at most, before it.
  expect([
    ['recours', 'recours_rejete'],
    ['recours', 'recours_rejet_implicite', 'recours_rejete'],
  ]).toContainEqual(written);
  await nuit('2026-08-12T00:20:00Z');
  expect(await faits(dossierId)).toEqual(written);
});

test('answered in time, it is never rejected by silence', async () => {
  const dossierId = await contested();
  orThrow(await rejectRecours(at('2026-08-10T08:00:00Z'), ines.agent, { dossierId, motif: 'Le devis était signé.' }));
  await nuit(PASSE);
  expect(await faits(dossierId)).toEqual(['recours', 'recours_rejete']);
  const [reponse] = await query('select corps from messages where dossier_id = $1 order by id desc limit 1', [
    dossierId,
  ]);
  expect(reponse?.corps).not.toContain('silence');
});

test.each([
  ['2026-08-20T08:00:00Z', 'dans-le-delai', 'vous redonne deux mois'],
  ['2026-10-12T08:00:00Z', 'dans-le-delai', 'ne change pas le délai.* a pris fin le 11 octobre 2026'],
  ['2026-10-12T08:00:00Z', 'toujours', 'vous redonne deux mois'],
  ['2026-08-20T08:00:00Z', 'jamais', 'ne change pas le délai.* prend fin le 11 octobre 2026'],
] as const)('an express rejection of %s, after silence, under « %s »: %s', async (instant, reponseTardive, says) => {
  const dossierId = await contested();
  // The night did not run: the rejection was born all the same, before the answer.
  const moteur = { ...at(instant), reponseTardive };
  orThrow(await rejectRecours(moteur, ines.agent, { dossierId, motif: 'Le devis était signé.' }));
  await nuit(instant);
  expect(await faits(dossierId)).toEqual(['recours', 'recours_rejet_implicite', 'recours_rejete']);
  const [reponse] = await query('select corps from messages where dossier_id = $1 order by id desc limit 1', [
    dossierId,
  ]);
  expect(reponse?.corps).toMatch(new RegExp(`l’avait rejeté le 10 août 2026.*${says}`));
  // Its own mail tells of it; the one of silence has no more reason to leave.
  expect(await courriers(dossierId, instant)).toEqual([]);
});

test('heard after silence: examined again, and what silence did stays written', async () => {
  const dossierId = await contested();
  await nuit(PASSE);
  orThrow(await changeStatut(at('2026-08-20T08:00:00Z'), ines.agent, { dossierId, action: 'repasser_en_instruction' }));
  await nuit('2026-08-21T00:20:00Z');
  expect(await faits(dossierId)).toEqual(['recours', 'recours_rejet_implicite']);
  expect(await query('select statut from dossiers where id = $1', [dossierId])).toEqual([{ statut: 'en_instruction' }]);
  expect(await courriers(dossierId, '2026-08-21T00:21:00Z')).toEqual([]);
});

test('a recours that came late is told that it did not keep the way to the court open', async () => {
  const dossierId = await contested('Je n’avais rien reçu.', '2026-08-20T08:00:00Z');
  await courriers(dossierId, RECU);
  await nuit('2026-10-21T00:20:00Z');
  expect(await faits(dossierId)).toEqual(['recours', 'recours_rejet_implicite']);
  const [mail] = await courriers(dossierId, '2026-10-21T00:21:00Z');
  expect(mail?.text).toContain('reçu plus de deux mois après la décision du 1er juin 2026');
  expect(mail?.text).not.toContain('Vous pouvez saisir');
});

describe('the agents', () => {
  let [val, expert, ailleurs]: MembreDEssai[] = [];

  beforeAll(async () => {
    val = await essai.membre(poitiers, 'Val', ['valideur']);
    expert = await essai.membre(poitiers, 'Awa', ['expert']);
    await essai.membre(poitiers, 'Tom', ['agent', 'archiviste']);
    ailleurs = await essai.membre(await essai.organisation('creuse', '222309627'), 'Luc', ['instructeur']);
  });
  beforeEach(async () => {
    // What other tests did is told, or does not count.
    await query('delete from nouveautes; delete from courriels_choisis');
    await query('update membres set left_at = null');
  });

  const jobs = async (task: string) =>
    (
      await query(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
           where t.id = j.task_id and t.identifier = $1 returning j.payload`,
        [task],
      )
    ).map(({ payload }) => payload);

  /** Whoever has something to do about a recours does it, several at a time, as after a kill. */
  async function prevenir(): Promise<void> {
    const { run, parse } = prevenirLesAgents(at(RECU));
    for (const payload of await jobs('prevenir-du-recours')) {
      await Promise.all([1, 2, 3].map(() => run(parse(payload), helpers())));
    }
  }

  const matin = (instant: string) =>
    Promise.all([1, 2, 3].map(() => resumerLaJournee(at(instant)).run(null, helpers())));

  async function envoyer(instant = RECU): Promise<readonly Message[]> {
    essai.mails.length = 0;
    const { run, parse } = envoyerCourrierAgent(at(instant));
    for (const payload of await jobs('courrier-agent')) await run(parse(payload), helpers());
    return essai.mails.splice(0).toSorted((a, b) => a.to.localeCompare(b.to));
  }
  const to = (mails: readonly Message[]) => mails.map((mail) => mail.to.split('@')[0]);

  async function choisir(one: MembreDEssai | undefined, choix: 'tous' | 'recours' | 'aucun'): Promise<void> {
    const personneId = one?.agent.personneId ?? '';
    const places = await listCourriels(essai.moteur, personneId);
    await saveCourriels(essai.moteur, personneId, new Map(places.map(({ membreId }) => [membreId, choix])));
  }

  async function ecrire(instant: string, corps = 'Où en êtes-vous ?'): Promise<string> {
    const dossierId = await essai.remplir(lea, poitiers, 'essai');
    await essai.deposer(lea, dossierId, { clock: fixedClock(instant) });
    const message = { dossierId, corps, cle: crypto.randomUUID(), pieces: [] };
    orThrow(await postMessageAsDemandeur(at(instant), lea, message));
    return dossierId;
  }

  test('who may answer a recours are told at once, each once, of a number and an address', async () => {
    const dossierId = await contested();
    await prevenir();
    const mails = await envoyer();
    expect(to(mails)).toEqual(['ines', 'val']);
    const [mail] = mails;
    expect(mail?.text).toContain('Répondez avant le 10 août 2026 inclus.');
    expect(mail?.text).toContain(`https://parvis.exemple/instruction/poitiers/dossiers/${dossierId}`);
    expect(mail?.text).toContain('https://parvis.exemple/compte/courriels');
    for (const secret of ['Léa', 'bon de commande', 'école', 'personnel.test']) {
      expect(`${mail?.subject} ${mail?.text}`).not.toContain(secret);
    }
  });

  test('who left, or a recours answered before the mail leaves, receive nothing', async () => {
    const dossierId = await contested();
    await prevenir();
    await query('update membres set left_at = now() where personne_id = $1', [val?.agent.personneId]);
    const queued = await jobs('courrier-agent');
    expect(queued).toHaveLength(2);
    const { run, parse } = envoyerCourrierAgent(at(RECU));
    for (const payload of queued) await run(parse(payload), helpers());
    expect(to(essai.mails.splice(0))).toEqual(['ines']);
    orThrow(await rejectRecours(at(RECU), ines.agent, { dossierId, motif: 'Le devis était signé.' }));
    for (const payload of queued) await run(parse(payload), helpers());
    expect(essai.mails).toEqual([]);
  });

  test('are told of the rest in one mail a day, whatever ran and however often', async () => {
    const dossierId = await ecrire('2026-06-10T08:00:00Z', 'Mon numéro est le 06 12 34 56 78.');
    await ecrire('2026-06-10T09:00:00Z');
    await matin('2026-06-10T12:00:00Z');
    expect(await envoyer()).toEqual([]);
    await matin('2026-06-11T05:20:00Z');
    const mails = await envoyer('2026-06-11T05:20:00Z');
    expect(to(mails)).toEqual(['ines', 'val']);
    expect(mails[0]?.subject).toBe('4\u00a0nouveautés dans les dossiers');
    expect(mails[0]?.text).toMatch(/Demandes déposées.*Messages reçus/s);
    expect(mails[0]?.text.split(dossierId)).toHaveLength(3);
    for (const secret of ['Léa', '06 12', 'école']) expect(mails[0]?.text).not.toContain(secret);
    // Written late for that morning: it waits for the next one.
    await ecrire('2026-06-10T21:59:00Z');
    await matin('2026-06-11T09:00:00Z');
    expect(await envoyer()).toEqual([]);
    await matin('2026-06-12T05:20:00Z');
    expect((await envoyer())[0]?.subject).toBe('2\u00a0nouveautés dans les dossiers');
    await matin('2026-06-13T05:20:00Z');
    expect(await envoyer()).toEqual([]);
  });

  test('of an organisation are told, whatever fails for another', async () => {
    const niort = await essai.organisation('niort', '217901917');
    await essai.membre(niort, 'Nina', ['instructeur']);
    await essai.publier(niort, 'essai', petiteDemarche('personnes'));
    for (const organisation of [poitiers, niort]) {
      const dossierId = await essai.remplir(lea, organisation, 'essai');
      await essai.deposer(lea, dossierId, { clock: fixedClock('2026-06-10T08:00:00Z') });
    }
    const moteur = at('2026-06-11T05:20:00Z');
    const failing = vi.spyOn(moteur.db, 'transaction').mockRejectedValueOnce(new Error('panne'));
    await expect(resumerLaJournee(moteur).run(null, helpers())).rejects.toThrow(AggregateError);
    failing.mockRestore();
    const told = (await jobs('courrier-agent')).map((payload) => payload.organisationId);
    expect(new Set(told).size).toBe(1);
    await matin('2026-06-11T05:30:00Z');
    const others = (await jobs('courrier-agent')).map((payload) => payload.organisationId);
    expect(new Set([...told, ...others]).size).toBe(2);
  });

  test('are told however much happened', async () => {
    const many = Array.from({ length: 66_000 }, () => crypto.randomUUID());
    const save = essai.moteur.db.transaction({ systeme: true }, (tx) => saveAnnoncees(tx, many, jour('2026-06-11')));
    await expect(save).resolves.toBeUndefined();
  });

  test('after a week of silence of the server, are told of the whole week in one mail', async () => {
    for (const day of ['10', '12', '15']) await ecrire(`2026-06-${day}T08:00:00Z`);
    await matin('2026-06-17T05:20:00Z');
    const mails = await envoyer('2026-06-17T05:20:00Z');
    expect([to(mails), mails[0]?.subject]).toEqual([['ines', 'val'], '6\u00a0nouveautés dans les dossiers']);
  });

  test('killed before the end, told nobody: the next run does', async () => {
    await ecrire('2026-06-10T08:00:00Z');
    const { db } = essai.moteur;
    const dying: Moteur['db'] = {
      ...db,
      transaction: (portee, work) =>
        db.transaction(portee, async (tx) => {
          await work(tx);
          throw new Error('killed');
        }),
    };
    const run = resumerLaJournee({ ...at('2026-06-11T05:20:00Z'), db: dying }).run(null, helpers());
    await expect(run).rejects.toThrow('killed');
    expect(await envoyer()).toEqual([]);
    await matin('2026-06-11T05:30:00Z');
    expect(to(await envoyer('2026-06-11T05:30:00Z'))).toEqual(['ines', 'val']);
  });

  test('choose: the recours alone, nothing, or to be told though they only read', async () => {
    await choisir(ines, 'recours');
    await choisir(val, 'aucun');
    await choisir(expert, 'tous');
    await contested();
    await prevenir();
    expect(to(await envoyer())).toEqual(['awa', 'ines']);
    await ecrire('2026-06-10T08:00:00Z');
    await query('delete from nouveautes where at > $1', ['2026-06-11']);
    await matin('2026-06-11T05:20:00Z');
    const queued = await jobs('courrier-agent');
    await choisir(expert, 'aucun');
    const { run, parse } = envoyerCourrierAgent(at(RECU));
    for (const payload of queued) await run(parse(payload), helpers());
    expect([queued.length, to(essai.mails.splice(0))]).toEqual([1, []]);
  });

  test('choose for themselves only, and who asks reads nothing of this', async () => {
    const place = (await listCourriels(essai.moteur, ines.agent.personneId))[0];
    expect(place).toMatchObject({ slug: 'poitiers', choix: 'tous' });
    const foreign = saveCourriels(
      essai.moteur,
      ailleurs?.agent.personneId ?? '',
      new Map([[place?.membreId ?? '', 'aucun']]),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
    await ecrire('2026-06-10T08:00:00Z');
    const seen = await essai.base.db.read({ personne: lea.personneId }, (tx) =>
      tx.withTables<{ nouveautes: { id: string } }>().selectFrom('nouveautes').select('id').execute(),
    );
    expect(seen).toEqual([]);
  });
});
