import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jour } from '../../values/jour.ts';
import { orThrow } from '../../values/result.ts';
import { bilanDuLot, findLotCandidatures, listLignesLot } from './storage/lots-candidatures.ts';
import { envoyerCourrierInstruction } from './tasks/envoyer-courrier-instruction.ts';
import { rappelerEcheances } from './tasks/rappeler-echeances.ts';
import { rappelerSubventions } from './tasks/rappeler-subventions.ts';
import { attribuerAuDossier } from './testing/attribution-de-test.ts';
import { copierCandidatures } from './testing/copier-candidatures.ts';
import { DEPOT, type InstructionDeTest, openInstructionDeTest } from './testing/instruction-de-test.ts';
import { assignCandidature, reassignCandidatures } from './use-cases/assign-candidature.ts';
import { beginLot, type DemandeDeLot } from './use-cases/begin-lot.ts';
import { declareRecevabilite } from './use-cases/declare-recevabilite.ts';
import { previewLot } from './use-cases/preview-lot.ts';
import { runLot } from './use-cases/run-lot.ts';
import { takeUpCandidature } from './use-cases/take-up-candidature.ts';

/** Many requests, and several people who examine them at once. */
let essai: InstructionDeTest;

beforeAll(async () => {
  essai = await openInstructionDeTest();
});
afterAll(() => essai?.close());

const deposer = (count: number) => Promise.all(Array.from({ length: count }, () => essai.deposer()));

function commencer(dossierIds: readonly string[], change: Partial<DemandeDeLot> = {}) {
  const demande = { action: 'recevable', instructeurId: null, motif: null, ...change } as const;
  return beginLot(essai.outils(DEPOT), essai.paul.agent, { cle: crypto.randomUUID(), dossierIds, ...demande });
}

const lue = <T>(read: (tx: Parameters<typeof bilanDuLot>[0]) => Promise<T>) =>
  essai.essai.moteur.db.read({ organisation: essai.fonds.id }, read);

describe('one action on many', () => {
  test('killed in the middle goes on, and does nothing twice', async () => {
    const ids = await deposer(5);
    const lotId = orThrow(await commencer(ids));
    let looked = 0;
    const signal = Object.assign(new AbortController().signal, {
      throwIfAborted() {
        looked += 1;
        if (looked > 2) throw new Error('The server stops');
      },
    });
    const outils = essai.outils(DEPOT);
    await expect(runLot(outils, essai.fonds.id, lotId, signal)).rejects.toThrow('stops');
    expect(await lue((tx) => bilanDuLot(tx, lotId))).toEqual({ faites: 2, refusees: 0, attente: 3 });
    expect((await lue((tx) => findLotCandidatures(tx, lotId)))?.endedAt).toBeNull();
    // Two servers find it at once.
    await Promise.all([runLot(outils, essai.fonds.id, lotId), runLot(outils, essai.fonds.id, lotId)]);
    expect(await lue((tx) => bilanDuLot(tx, lotId))).toEqual({ faites: 5, refusees: 0, attente: 0 });
    expect((await lue((tx) => findLotCandidatures(tx, lotId)))?.endedAt).not.toBeNull();
    for (const id of ids) {
      const said = (await essai.faits(id)).filter(({ type }) => type === 'candidature.recevabilite');
      expect(said).toHaveLength(1);
    }
    const { rows } = await essai.essai.base.owner.query(
      'select count(*)::int as n from messages where dossier_id = any($1)',
      [ids],
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  test('keeps the sentence of what it refuses, and does the others', async () => {
    const [first = '', second = ''] = await deposer(2);
    const outils = essai.outils(DEPOT);
    const dite = { dossierId: first, recevabilite: 'irrecevable', motif: 'Hors zone' } as const;
    orThrow(await declareRecevabilite(outils, essai.nadia.agent, dite));
    const lotId = orThrow(await commencer([first, second], { action: 'refuser', motif: 'Crédits épuisés.' }));
    await runLot(outils, essai.fonds.id, lotId);
    const lignes = await lue((tx) => listLignesLot(tx, lotId, { apres: 0, taille: 10 }));
    expect(new Map(lignes.map(({ dossierId, raison }) => [dossierId, raison]))).toEqual(
      new Map([
        [first, expect.stringContaining('La demande est refusée')],
        [second, null],
      ]),
    );
    // Refused on the way: taking it up before is undone with it, and nothing is half done.
    expect((await essai.instruction(second)).statut).toBe('refusee');
  });

  test('of the same form sent twice at once is one run', async () => {
    const ids = await deposer(1);
    const cle = crypto.randomUUID();
    const begun = await Promise.all([commencer(ids, { cle }), commencer(ids, { cle })]);
    expect(new Set(begun.map((one) => orThrow(one))).size).toBe(1);
  });

  test('is of this organisation, 500 at most, and its author still works there', async () => {
    const ids = await deposer(1);
    const outils = essai.outils(DEPOT);
    const demande = { cle: crypto.randomUUID(), action: 'instruire', instructeurId: null, motif: null } as const;
    const stranger = await beginLot(outils, essai.etranger.agent, { ...demande, dossierIds: ids });
    expect(!stranger.ok && stranger.error.action).toContain('au moins une');

    const luce = await essai.essai.membre(essai.fonds, 'Luce', ['instructeur']);
    const lotId = orThrow(await beginLot(outils, luce.agent, { ...demande, dossierIds: ids }));
    await essai.essai.base.owner.query('update membres set left_at = now() where personne_id = $1', [
      luce.agent.personneId,
    ]);
    await runLot(outils, essai.fonds.id, lotId);
    const [ligne] = await lue((tx) => listLignesLot(tx, lotId, { apres: 0, taille: 1 }));
    expect(ligne).toMatchObject({ issue: 'refusee', raison: expect.stringContaining('n’instruit plus') });
    expect((await essai.instruction(ids[0] ?? '')).statut).toBe('deposee');
  });
});

describe('a request is given', () => {
  test('to one of two, when two agents give it at once', async () => {
    const [dossierId = ''] = await deposer(1);
    const outils = essai.outils(DEPOT);
    const give = (a: string) =>
      assignCandidature(outils, essai.nadia.agent, { dossierId, instructeurId: a, etait: null });
    const [nadia, paul] = [essai.nadia.agent.personneId, essai.paul.agent.personneId];
    const given = await Promise.all([give(nadia), give(paul)]);
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
    const facts = (await essai.faits(dossierId)).filter(({ type }) => type === 'candidature.affectee');
    expect(facts).toMatchObject([{ contenu: { de: null, a: (await essai.instruction(dossierId)).instructeurId } }]);
  });

  test('to who examines requests here, and to nobody else', async () => {
    const [dossierId = ''] = await deposer(1);
    for (const { agent } of [essai.expert, essai.etranger]) {
      const given = await assignCandidature(essai.outils(DEPOT), essai.nadia.agent, {
        dossierId,
        instructeurId: agent.personneId,
      });
      expect(!given.ok && given.error).toContain('qui instruit');
    }
  });

  test('to who takes it up, and to another when they leave', async () => {
    const [dossierId = ''] = await deposer(1);
    const outils = essai.outils(DEPOT);
    const rita = await essai.essai.membre(essai.fonds, 'Rita', ['instructeur']);
    orThrow(await takeUpCandidature(outils, rita.agent, dossierId));
    expect((await essai.instruction(dossierId)).instructeurId).toBe(rita.agent.personneId);
    const moved = { de: rita.agent.personneId, a: essai.paul.agent.personneId };
    expect(orThrow(await reassignCandidatures(outils, essai.nadia.agent, moved))).toBe(1);
    expect(orThrow(await reassignCandidatures(outils, essai.nadia.agent, moved))).toBe(0);
    expect((await essai.instruction(dossierId)).instructeurId).toBe(essai.paul.agent.personneId);
  });
});

describe('what is due is recalled', () => {
  async function matin(at: string) {
    const outils = essai.outils(at);
    const { logger } = outils;
    const helpers = { logger, signal: new AbortController().signal };
    await rappelerEcheances(outils).run(null, helpers);
    await rappelerEcheances(outils).run(null, helpers);
    const { rows } = await essai.essai.base.owner.query<{ destinataire_id: string }>(
      `select distinct destinataire_id, organisation_id, donne_le::text as le from rappels_echeance where donne_le = $1`,
      [at.slice(0, 10)],
    );
    const before = essai.essai.mails.length;
    const task = envoyerCourrierInstruction(outils);
    for (const { destinataire_id: destinataireId } of rows) {
      const courrier = { objet: 'echeances', organisationId: essai.fonds.id, destinataireId } as const;
      await task.run({ ...courrier, donneLe: jour(at.slice(0, 10)) }, helpers);
    }
    return essai.essai.mails.slice(before);
  }

  test('30 and 7 days before, to who examines it, once, in one mail', async () => {
    const [paulS = '', nobodyS = ''] = [await essai.deposer(), await essai.deposer()];
    const given = { dossierId: paulS, instructeurId: essai.paul.agent.personneId };
    orThrow(await assignCandidature(essai.outils(DEPOT), essai.nadia.agent, given));
    expect(await matin('2021-07-01T06:00:00Z')).toEqual([]);

    const thirty = await matin('2021-07-02T06:00:00Z');
    expect(thirty.map(({ to }) => to).toSorted()).toEqual(['nadia@fonds.test', 'paul@fonds.test']);
    const numero = (await essai.instruction(paulS)).numero;
    const orphan = (await essai.instruction(nobodyS)).numero;
    const toPaul = thirty.find(({ to }) => to.startsWith('paul'))?.text;
    expect(toPaul).toContain(`Dossier ${numero},`);
    expect(toPaul).toContain('avant le 1er août 2021 inclus. Sans réponse, la demande est réputée recevable.');
    expect(toPaul).not.toContain(orphan);
    expect(thirty.find(({ to }) => to.startsWith('nadia'))?.text).toContain(`Dossier ${orphan},`);

    expect(await matin('2021-07-03T06:00:00Z')).toEqual([]);
    expect(await matin('2021-07-25T06:00:00Z')).toHaveLength(2);
    const facts = (await essai.faits(paulS)).filter(({ type }) => type === 'candidature.echeance_rappelee');
    expect(facts.map(({ contenu }) => contenu['seuil'])).toEqual([30, 7]);
  });
});

describe('what a subvention owes is recalled', () => {
  async function matin(at: string) {
    const outils = essai.outils(at);
    const helpers = { logger: outils.logger, signal: new AbortController().signal };
    for (const _ of [1, 2]) await rappelerSubventions(outils).run(null, helpers);
    const before = essai.essai.mails.length;
    const courrier = { objet: 'subventions', organisationId: essai.fonds.id } as const;
    const nadia = { ...courrier, destinataireId: essai.nadia.agent.personneId, donneLe: jour(at.slice(0, 10)) };
    await envoyerCourrierInstruction(outils).run(nadia, helpers);
    return essai.essai.mails.slice(before).map(({ subject, text }) => `${subject}\n${text}`.replaceAll('\u00a0', ' '));
  }

  test('30 and 7 days before, once, to who manages; not what was done, nor what was made up', async () => {
    const [first = '', fictive = ''] = await deposer(2);
    const subventionId = await attribuerAuDossier(essai, first, 2031);
    const other = await attribuerAuDossier(essai, fictive, 2032);
    const { owner } = essai.essai.base;
    await owner.query(`update subventions set commencer_avant = '2022-06-01', fin_prevue = '2022-06-20'`);
    await owner.query('update subventions set fictif = true where id = $1', [other]);
    expect(await matin('2022-05-01T06:00:00Z')).toEqual([]);
    const [thirty = '', ...none] = await matin('2022-05-02T06:00:00Z');
    expect(none).toEqual([]);
    expect(thirty).toContain('1 échéance de subvention à venir');
    expect(thirty).toContain(
      'Commencer le projet avant le 1er juin 2022 inclus. Ensuite, la caducité peut être constatée.',
    );
    expect(thirty).toContain(`/fonds/fonds/subventions/${subventionId}`);
    expect(thirty).toContain('comme gestionnaire du fonds');
    expect(await matin('2022-05-03T06:00:00Z')).toEqual([]);
    await owner.query(`update subventions set commencement = '2022-05-10' where id = $1`, [subventionId]);
    // What it began is recalled no more; its end is.
    const [seven = ''] = await matin('2022-05-25T06:00:00Z');
    expect(seven).toContain('Achever le projet avant le 20 juin 2022 inclus.');
    expect(seven).not.toContain('Commencer le projet');
    const { rows } = await owner.query(
      `select canonical::jsonb -> 'contenu' as contenu from journal_entries
       where type = 'subvention.echeance_rappelee' order by seq`,
    );
    expect(rows.map(({ contenu }) => contenu)).toEqual([
      { echeance: 'commencement', le: '2022-06-01', seuil: 30 },
      { echeance: 'fin', le: '2022-06-20', seuil: 30 },
    ]);
  });
});

// Last: its five hundred copies are due like the others.
describe('one action on 500', () => {
  test('says of each what became of it', async () => {
    const [model = ''] = await deposer(1);
    const ids = await copierCandidatures(essai, model, 500);
    const demande = { action: 'instruire', dossierIds: ids } as const;
    const { passent, refusees } = await previewLot(essai.outils(DEPOT), essai.paul.agent, demande);
    expect([passent.length, refusees.length]).toEqual([450, 50]);
    const tooMany = await commencer([...ids, model]);
    expect(!tooMany.ok && tooMany.error.action).toContain('500\u00a0demandes au plus');
    const lotId = orThrow(await commencer(ids, { action: 'instruire' }));
    await runLot(essai.outils(DEPOT), essai.fonds.id, lotId);
    expect(await lue((tx) => bilanDuLot(tx, lotId))).toEqual({ faites: 450, refusees: 50, attente: 0 });
  }, 60_000);
});
