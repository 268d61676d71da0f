import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jour } from '../../values/jour.ts';
import { euros } from '../../values/montant.ts';
import { percent } from '../../values/ratio.ts';
import { orThrow } from '../../values/result.ts';
import { changeStatut } from '../demarches/index.ts';
import { findSubvention } from './storage/subventions.ts';
import { appliquerSilences } from './tasks/appliquer-silences.ts';
import { DEPOT, type InstructionDeTest, openInstructionDeTest } from './testing/instruction-de-test.ts';
import { demandeDeTest } from './testing/subvention-de-test.ts';
import { applySilenceDecision, applySilenceRecevabilite } from './use-cases/apply-silence.ts';
import { authoriseCredits } from './use-cases/authorise-credits.ts';
import { declareRecevabilite } from './use-cases/declare-recevabilite.ts';
import { openEnveloppe } from './use-cases/open-enveloppe.ts';
import { prolongCandidature } from './use-cases/prolong-candidature.ts';
import { proposeSubvention } from './use-cases/propose-subvention.ts';

/** The legal clock of a request received on 1 June 2021: 1 August to say that it is admissible, 1 February to decide. */
let essai: InstructionDeTest;

beforeAll(async () => {
  essai = await openInstructionDeTest();
});
afterAll(() => essai?.close());

/** In Paris: the last minute of the last day, and the first of the next. */
const DERNIER_SOIR = '2021-08-01T21:59:00Z';
const LENDEMAIN = '2021-08-01T22:01:00Z';
const DERNIER_JOUR_DE_DECISION = '2022-02-01T22:59:00Z';
const APRES_HUIT_MOIS = '2022-02-01T23:01:00Z';

const runAt = (at: string, signal = new AbortController().signal) =>
  appliquerSilences(essai.outils(at)).run(null, { signal, logger: essai.essai.moteur.logger });

const decisions = async (dossierId: string) => {
  const sql = 'select verdict, motif, auteur_id from decisions where dossier_id = $1 order by decided_at';
  return (await essai.essai.base.owner.query(sql, [dossierId])).rows;
};

describe('an agent says it', () => {
  test('admissible: who asks is told, and nobody says it twice', async () => {
    const dossierId = await essai.deposer();
    const outils = essai.outils(DEPOT);
    const dite = { dossierId, recevabilite: 'recevable', motif: null } as const;
    orThrow(await declareRecevabilite(outils, essai.paul.agent, dite));
    expect(await essai.instruction(dossierId)).toMatchObject({
      statut: 'deposee',
      recevableAvant: '2021-08-01',
      decisionAvant: '2022-02-01',
      recevabilite: 'recevable',
      recevabilitePar: 'agent',
    });
    const { rows } = await essai.essai.base.owner.query('select corps from messages where dossier_id = $1', [
      dossierId,
    ]);
    expect(rows[0]?.corps).toContain('1er février 2022');
    const again = await declareRecevabilite(outils, essai.nadia.agent, {
      dossierId,
      recevabilite: 'irrecevable',
      motif: 'Trop tard',
    });
    expect(!again.ok && again.error).toContain('déjà déclarée recevable');
  });

  test('not admissible: refused with the reason, and nothing of it in the journal', async () => {
    const dossierId = await essai.deposer();
    const outils = essai.outils(DEPOT);
    const sans = { dossierId, recevabilite: 'irrecevable', motif: null } as const;
    expect((await declareRecevabilite(outils, essai.paul.agent, sans)).ok).toBe(false);
    expect((await essai.instruction(dossierId)).statut).toBe('deposee');
    orThrow(
      await declareRecevabilite(outils, essai.paul.agent, { ...sans, motif: 'Le siège de M. Roy est ailleurs.' }),
    );
    expect(await essai.instruction(dossierId)).toMatchObject({
      statut: 'refusee',
      recevabilite: 'irrecevable',
      decideeLe: '2021-06-01',
    });
    expect(await decisions(dossierId)).toMatchObject([
      { verdict: 'refuse', motif: 'Le siège de M. Roy est ailleurs.' },
    ]);
    const faits = await essai.faits(dossierId);
    expect(faits.map(({ type }) => type)).toEqual([
      'candidature.deposee',
      'candidature.recevabilite',
      'candidature.statut',
      'candidature.statut',
    ]);
    expect(JSON.stringify(faits)).not.toContain('Roy');
  });

  test('reopened, that it was not admissible no longer stands, and silence says nothing more', async () => {
    const dossierId = await essai.deposer();
    const outils = essai.outils(DEPOT);
    const dite = { dossierId, recevabilite: 'irrecevable', motif: 'Hors zone' } as const;
    orThrow(await declareRecevabilite(outils, essai.nadia.agent, dite));
    orThrow(await changeStatut(outils, essai.nadia.agent, { dossierId, action: 'repasser_en_instruction' }));
    await runAt('2023-01-01T10:00:00Z');
    expect(await essai.instruction(dossierId)).toMatchObject({ statut: 'en_instruction', recevabilite: null });
  });

  test('of another organisation, it does not exist', async () => {
    const dossierId = await essai.deposer();
    const dite = { dossierId, recevabilite: 'recevable', motif: null } as const;
    await expect(declareRecevabilite(essai.outils(DEPOT), essai.etranger.agent, dite)).rejects.toThrow('n’existe pas');
  });
});

describe('silence', () => {
  test('makes admissible after two months, once, from the day of the law', async () => {
    const dossierId = await essai.deposer();
    await runAt(DERNIER_SOIR);
    expect((await essai.instruction(dossierId)).recevabilite).toBeNull();
    await runAt(LENDEMAIN);
    await runAt(LENDEMAIN);
    expect(await essai.instruction(dossierId)).toMatchObject({
      recevabilite: 'recevable',
      recevabilitePar: 'silence',
      recevabiliteLe: '2021-08-01',
    });
    const said = (await essai.faits(dossierId)).filter(({ type }) => type === 'candidature.recevabilite');
    expect(said).toMatchObject([{ contenu: { issue: 'recevable', par: 'silence', le: '2021-08-01' } }]);
  });

  test('and an agent of the same instant are one answer', async () => {
    const dossierId = await essai.deposer();
    const dite = { dossierId, recevabilite: 'irrecevable', motif: 'Hors zone' } as const;
    const [agent] = await Promise.all([
      declareRecevabilite(essai.outils(DERNIER_SOIR), essai.paul.agent, dite),
      applySilenceRecevabilite(essai.outils(LENDEMAIN), dossierId),
    ]);
    const said = (await essai.faits(dossierId)).filter(({ type }) => type === 'candidature.recevabilite');
    expect(said).toHaveLength(1);
    expect((await essai.instruction(dossierId)).recevabilite).toBe(agent.ok ? 'irrecevable' : 'recevable');
  });

  test('rejects after eight months, under its article, with the way to contest', async () => {
    const dossierId = await essai.deposer();
    await runAt(DERNIER_JOUR_DE_DECISION);
    expect((await essai.instruction(dossierId)).statut).toBe('deposee');
    await runAt(APRES_HUIT_MOIS);
    await runAt(APRES_HUIT_MOIS);
    expect(await essai.instruction(dossierId)).toMatchObject({ statut: 'refusee', recevabilitePar: 'silence' });
    const [decision, ...others] = await decisions(dossierId);
    expect(others).toEqual([]);
    expect(decision).toMatchObject({ verdict: 'refuse', auteur_id: null });
    expect(decision.motif).toMatch(/reçue le 1er juin 2021.*rejet depuis le 1er février 2022.*art\. 7.*L411-2/);
    expect((await essai.faits(dossierId)).map(({ type }) => type)).toEqual([
      'candidature.deposee',
      'candidature.recevabilite',
      'candidature.rejet_implicite',
      'candidature.statut',
    ]);
  });

  test('and a decision of the same instant are one decision', async () => {
    const dossierId = await essai.deposer();
    const outils = essai.outils(APRES_HUIT_MOIS);
    orThrow(await changeStatut(outils, essai.nadia.agent, { dossierId, action: 'passer_en_instruction' }));
    const demande = { dossierId, verdict: 'refuse', motif: 'Décidé à temps.' } as const;
    await Promise.all([
      outils.db.transaction({ organisation: essai.fonds.id }, (tx) =>
        outils.dossiers.decide(tx, essai.nadia.agent, demande),
      ),
      applySilenceDecision(outils, dossierId),
    ]);
    expect(await decisions(dossierId)).toHaveLength(1);
    expect((await essai.instruction(dossierId)).statut).toBe('refusee');
  });

  test('frees the credits of a subvention that was only proposed', async () => {
    const dossierId = await essai.deposer();
    const outils = essai.outils(DEPOT);
    const { agent } = essai.nadia;
    orThrow(await changeStatut(outils, agent, { dossierId, action: 'passer_en_instruction' }));
    const purse = { axeId: essai.axeId, annee: 2021, nom: 'Essai', territoire: { type: 'national' } } as const;
    const enveloppeId = orThrow(await openEnveloppe(outils, agent, purse));
    const credits = { enveloppeId, montant: euros(100_000), motif: 'Ouverture', autorite: 'Loi de finances' };
    orThrow(await authoriseCredits(outils, agent, credits));
    const demande = demandeDeTest(enveloppeId, { dossierId, taux: percent(75) });
    const subventionId = orThrow(await proposeSubvention(outils, agent, demande));
    await runAt(APRES_HUIT_MOIS);
    expect((await essai.instruction(dossierId)).statut).toBe('refusee');
    const subvention = await outils.db.read({ organisation: essai.fonds.id }, (tx) => findSubvention(tx, subventionId));
    expect(subvention?.statut).toBe('abandonnee');
    const { rows } = await essai.essai.base.owner.query(
      'select disponible::int, reserve::int from enveloppe_soldes where enveloppe_id = $1',
      [enveloppeId],
    );
    expect(rows).toEqual([{ disponible: 10_000_000, reserve: 0 }]);
  });

  test('stopped in the middle, it goes on at the next run', async () => {
    const dossiers = [await essai.deposer(), await essai.deposer(), await essai.deposer()];
    let looked = 0;
    const stop = new AbortController();
    const signal = Object.assign(stop.signal, {
      throwIfAborted() {
        looked += 1;
        if (looked > dossiers.length + 1) throw new Error('The server stops');
      },
    });
    await expect(runAt(APRES_HUIT_MOIS, signal)).rejects.toThrow('stops');
    const statuts = await Promise.all(dossiers.map(async (id) => (await essai.instruction(id)).statut));
    expect(statuts.toSorted()).toEqual(['deposee', 'deposee', 'refusee']);
    await runAt(APRES_HUIT_MOIS);
    for (const id of dossiers) expect((await essai.instruction(id)).statut).toBe('refusee');
  });
});

describe('a reasoned decision puts off the eight months', () => {
  const prolonger = (dossierId: string, change: object = {}, at = DEPOT) =>
    prolongCandidature(essai.outils(at), essai.nadia.agent, {
      dossierId,
      cle: crypto.randomUUID(),
      jusquau: jour('2022-06-01'),
      motif: 'Une expertise est en cours.',
      ...change,
    });

  test('before their end, to a later day; sent twice it is one', async () => {
    const dossierId = await essai.deposer();
    const cle = crypto.randomUUID();
    orThrow(await prolonger(dossierId, { cle }));
    orThrow(await prolonger(dossierId, { cle }));
    expect((await essai.instruction(dossierId)).decisionAvant).toBe('2022-06-01');
    await runAt(APRES_HUIT_MOIS);
    expect((await essai.instruction(dossierId)).statut).toBe('deposee');
    const facts = (await essai.faits(dossierId)).filter(({ type }) => type === 'candidature.prolongee');
    expect(facts).toMatchObject([{ contenu: { de: '2022-02-01', a: '2022-06-01' } }]);
    await runAt('2022-06-02T10:00:00Z');
    expect((await essai.instruction(dossierId)).statut).toBe('refusee');
  });

  test('never backwards, nor once they are over, and what is refused leaves nothing', async () => {
    const dossierId = await essai.deposer();
    const backwards = await prolonger(dossierId, { jusquau: jour('2022-01-01') });
    expect(!backwards.ok && backwards.error.jusquau).toContain('après le 1er février 2022');
    const late = await prolonger(dossierId, {}, APRES_HUIT_MOIS);
    expect(!late.ok && late.error.jusquau).toContain('est rejetée');
    const { rows } = await essai.essai.base.owner.query('select 1 from prolongations where dossier_id = $1', [
      dossierId,
    ]);
    expect(rows).toEqual([]);
  });

  test('by who signs only', async () => {
    const dossierId = await essai.deposer();
    const demande = { dossierId, cle: crypto.randomUUID(), jusquau: jour('2022-06-01'), motif: 'Parce que.' };
    expect(() => prolongCandidature(essai.outils(DEPOT), essai.paul.agent, demande)).toThrow('prolonger');
  });
});
