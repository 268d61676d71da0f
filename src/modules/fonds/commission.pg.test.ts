import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../test/support/plain-spaces.ts';
import type { Database } from '../../platform/db/database.ts';
import { jour } from '../../values/jour.ts';
import { euros, type Montant } from '../../values/montant.ts';
import { orThrow } from '../../values/result.ts';
import type { Agent } from '../comptes/index.ts';
import type { Parametres } from './domain/simulation.ts';
import { findCandidature } from './storage/candidatures.ts';
import { findCommission, isProcesVerbal } from './storage/commissions.ts';
import { listDecisions } from './storage/decisions-de-commission.ts';
import { soldesOf } from './storage/enveloppes.ts';
import { evaluationsDeSession, notesDeTest, openSessionDeTest, type SessionDeTest } from './testing/session-de-test.ts';
import { demandeDeTest } from './testing/subvention-de-test.ts';
import { shareEvaluations } from './use-cases/assign-evaluations.ts';
import { carryOutCommission } from './use-cases/carry-out-commission.ts';
import { closeCommission } from './use-cases/close-commission.ts';
import { adoptSimulation, decideInCommission } from './use-cases/decide-in-commission.ts';
import { keepScenario } from './use-cases/keep-scenario.ts';
import { noteCandidature } from './use-cases/note-candidature.ts';
import { openCommission } from './use-cases/open-commission.ts';
import { proposeSubvention } from './use-cases/propose-subvention.ts';
import { rankSession } from './use-cases/rank-session.ts';
import { recordPresents } from './use-cases/record-presents.ts';

/** Committees that decide, close, meet on the last euro, and are killed in the middle. */
let session: SessionDeTest;
let reviewers: readonly Agent[];

beforeAll(async () => {
  session = await openSessionDeTest();
  reviewers = [await session.evaluateur('Anne'), await session.evaluateur('Bruno')].map(({ agent }) => agent);
});
afterAll(() => session?.close());

const portee = () => ({ organisation: session.organisation.id });

/** New requests of 40 000 €, noted 5, 4, 3… in that order. The older ones are decided: each ranking begins anew. */
async function demandesClassees(count: number): Promise<{ classementId: string; dossiers: readonly string[] }> {
  const { noyau, gestionnaire, sessionId } = session;
  const dossiers: string[] = [];
  for (let index = 0; index < count; index += 1) dossiers.push(await session.demande());
  const evaluateurs = reviewers.map(({ personneId }) => personneId);
  orThrow(await shareEvaluations(noyau, gestionnaire, { sessionId, evaluateurs, parDossier: 2 }));
  const all = await noyau.db.read(portee(), (tx) => evaluationsDeSession(tx, sessionId));
  for (const { id, dossierId, evaluateurId, submittedAt } of all) {
    const agent = reviewers.find(({ personneId }) => personneId === evaluateurId);
    if (submittedAt || !agent) continue;
    const notes = notesDeTest(Math.max(0, 5 - dossiers.indexOf(dossierId)));
    orThrow(await noteCandidature(noyau, agent, { evaluationId: id, notes, soumettre: true }));
  }
  const asked = { sessionId, normalisation: 'aucune', cle: randomUUID() } as const;
  return { classementId: orThrow(await rankSession(noyau, gestionnaire, asked)), dossiers };
}

async function commission(classementId: string, present = true, tenueLe = '2021-06-01'): Promise<string> {
  const { noyau, gestionnaire } = session;
  const membres = ['Alix Roy', 'Dominique Petit', 'Claude Faure'].map((nom) => ({ nom, qualite: null }));
  const asked = { classementId, cle: randomUUID(), nom: 'Comité', tenueLe: jour(tenueLe), quorum: 2, membres };
  const commissionId = orThrow(await openCommission(noyau, gestionnaire, asked));
  if (present) orThrow(await recordPresents(noyau, gestionnaire, { commissionId, presents: [1, 3] }));
  return commissionId;
}

function decide(commissionId: string, dossierId = '', enveloppeId: string | null, montant: Montant | null) {
  const decision = enveloppeId === null ? 'refuser' : 'financer';
  const motif = enveloppeId === null ? 'Le projet ne répond pas à l’appel.' : null;
  const asked = { commissionId, dossierId, decision, enveloppeId, montant, motif } as const;
  return decideInCommission(session.noyau, session.gestionnaire, asked);
}

/** Asks for it, then does what its job does. */
async function close(commissionId: string) {
  const asked = await closeCommission(session.noyau, session.gestionnaire, { commissionId });
  if (asked.ok) await carryOut(commissionId);
  return asked;
}

function carryOut(commissionId: string, db: Database = session.noyau.db): Promise<void> {
  const outils = { ...session.noyau, db };
  return carryOutCommission(outils, { organisationId: session.organisation.id, commissionId });
}

async function effets(commissionId: string) {
  const all = await session.noyau.db.read(portee(), (tx) => listDecisions(tx, commissionId));
  return new Map(all.map((one) => [one.dossierId, one]));
}

/** What the journal says of a committee. */
async function faits(id: string, type: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await session.essai.base.owner.query(
    `select canonical::jsonb -> 'contenu' as contenu from journal_entries where type = $2 and sujet_id = $1 order by seq`,
    [id, type],
  );
  return rows.map(({ contenu }) => contenu);
}

const soldes = (enveloppeId: string) => session.noyau.db.read(portee(), (tx) => soldesOf(tx, enveloppeId));
const statut = async (id = '') => (await session.noyau.db.read(portee(), (tx) => findCandidature(tx, id)))?.statut;

const sentence = (result: { ok: boolean; error?: unknown }) =>
  result.ok ? 'accepté' : plainSpaces(JSON.stringify(result.error));

describe('a decision', () => {
  test('is checked at once against the enveloppe, the request and the law', async () => {
    const { classementId, dossiers } = await demandesClassees(3);
    const id = await commission(classementId);
    const purse = await session.enveloppe(70_000);
    expect(sentence(await decide(id, dossiers[0], purse, euros(20_000)))).toBe('accepté');
    expect(sentence(await decide(id, dossiers[1], purse, euros(20_000)))).toBe('accepté');
    // Taken again, it takes the place of the first.
    expect(sentence(await decide(id, dossiers[1], purse, euros(30_000)))).toBe('accepté');
    expect(sentence(await decide(id, dossiers[2], purse, euros(20_001)))).toContain('Il manque 1 €');
    expect(sentence(await decide(id, dossiers[2], purse, euros(40_001)))).toContain('le montant ne la dépasse pas');
    expect(sentence(await decide(id, dossiers[2], purse, euros(40_000)))).toContain('L1111-10');
    expect(sentence(await decide(id, dossiers[2], randomUUID(), euros(1)))).toContain('une enveloppe de l’axe');
    await expect(decide(id, randomUUID(), purse, euros(1))).rejects.toThrow('ordre du jour');
    expect(await soldes(purse)).toMatchObject({ reserve: 0, disponible: euros(70_000) });
    for (const dossier of dossiers) orThrow(await decide(id, dossier, null, null));
    orThrow(await close(id));
    expect(await Promise.all(dossiers.map(statut))).toEqual(['refusee', 'refusee', 'refusee']);
  });

  test('waits for the quorum, and is fixed by the closing', async () => {
    const { classementId, dossiers } = await demandesClassees(1);
    const id = await commission(classementId, false);
    expect(sentence(await close(id))).toContain('0 présent sur 2 exigés');
    const demain = await commission(classementId, true, '2021-06-02');
    expect(sentence(await close(demain))).toContain('La séance est le 2 juin 2021 : elle se clôt ce jour-là ou après.');
    orThrow(await recordPresents(session.noyau, session.gestionnaire, { commissionId: id, presents: [2, 3] }));
    expect(sentence(await close(id))).toContain('encore rien décidé');
    orThrow(await decide(id, dossiers[0], null, null));
    orThrow(await close(id));
    expect(sentence(await decide(id, dossiers[0], null, null))).toContain('ne siège plus');
    const { owner } = session.essai.base;
    await expect(owner.query(`update commission_decisions set motif = 'x'`)).rejects.toThrow(/any more/);
    await expect(owner.query(`update commissions set statut = 'ouverte'`)).rejects.toThrow('does not change any more');
    await expect(owner.query(`update commission_membres set present = true`)).rejects.toThrow('does not sit any more');
  });

  test('of a committee of another organisation does not exist', async () => {
    const { classementId, dossiers } = await demandesClassees(1);
    const id = await commission(classementId);
    const autre = await session.essai.organisation('autre', '218601946');
    const { agent } = await session.essai.membre(autre, 'Zoé', ['gestionnaire']);
    await expect(closeCommission(session.noyau, agent, { commissionId: id })).rejects.toThrow('n’existe pas');
    await expect(openCommission(session.noyau, agent, { ...VIDE, classementId })).rejects.toThrow('n’existe pas');
    orThrow(await decide(id, dossiers[0], null, null));
    orThrow(await close(id));
  });
});

const VIDE = {
  cle: randomUUID(),
  nom: 'x',
  tenueLe: jour('2021-06-01'),
  quorum: 1,
  membres: [{ nom: 'x', qualite: null }],
};

describe('the closing', () => {
  test('proposes in order, refuses with the reasons, and closes once', async () => {
    const { classementId, dossiers } = await demandesClassees(3);
    const id = await commission(classementId);
    const purse = await session.enveloppe(60_000);
    orThrow(await decide(id, dossiers[0], purse, euros(30_000)));
    orThrow(await decide(id, dossiers[1], purse, euros(30_000)));
    orThrow(await decide(id, dossiers[2], null, null));
    const twice = await Promise.all([close(id), close(id)]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await soldes(purse)).toMatchObject({ reserve: euros(60_000), disponible: 0 });
    expect(await statut(dossiers[2])).toBe('refusee');
    const after = await commission(classementId);
    for (const dossier of dossiers)
      expect(sentence(await decide(after, dossier, null, null))).toContain('déjà décidée');
    const { owner } = session.essai.base;
    const { rows } = await owner.query(
      `select beneficiaire_siret, montant::int, statut from subventions where dossier_id = any($1)`,
      [dossiers],
    );
    expect(rows).toEqual(
      Array(2).fill({ beneficiaire_siret: '20004697700019', montant: 3_000_000, statut: 'proposee' }),
    );
    const motifs = await owner.query(`select motif from decisions where dossier_id = $1`, [dossiers[2]]);
    expect(motifs.rows).toEqual([{ motif: 'Le projet ne répond pas à l’appel.' }]);
    expect(await faits(id, 'commission.close')).toHaveLength(1);
  });

  test('of two committees at once on the last euro funds one, and the other says what is missing', async () => {
    const { classementId, dossiers } = await demandesClassees(2);
    const purse = await session.enveloppe(30_000);
    const two = [await commission(classementId), await commission(classementId)];
    for (const [index, id] of two.entries()) orThrow(await decide(id, dossiers[index], purse, euros(30_000)));
    expect((await Promise.all(two.map((id) => close(id)))).map(({ ok }) => ok)).toEqual([true, true]);
    expect(await soldes(purse)).toMatchObject({ reserve: euros(30_000), disponible: 0 });
    const found = (await Promise.all(two.map(effets))).flatMap((map) => [...map.values()]);
    expect(found.map(({ effet }) => effet).toSorted()).toEqual(['echec', 'proposee']);
    const failed = found.find(({ effet }) => effet === 'echec')?.echec ?? '';
    expect(plainSpaces(failed)).toContain('Il manque 30 000 €');
  });

  test('tells what somebody else did meanwhile', async () => {
    const { classementId, dossiers } = await demandesClassees(2);
    const purse = await session.enveloppe(60_000);
    const id = await commission(classementId);
    orThrow(await decide(id, dossiers[0], purse, euros(30_000)));
    orThrow(await decide(id, dossiers[1], null, null));
    const { gestionnaire, noyau } = session;
    for (const dossierId of dossiers) {
      const asked = demandeDeTest(purse, { dossierId, montant: euros(1_000) });
      orThrow(await proposeSubvention(noyau, gestionnaire, asked));
    }
    orThrow(await close(id));
    const found = await effets(id);
    expect(dossiers.map((dossier) => found.get(dossier)?.echec)).toEqual([
      'Une subvention répond déjà à cette demande.',
      expect.stringContaining('répond à cette demande'),
    ]);
    expect(await soldes(purse)).toMatchObject({ reserve: euros(2_000) });
  });

  test('killed anywhere, goes on where it was: every decision is carried out once', async () => {
    const { classementId, dossiers } = await demandesClassees(4);
    const purse = await session.enveloppe(90_000);
    const id = await commission(classementId);
    for (const dossier of dossiers.slice(0, 3)) orThrow(await decide(id, dossier, purse, euros(30_000)));
    orThrow(await decide(id, dossiers[3], null, null));
    orThrow(await closeCommission(session.noyau, session.gestionnaire, { commissionId: id }));
    let kills = 0;
    for (let left = 1; ; left += 1) {
      const outcome = await carryOut(id, dyingAfter(left)).catch((error: Error) => error.message);
      if (outcome === undefined) break;
      expect(outcome).toBe('killed');
      kills += 1;
    }
    expect(kills).toBeGreaterThan(5);
    expect(await soldes(purse)).toMatchObject({ reserve: euros(90_000), disponible: 0 });
    expect([...(await effets(id)).values()].map(({ effet }) => effet).toSorted()).toEqual([
      'proposee',
      'proposee',
      'proposee',
      'refusee',
    ]);
    const { rows } = await session.essai.base.owner.query('select 1 from subventions where enveloppe_id = $1', [purse]);
    expect(rows).toHaveLength(3);
    const closed = await session.noyau.db.read(portee(), (tx) => findCommission(tx, id));
    expect(closed?.statut).toBe('close');
    expect(await faits(id, 'commission.close')).toEqual([
      expect.objectContaining({ proposees: 3, refusees: 1, procesVerbal: closed?.procesVerbalSha256 }),
    ]);
  });

  test('is one job whoever asks again; it waits for somebody else when who asked may not any more', async () => {
    const { classementId, dossiers } = await demandesClassees(1);
    const id = await commission(classementId);
    orThrow(await decide(id, dossiers[0], null, null));
    const { owner } = session.essai.base;
    const { agent: partie } = await session.essai.membre(session.organisation, 'Lise', ['gestionnaire']);
    const ask = (agent: Agent) => closeCommission(session.noyau, agent, { commissionId: id });
    for (const result of await Promise.all([ask(partie), ask(partie)])) orThrow(result);
    const { rows: jobs } = await owner.query(
      `select payload from graphile_worker._private_jobs where payload ->> 'commissionId' = $1`,
      [id],
    );
    expect(jobs).toHaveLength(1);
    await owner.query(`update membres set roles = '{lecteur}' where personne_id = $1`, [partie.personneId]);
    await carryOut(id);
    expect((await effets(id)).get(dossiers[0] ?? '')?.effet).toBeNull();
    orThrow(await ask(session.gestionnaire));
    await carryOut(id);
    expect((await effets(id)).get(dossiers[0] ?? '')?.effet).toBe('refusee');
    expect(await faits(id, 'commission.cloture_reprise')).toEqual([{}]);
  });

  test('keeps its minutes: the bytes are those of the journal, and the file is held', async () => {
    const { classementId, dossiers } = await demandesClassees(1);
    const id = await commission(classementId);
    orThrow(await decide(id, dossiers[0], null, null));
    orThrow(await close(id));
    const [fait] = await faits(id, 'commission.close');
    const sha256 = String(fait?.['procesVerbal']);
    const kept = session.noyau.blobs.files.get(sha256);
    expect(kept?.subarray(0, 5).toString()).toBe('%PDF-');
    const held = (one: string) => session.noyau.db.read({ systeme: true }, (tx) => isProcesVerbal(tx, one));
    expect([await held(sha256), await held('0'.repeat(64))]).toEqual([true, false]);
    await carryOut(id);
    expect(await faits(id, 'commission.close')).toHaveLength(1);
  });
});

/** A database whose process dies in its n-th transaction: before it is committed on odd turns, just after on even ones. */
function dyingAfter(n: number): Database {
  const { db } = session.noyau;
  let left = Math.ceil(n / 2);
  return {
    ...db,
    async transaction(scope, work) {
      left -= 1;
      if (left > 0) return db.transaction(scope, work);
      if (n % 2 === 1) {
        return db.transaction(scope, async (tx) => {
          await work(tx);
          throw new Error('killed');
        });
      }
      await db.transaction(scope, work);
      throw new Error('killed');
    },
  };
}

describe('a simulation', () => {
  test('becomes decisions, all or none; what was refused stays refused', async () => {
    const { classementId, dossiers } = await demandesClassees(3);
    const id = await commission(classementId);
    const { gestionnaire, noyau } = session;
    const purse = await session.enveloppe(50_000);
    const parametres: Parametres = { enveloppes: [purse], part: 50, plafond: null, suite: 'saut' };
    const adopt = (change: Partial<Parametres> = {}) =>
      adoptSimulation(noyau, gestionnaire, { commissionId: id, parametres: { ...parametres, ...change } });
    orThrow(await decide(id, dossiers[0], null, null));
    // The whole amount leaves nothing to pay to the applicant.
    expect(sentence(await adopt({ part: 100 }))).toContain('L1111-10');
    expect((await effets(id)).size).toBe(1);
    expect(await adopt()).toEqual({ ok: true, value: expect.any(Number) });
    const found = await effets(id);
    expect(found.get(dossiers[0] ?? '')?.decision).toBe('refuser');
    expect(found.get(dossiers[1] ?? '')).toMatchObject({ decision: 'financer', montant: euros(20_000) });
    expect(sentence(await adopt({ enveloppes: [] }))).toContain('au moins une enveloppe');
  });

  test('is kept under a name, once', async () => {
    const { classementId } = await demandesClassees(1);
    const id = await commission(classementId);
    const parametres: Parametres = { enveloppes: [], part: 50, plafond: null, suite: 'saut' };
    const keep = (nom: string, part = 50) =>
      keepScenario(session.noyau, session.gestionnaire, { commissionId: id, nom, parametres: { ...parametres, part } });
    expect(sentence(await keep(' '))).toContain('Donnez au scénario un nom');
    expect((await Promise.all([keep('Moitié'), keep('Moitié')])).map(({ ok }) => ok)).toEqual([true, true]);
    expect(sentence(await keep('Moitié', 60))).toContain('déjà ce nom');
  });
});
