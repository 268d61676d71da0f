import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orThrow } from '../../values/result.ts';
import type { Agent } from '../comptes/index.ts';
import type { Normalisation } from './domain/classement.ts';
import { entreesOf, findClassement, resultatOf } from './storage/classements.ts';
import { findConflit } from './storage/conflits.ts';
import { listGrilles } from './storage/grilles.ts';
import { evaluationsDeSession, notesDeTest, openSessionDeTest, type SessionDeTest } from './testing/session-de-test.ts';
import { askAvis } from './use-cases/ask-avis.ts';
import { assignEvaluation, shareEvaluations } from './use-cases/assign-evaluations.ts';
import { declareConflit, noteCandidature } from './use-cases/note-candidature.ts';
import { publishGrille } from './use-cases/publish-grille.ts';
import { isReproducible, rankSession } from './use-cases/rank-session.ts';

/** From the assignment of reviewers to the ranking, on real requests. */
let session: SessionDeTest;
let anne: Agent;
let bruno: Agent;
let carole: Agent;
let dossiers: readonly string[];

beforeAll(async () => {
  session = await openSessionDeTest();
  [anne, bruno, carole] = (
    await Promise.all(['Anne', 'Bruno', 'Carole'].map((prenom) => session.evaluateur(prenom)))
  ).map(({ agent }) => agent) as [Agent, Agent, Agent];
  dossiers = [await session.demande(), await session.demande(), await session.demande()];
});
afterAll(() => session?.close());

const read = <T>(work: Parameters<typeof session.noyau.db.read<T>>[1], organisation = session.organisation.id) =>
  session.noyau.db.read({ organisation }, work);

async function evaluationOf(agent: Agent, dossierId: string | undefined): Promise<string> {
  const all = await read((tx) => evaluationsDeSession(tx, session.sessionId));
  const found = all.find((one) => one.evaluateurId === agent.personneId && one.dossierId === dossierId);
  if (!found) throw new Error('This reviewer was not asked for this request');
  return found.id;
}

async function noter(agent: Agent, dossierId: string | undefined, note: number, soumettre = true) {
  const evaluationId = await evaluationOf(agent, dossierId);
  return noteCandidature(session.noyau, agent, { evaluationId, notes: notesDeTest(note), soumettre });
}

async function classer(normalisation: Normalisation = 'aucune') {
  const { noyau, gestionnaire, sessionId } = session;
  const id = orThrow(await rankSession(noyau, gestionnaire, { sessionId, normalisation, cle: randomUUID() }));
  const kept = await read((tx) => findClassement(tx, id));
  if (!kept) throw new Error('The ranking was not kept');
  return kept;
}

const assigner = (agent: Agent, dossierId = '') =>
  assignEvaluation(session.noyau, session.gestionnaire, {
    sessionId: session.sessionId,
    dossierId,
    evaluateurId: agent.personneId,
  });

describe('reviewers', () => {
  test('are asked evenly, once, whoever asks at the same time', async () => {
    const { noyau, gestionnaire, sessionId } = session;
    const evaluateurs = [anne, bruno].map(({ personneId }) => personneId);
    const share = () => shareEvaluations(noyau, gestionnaire, { sessionId, evaluateurs, parDossier: 2 });
    const twice = (await Promise.all([share(), share()])).map(orThrow);
    expect(twice.map(({ affectees }) => affectees).toSorted()).toEqual([0, 6]);
    expect(await read((tx) => evaluationsDeSession(tx, sessionId))).toHaveLength(6);
  });

  test('are members who may review', async () => {
    const lecteur = await session.essai.membre(session.organisation, 'Luc', ['lecteur']);
    const refused = await assigner(lecteur.agent, dossiers[0]);
    expect(!refused.ok && refused.error.evaluateurs).toContain('d’expert ou d’instructeur');
    await expect(
      shareEvaluations(session.noyau, anne, { sessionId: session.sessionId, evaluateurs: [], parDossier: 1 }),
    ).rejects.toThrow('organiser l’évaluation');
  });

  test('who work for the one who asks are never asked', async () => {
    // The requests of this test are those of the Métropole de Lyon.
    const lyon = await session.essai.organisation('lyon', '200046977');
    const { base } = session.essai;
    await base.owner.query(
      `insert into membres (id, organisation_id, personne_id, email, roles) values ($1, $2, $3, 'c@lyon.test', '{agent}')`,
      [randomUUID(), lyon.id, carole.personneId],
    );
    const refused = await assigner(carole, dossiers[0]);
    expect(!refused.ok && refused.error.evaluateurs).toContain('conflit d’intérêts');
    const conflit = await read((tx) =>
      findConflit(tx, { dossierId: dossiers[0] ?? '', evaluateurId: carole.personneId }),
    );
    expect(conflit?.cause).toBe('meme_siren');
  });

  test('who work for a partner of the project neither', async () => {
    const { base } = session.essai;
    const vienne = await session.essai.organisation('vienne', '228600014');
    const paula = await session.evaluateur('Paula');
    await base.owner.query(
      `insert into membres (id, organisation_id, personne_id, email, roles) values ($1, $2, $3, 'p@vienne.test', '{agent}')`,
      [randomUUID(), vienne.id, paula.agent.personneId],
    );
    await base.owner.query(
      `update candidatures set partenaires = '[{"siret":"22860001400014","nom":null,"role":"realise"}]' where dossier_id = $1`,
      [dossiers[1]],
    );
    const refused = await assigner(paula.agent, dossiers[1]);
    expect(!refused.ok && refused.error.evaluateurs).toContain('conflit d’intérêts');
  });
});

describe('an evaluation', () => {
  test('is kept as a draft, and refused whole while a note is missing', async () => {
    const evaluationId = await evaluationOf(anne, dossiers[0]);
    const notes = notesDeTest(3).slice(1);
    const draft = await noteCandidature(session.noyau, anne, { evaluationId, notes, soumettre: false });
    expect(draft.ok).toBe(true);
    const refused = await noteCandidature(session.noyau, anne, { evaluationId, notes, soumettre: true });
    expect(!refused.ok && Object.keys(refused.error)).toEqual(['usagers.note', 'usagers.justification']);
  });

  test('is locked once submitted, by the database too', async () => {
    expect((await noter(anne, dossiers[0], 4)).ok).toBe(true);
    expect((await noter(anne, dossiers[0], 4)).ok).toBe(true); // The same form again.
    const changed = await noter(anne, dossiers[0], 5);
    expect(!changed.ok && changed.error['evaluation']).toContain('ne change plus');
    const id = await evaluationOf(anne, dossiers[0]);
    for (const sql of [
      `update evaluations set notes = '[]' where id = '${id}'`,
      `update evaluations set submitted_at = null where id = '${id}'`,
      `delete from evaluations where id = '${id}'`,
    ]) {
      await expect(session.essai.base.owner.query(sql)).rejects.toThrow('does not change any more');
    }
  });

  test('is one’s own: that of another reviewer does not exist', async () => {
    const evaluationId = await evaluationOf(bruno, dossiers[0]);
    const stolen = noteCandidature(session.noyau, anne, { evaluationId, notes: notesDeTest(0), soumettre: true });
    await expect(stolen).rejects.toThrow('n’existe pas');
    const etranger = { ...bruno, organisation: { id: randomUUID(), nom: 'Ailleurs', slug: 'ailleurs' } };
    const away = noteCandidature(session.noyau, etranger, { evaluationId, notes: notesDeTest(0), soumettre: true });
    await expect(away).rejects.toThrow('n’existe pas');
  });
});

describe('a ranking', () => {
  test('counts who submitted and is not in conflict, and says why the others are not ranked', async () => {
    orThrow(await noter(bruno, dossiers[0], 5));
    orThrow(await noter(anne, dossiers[1], 5));
    orThrow(await noter(bruno, dossiers[1], 5));
    orThrow(await noter(anne, dossiers[2], 5));
    const { classees, nonClassees } = resultatOf(await classer());
    expect(classees.map(({ dossier, score }) => [dossier, score])).toEqual([
      [dossiers[1], '5/1'],
      [dossiers[0], '9/2'],
    ]);
    expect(nonClassees).toEqual([{ dossier: dossiers[2], evaluations: 1, attendues: 1, recusees: 0 }]);
  });

  test('forgets what was submitted by somebody who declares a conflict afterwards', async () => {
    const evaluationId = await evaluationOf(anne, dossiers[1]);
    const declare = () => declareConflit(session.noyau, anne, { evaluationId, motif: 'Ma sœur y travaille.' });
    expect((await declareConflit(session.noyau, anne, { evaluationId, motif: ' ' })).ok).toBe(false);
    expect((await Promise.all([declare(), declare()])).map(({ ok }) => ok)).toEqual([true, true]);
    const { classees, nonClassees } = resultatOf(await classer());
    expect(classees.map(({ dossier }) => dossier)).toEqual([dossiers[0]]);
    expect(nonClassees).toContainEqual({ dossier: dossiers[1], evaluations: 1, attendues: 0, recusees: 1 });
    const { rows } = await session.essai.base.owner.query(
      `select canonical from journal_entries where type = 'evaluation.conflit' and canonical like '%declare%'`,
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('sœur');
    const { noyau, gestionnaire } = session;
    const demander = (dossierId = '') =>
      askAvis(noyau, gestionnaire, { dossierId, expertId: anne.personneId, question: null });
    expect(await demander(dossiers[1])).toMatchObject({
      ok: false,
      error: expect.stringContaining('conflit d’intérêts'),
    });
    expect(await demander(dossiers[0])).toMatchObject({ ok: true });
  });

  test('is found again from its snapshot, byte for byte', async () => {
    for (const normalisation of ['aucune', 'par_evaluateur'] as const) {
      const kept = await classer(normalisation);
      expect(isReproducible(kept)).toBe(true);
      const [first] = entreesOf(kept).candidatures;
      const other = kept.entrees.replace(first?.deposeeLe ?? '?', '2020-01-01T00:00:00Z');
      expect(isReproducible({ ...kept, entrees: other })).toBe(false);
    }
  });

  test('never changes, and the journal holds its digest', async () => {
    const kept = await classer();
    const { base } = session.essai;
    const { rows } = await base.owner.query<{ empreinte: string }>(
      `select canonical::jsonb -> 'contenu' ->> 'empreinte' as empreinte from journal_entries
         where type = 'session.classee' and canonical::jsonb -> 'contenu' ->> 'classement' = $1`,
      [kept.id],
    );
    expect(rows).toEqual([{ empreinte: kept.empreinte.toString('hex') }]);
    await expect(
      session.noyau.db.transaction({ organisation: session.organisation.id }, (tx) =>
        tx
          .withTables<{ classements: { resultat: string } }>()
          .updateTable('classements')
          .set({ resultat: '' })
          .execute(),
      ),
    ).rejects.toThrow('permission denied');
    await expect(base.owner.query(`update classements set entrees = entrees || ' '`)).rejects.toThrow('check');
  });

  test('asked twice by the same form is one', async () => {
    const { noyau, gestionnaire, sessionId } = session;
    const asked = { sessionId, normalisation: 'aucune', cle: randomUUID() } as const;
    const twice = await Promise.all([1, 2].map(() => rankSession(noyau, gestionnaire, asked)));
    expect(new Set(twice.map(orThrow)).size).toBe(1);
  });
});

test('a new version of the grid is noted anew, and the older ranking stays as it was', async () => {
  const before = await classer();
  const { noyau, gestionnaire, sessionId } = session;
  const [old] = await read((tx) => listGrilles(tx, sessionId));
  if (!old) throw new Error('The session lost its grid');
  const publish = () =>
    noyau.db.transaction({ systeme: true }, (tx) =>
      publishGrille(tx, noyau, { type: 'systeme', id: 'essai' }, { sessionId, grille: { ...old.grille, quorum: 1 } }),
    );
  expect([await publish(), await publish()]).toEqual([true, false]);
  expect(resultatOf(await classer()).classees).toEqual([]);
  const evaluateurs = [bruno.personneId];
  const shared = orThrow(await shareEvaluations(noyau, gestionnaire, { sessionId, evaluateurs, parDossier: 1 }));
  expect(shared.affectees).toBe(3);
  orThrow(await noter(bruno, dossiers[2], 1));
  expect(resultatOf(await classer()).classees.map(({ dossier }) => dossier)).toEqual([dossiers[2]]);
  const kept = await read((tx) => findClassement(tx, before.id));
  expect(kept).toEqual(before);
  expect(kept && isReproducible(kept)).toBe(true);
});
