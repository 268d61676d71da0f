import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Agent } from '../comptes/index.ts';
import { listClassements } from './storage/classements.ts';
import { evaluationsDeSession, notesDeTest, openSessionDeTest, type SessionDeTest } from './testing/session-de-test.ts';
import { visiteurOf } from './testing/visites.ts';

/** The pages of the evaluation, from the sharing of requests to the ranking: each is a good page, each refusal too. */
let session: SessionDeTest;
let anne: Agent;
let bruno: Agent;
let base = '';
let gestion: ReturnType<typeof visiteurOf>;
const EVALUATIONS = '/fonds/fonds/evaluations';

beforeAll(async () => {
  session = await openSessionDeTest();
  anne = (await session.evaluateur('Anne')).agent;
  bruno = (await session.evaluateur('Bruno')).agent;
  for (const montant of [40_000, 50_000, 60_000]) await session.demande(montant);
  base = `/fonds/fonds/sessions/${session.sessionId}`;
  gestion = visiteurOf(session.noyau, session.gestionnaire);
});
afterAll(() => session?.close());

const evaluations = () =>
  session.noyau.db.read({ organisation: session.organisation.id }, (tx) => evaluationsDeSession(tx, session.sessionId));

async function of(agent: Agent): Promise<readonly string[]> {
  return (await evaluations()).filter(({ evaluateurId }) => evaluateurId === agent.personneId).map(({ id }) => id);
}

const typed = (note: number) =>
  Object.fromEntries(
    notesDeTest(note).flatMap(({ critere, justification }) => [
      [`${critere}.note`, String(note)],
      [`${critere}.justification`, justification],
    ]),
  );

test('the manager shares the requests, and sees who has what', async () => {
  expect((await gestion.get('/fonds/fonds/sessions')).text).toContain('Appel à projets national, Année 2021');
  expect((await gestion.get(base)).text).toContain('Aucun évaluateur');
  const wrong = await gestion.post(`${base}/repartition`, { parDossier: 'deux', evaluateurs: [anne.personneId] });
  expect([wrong.status, wrong.text.includes('Écrivez un nombre entier')]).toEqual([422, true]);
  expect(wrong.html).toContain('value="deux"');
  expect((await gestion.post(`${base}/repartition`, { parDossier: '2' })).status).toBe(422);
  const evaluateurs = [anne.personneId, bruno.personneId];
  const shared = await gestion.post(`${base}/repartition`, { parDossier: '2', evaluateurs });
  expect([shared.vers, shared.message]).toEqual([base, '6 évaluations demandées.']);
  const again = await gestion.post(`${base}/repartition`, { parDossier: '2', evaluateurs });
  expect(again.message).toBe('Aucune évaluation de plus à demander.');
  const page = await gestion.get(base);
  expect(page.text).toContain('0 sur 2');
  const [, demande] = /href="([^"]*\/demandes\/[0-9a-f-]{36})"/.exec(page.html) ?? [];
  const one = await gestion.get(demande ?? '');
  expect(one.text).toContain('Anne Essai');
  expect((await gestion.post(demande ?? '', { evaluateurs: session.gestionnaire.personneId })).status).toBe(303);
  expect((await gestion.post(demande ?? '', { evaluateurs: randomUUID() })).status).toBe(422);
});

test('who is invited cannot be chosen yet, and the page says so where one chooses', async () => {
  const { owner } = session.essai.base;
  const invite = (email: string, roles: string, expires: string) =>
    owner.query(
      `insert into membres (id, organisation_id, email, roles, invited_at, expires_at)
         values ($1, $2, $3, $4, now(), $5::timestamptz)`,
      [randomUUID(), session.organisation.id, email, roles, expires],
    );
  await invite('elodie.marchand@exemple.fr', '{expert}', '2099-01-01');
  await invite('trop.tard@exemple.fr', '{expert}', '2020-01-01');
  await invite('lecteur@exemple.fr', '{lecteur}', '2099-01-01');
  const [{ dossierId = '' } = {}] = await evaluations();
  for (const address of [`${base}/repartition`, `${base}/demandes/${dossierId}`]) {
    const page = await gestion.get(address);
    expect(page.text).toContain('On ne peut rien lui confier avant sa première connexion.');
    expect(page.text).toContain('elodie.marchand@exemple.fr');
    expect(page.text).not.toMatch(/trop\.tard|lecteur@/);
  }
});

test('those who evaluate have « Évaluations » in their menu; those who did find them beside the sessions', async () => {
  const doorsOf = async (agent: Agent) => {
    const { html } = await visiteurOf(session.noyau, agent).get('/fonds/fonds/sessions');
    return [...html.matchAll(/href="\/fonds\/fonds\/evaluations"[^>]*>([^<]*)/g)].map(([, label]) => label);
  };
  const { agent: signataire } = await session.essai.membre(session.organisation, 'Bernard', ['valideur']);
  expect([await doorsOf(anne), await doorsOf(signataire)]).toEqual([['Évaluations'], []]);
  const { owner } = session.essai.base;
  await owner.query(`update membres set roles = '{valideur}' where personne_id = $1`, [bruno.personneId]);
  expect(await doorsOf(bruno)).toEqual(['Mes évaluations']);
  // There, the menu says where one is.
  const { html } = await visiteurOf(session.noyau, bruno).get(EVALUATIONS);
  expect(html).toMatch(/<a[^>]*href="\/fonds\/fonds\/evaluations"[^>]*aria-current="page"/);
  await owner.query(`update membres set roles = '{expert}' where personne_id = $1`, [bruno.personneId]);
});

test('a reviewer notes, keeps a draft, submits, and sees the others only then', async () => {
  const [visitAnne, visitBruno] = [visiteurOf(session.noyau, anne), visiteurOf(session.noyau, bruno)];
  const [first = ''] = await of(anne);
  const address = `${EVALUATIONS}/${first}`;
  const sameRequest = (await evaluations()).find(({ id }) => id === first)?.dossierId;
  const other = (await evaluations()).find(
    ({ dossierId, evaluateurId }) => dossierId === sameRequest && evaluateurId === bruno.personneId,
  );
  const theirs = { ...typed(2), 'cout.justification': 'Devis de Bruno.', action: 'soumettre' };
  expect((await visitBruno.post(`${EVALUATIONS}/${other?.id}`, theirs)).status).toBe(303);
  expect((await visitAnne.get(address)).text).not.toContain('Devis de Bruno');

  const partial = { 'usagers.note': '4', 'usagers.justification': 'Utile à tous.' };
  const draft = await visitAnne.post(address, { ...partial, action: 'brouillon' });
  expect(draft.message).toBe('Le brouillon est enregistré.');
  expect((await visitAnne.get(address)).text).toContain('Utile à tous.');
  const refused = await visitAnne.post(address, { ...partial, action: 'soumettre' });
  expect([refused.status, refused.text.includes('Donnez une note de 0 à 5')]).toEqual([422, true]);
  expect(refused.text).toContain('Utile à tous.');
  const long = await visitAnne.post(address, {
    ...partial,
    'cout.justification': 'x'.repeat(2001),
    action: 'brouillon',
  });
  expect(long.status).toBe(422);

  expect((await visitAnne.post(address, { ...typed(5), action: 'soumettre' })).status).toBe(303);
  const locked = await visitAnne.get(address);
  expect(locked.text).toContain('Devis de Bruno');
  expect(locked.html).not.toContain('value="soumettre"');
  expect((await visitAnne.get(EVALUATIONS)).text).toContain('Soumise le 1er juin 2021');
  const late = await visitAnne.post(address, { ...typed(1), action: 'soumettre' });
  expect([late.status, late.text.includes('ne change plus')]).toEqual([422, true]);
  await expect(visitBruno.get(address)).rejects.toThrow('n’existe pas');
});

test('a reviewer declares a conflict, and is recused', async () => {
  const visit = visiteurOf(session.noyau, bruno);
  const [, second = ''] = await of(bruno);
  const address = `${EVALUATIONS}/${second}`;
  expect((await visit.post(address, { motif: '', action: 'conflit' })).status).toBe(422);
  const assignees = async () => Number(/Évaluations soumises\d+ sur (\d+)/.exec((await gestion.get(base)).text)?.[1]);
  const before = await assignees();
  const declared = await visit.post(address, { motif: 'J’ai conseillé ce projet.', action: 'conflit' });
  expect(declared.message).toContain('vous n’évaluez plus cette demande');
  expect((await visit.get(address)).text).toContain('Récusation');
  expect((await gestion.get(base)).text).toContain('1 récusation');
  // Theirs is not waited for any more, here as on the line of the request.
  expect(await assignees()).toBe(before - 1);
});

test('the ranking is computed again as it is read, and hidden from who has still to note', async () => {
  await expect(visiteurOf(session.noyau, anne).get(`${base}/classement`)).rejects.toThrow('organiser l’évaluation');
  expect((await gestion.post(`${base}/classement`, { normalisation: 'hasard' })).status).toBe(422);
  const ranked = await gestion.post(`${base}/classement`, { normalisation: 'par_evaluateur', cle: randomUUID() });
  expect(ranked.status).toBe(303);
  // The manager was asked for one request, and has not noted it.
  await expect(gestion.get(ranked.vers)).rejects.toThrow('encore des évaluations à soumettre');
  const [own = ''] = await of(session.gestionnaire);
  expect((await gestion.post(`${EVALUATIONS}/${own}`, { ...typed(3), action: 'soumettre' })).status).toBe(303);
  const page = await gestion.get(ranked.vers);
  expect(page.text).toContain('Refait à l’instant depuis ses données, ce classement est le même, octet pour octet.');
  expect(page.text).toContain('récusée pour conflit d’intérêts');
  const { body } = await gestion.get(`${ranked.vers}/instantane.json`);
  expect(JSON.parse(body)).toMatchObject({ algorithme: 1, entrees: { normalisation: 'par_evaluateur' } });
  const kept = await session.noyau.db.read({ organisation: session.organisation.id }, (tx) =>
    listClassements(tx, session.sessionId),
  );
  expect(kept).toHaveLength(1);
});

test('another organisation’s session does not exist', async () => {
  const autre = await session.essai.organisation('autre', '218601946');
  const { agent } = await session.essai.membre(autre, 'Zoé', ['gestionnaire', 'instructeur']);
  const away = visiteurOf(session.noyau, agent);
  for (const page of ['', '/repartition', '/classement']) {
    await expect(away.get(`/fonds/autre/sessions/${session.sessionId}${page}`)).rejects.toThrow('n’existe pas');
  }
  const [first = ''] = await of(anne);
  await expect(away.get(`/fonds/autre/evaluations/${first}`)).rejects.toThrow('n’existe pas');
});
