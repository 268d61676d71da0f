import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { linksOf, shownIn, textOfPage, type Visitor } from '../../../../test/support/visitor.ts';
import { orThrow } from '../../../values/result.ts';
import { porteeOf } from '../../comptes/index.ts';
import { envoyerCourrierAgent, prevenirLesAgents, rejeterRecours } from '../../demarches/index.ts';
import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import { contester } from '../../demarches/testing/recours.ts';
import { blobsEnMemoire } from '../testing/blobs-en-memoire.ts';
import { demandeursDeTest } from '../testing/demandeurs-de-test.ts';
import { DEPOT, type InstructionDeTest, openInstructionDeTest } from '../testing/instruction-de-test.ts';
import { good, navigateursDe } from '../testing/navigateurs.ts';
import { type ServeurInstruction, serveInstruction } from '../testing/serveur-instruction.ts';
import { navigateurOf } from '../testing/visites.ts';
import { applySilenceDecision } from '../use-cases/apply-silence.ts';
import { refuseCandidatureIn } from '../use-cases/refuse-candidature.ts';

/** A refusal of the fund, and the recours against it: for whoever only manages the fund, and for who asked. */
const BASE = '/fonds/fonds/candidatures';
const RECOURS = 'Le bon de commande est d’un autre projet.';

let essai: InstructionDeTest;

beforeAll(async () => {
  essai = await openInstructionDeTest();
});
afterAll(() => essai?.close());

async function refuser(dossierId: string, at = '2021-07-09T09:00:00Z'): Promise<string> {
  const outils = essai.outils(at);
  const refus = { dossierId, motif: 'Le projet avait commencé.' };
  orThrow(
    await outils.db.transaction(porteeOf(essai.nadia.agent), (tx) =>
      refuseCandidatureIn(tx, outils, essai.nadia.agent, refus),
    ),
  );
  return dossierId;
}

describe('for who only manages the fund, a recours', () => {
  let lecteur: MembreDEssai | undefined;
  let seule: Visitor;

  beforeAll(async () => {
    lecteur = await essai.essai.membre(essai.fonds, 'Lou', ['lecteur']);
    seule = visitorOf(await essai.essai.membre(essai.fonds, 'Mina', ['gestionnaire']));
  });

  function visitorOf({ agent }: MembreDEssai): Visitor {
    const outils = essai.outils('2021-07-10T09:00:00Z');
    const decider = outils.dossiers.decide;
    return navigateurOf({ ...outils, annuaire: essai.essai.moteur.annuaire, decider, blobs: blobsEnMemoire() }, agent);
  }

  const open = async (who: Visitor, path: string) => good(await who.visit(`${BASE}${path}`));

  async function contested(at = '2021-07-09T09:00:00Z'): Promise<string> {
    const usager = await essai.essai.usager('Yann');
    const dossierId = await refuser(await essai.deposer(DEPOT, usager), at);
    await contester(essai.outils(at), usager, dossierId, RECOURS);
    return dossierId;
  }

  test('is rejected by who only manages the fund, and its history says so in its words', async () => {
    const dossierId = await contested();
    const demande = await open(seule, `/${dossierId}`);
    expect(textOfPage(demande)).not.toContain(RECOURS);
    const href = linksOf(demande).find(({ text }) => text === 'Répondre au recours')?.href.pathname;
    expect(href).toBe(`${BASE}/${dossierId}/recours`);
    const page = await open(seule, `/${dossierId}/recours`);
    for (const words of [RECOURS, 'Le projet avait commencé.']) expect(textOfPage(page)).toContain(words);
    const typed = 'x'.repeat(5001);
    const long = good(await seule.submit(page, { motif: typed }, 'motif'), 422);
    expect(shownIn(long, 'motif')).toEqual([typed]);
    const done = good(await seule.submit(page, { motif: 'Le devis était signé.' }, 'motif'));
    expect(textOfPage(done)).toMatch(
      /Recours gracieux reçu de la collectivité, à répondre avant le 9 septembre 2021 inclus.*Recours gracieux rejeté.* Mina Essai/,
    );
    // Sent twice: said once.
    const again = good(await seule.submit(page, { motif: 'Encore.' }, 'motif'));
    expect(textOfPage(again)).toContain('Aucun recours n’attend de réponse.');
    const { rows } = await essai.essai.base.owner.query('select 1 from messages where dossier_id = $1', [dossierId]);
    expect(rows).toHaveLength(2);
  });

  test('is told at once to those of the fund who may answer, with its address there', async () => {
    const dossierId = await contested();
    const { base, mails, moteur } = essai.essai;
    const helpers = { logger: moteur.logger, signal: new AbortController().signal };
    mails.length = 0;
    for (const task of [prevenirLesAgents, envoyerCourrierAgent]) {
      const { name, parse, run } = task(essai.outils('2021-07-09T09:01:00Z'));
      const { rows } = await base.owner.query(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
           where t.id = j.task_id and t.identifier = $1 returning j.payload`,
        [name],
      );
      for (const { payload } of rows) await run(parse(payload) as never, helpers);
    }
    const told = mails.filter(({ text }) => text.includes(`/fonds/fonds/candidatures/${dossierId}`));
    expect(told.map(({ to }) => to).toSorted()).toEqual(['mina@fonds.test', 'nadia@fonds.test', 'paul@fonds.test']);
    expect(told[0]?.text).not.toContain('Lyon');
  });

  test('is heard: the request is examined again, which its history tells', async () => {
    const dossierId = await contested();
    const page = await open(seule, `/${dossierId}/recours`);
    const done = good(await seule.submit(page, { action: 'repasser_en_instruction' }, 'action'));
    expect(textOfPage(done)).toContain('Recours gracieux accueilli');
    expect((await essai.instruction(dossierId)).statut).toBe('en_instruction');
    const late = good(await seule.submit(page, { action: 'repasser_en_instruction' }, 'action'));
    expect(textOfPage(late)).toContain('Aucun recours n’attend de réponse.');
  });

  test('is rejected by silence: its history says since when', async () => {
    const dossierId = await contested('2021-04-09T09:00:00Z');
    const { logger } = essai.essai.moteur;
    const signal = new AbortController().signal;
    await rejeterRecours(essai.outils('2021-06-10T00:20:00Z')).run(null, { signal, logger });
    expect(textOfPage(await open(seule, `/${dossierId}`))).toContain(
      'Recours gracieux rejeté par le silence gardé jusqu’au 9 juin 2021',
    );
  });

  test('is not answered by who only reads, nor by another fund', async () => {
    const dossierId = await contested();
    if (!lecteur) throw new Error('Nobody is there yet');
    const reader = await visitorOf(lecteur).visit(`${BASE}/${dossierId}/recours`);
    expect(reader.status).toBe(403);
    const demande = await open(visitorOf(lecteur), `/${dossierId}`);
    expect(linksOf(demande).map(({ text }) => text)).not.toContain('Répondre au recours');
    const page = await open(seule, `/${dossierId}/recours`);
    for (const [who, status] of [
      [lecteur, 403],
      [essai.etranger, 404],
    ] as const) {
      expect((await visitorOf(who).submit(page, { motif: 'Non.' }, 'motif')).status).toBe(status);
    }
    expect(await essai.faits(dossierId)).not.toContainEqual(
      expect.objectContaining({ type: 'dossier.recours_rejete' }),
    );
  });
});

describe('for the commune that asked, a refusal', () => {
  let serveur: ServeurInstruction;
  const { visitor, open, jetonOf } = navigateursDe(() => serveur);
  /** Deposits; only reads; reads opinions elsewhere; of another commune; of nobody. */
  let [yann, lecteur, expert, tiers, sophie]: readonly MembreDEssai[] = [];

  beforeAll(async () => {
    serveur = await serveInstruction(essai, '2021-07-10T09:00:00Z');
    [yann, lecteur, expert, tiers, sophie] = await demandeursDeTest(essai);
  });
  afterAll(() => serveur?.close());

  const lieu = (dossierId: string) => `/dossiers/${dossierId}/contester`;
  const reponse = (dossierId: string) => `/instruction/fonds/dossiers/${dossierId}/recours`;

  const deposerLaNotre = () => essai.deposer(DEPOT, yann?.demandeur);
  const refuserLaNotre = async () => refuser(await deposerLaNotre());

  async function contestee(): Promise<string> {
    const dossierId = await refuserLaNotre();
    const page = await open(yann, lieu(dossierId));
    good(await visitor(yann).submit(page, { motif: RECOURS }, 'motif'));
    return dossierId;
  }

  const messages = async (dossierId: string) =>
    (await essai.essai.base.owner.query('select corps from messages where dossier_id = $1 order by id', [dossierId]))
      .rows as { corps: string }[];

  test('is contested on a page that says how, in the words of its letter', async () => {
    const dossierId = await refuserLaNotre();
    const suivi = await open(yann, `/dossiers/${dossierId}`);
    expect(linksOf(suivi).map(({ text }) => text)).toContain('Contester cette décision');
    const page = await open(yann, lieu(dossierId));
    for (const words of ['Voies de recours', 'En écrivant à Commune de fonds', 'hiérarchique', '10 septembre 2021']) {
      expect(textOfPage(page)).toContain(words);
    }
    const typed = 'x'.repeat(4001);
    const long = await visitor(yann).submit(page, { motif: typed }, 'motif');
    expect([long.status, checkPage(long.html), shownIn(long, 'motif')[0] === typed]).toEqual([422, [], true]);
    const empty = await visitor(yann).submit(page, { motif: ' ' }, 'motif');
    expect([empty.status, textOfPage(empty)]).toEqual([422, expect.stringContaining('Dites pourquoi')]);
    // The same form twice, then another one.
    for (const again of [page, page]) good(await visitor(yann).submit(again, { motif: RECOURS }, 'motif'));
    const other = await visitor(yann).submit(page, { motif: 'Encore', cle: randomUUID() }, 'motif');
    expect([other.status, await messages(dossierId)]).toEqual([422, [{ corps: RECOURS }]]);
    const read = textOfPage(await open(yann, `/dossiers/${dossierId}`));
    expect(read).toMatch(
      /jusqu’au 10 septembre 2021 inclus pour répondre.*Vous, recours gracieux.*Recours gracieux déposé/,
    );
    expect(read).not.toContain('Contester cette décision');
    const { rows } = await essai.essai.base.owner.query(
      `select canonical from journal_entries where type = 'dossier.recours' and sujet_id = $1`,
      [dossierId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.canonical).not.toContain('bon de commande');
  });

  test('is contested by who may ask for the commune, and by nobody else', async () => {
    const dossierId = await refuserLaNotre();
    const page = await open(lecteur, lieu(dossierId));
    expect(textOfPage(page)).toContain('Votre rôle permet de suivre');
    expect(page.html).not.toContain('<textarea');
    for (const [who, status] of [
      [tiers, 404],
      [sophie, 404],
      [essai.nadia, 404],
      [expert, 403],
    ] as const) {
      expect((await visitor(who).visit(lieu(dossierId))).status).toBe(status);
    }
    for (const [who, from, status] of [
      [lecteur, lieu(dossierId), 403],
      [tiers, '/fonds/creuse/candidatures', 404],
    ] as const) {
      const body = new URLSearchParams({ _jeton: await jetonOf(who, from), motif: RECOURS, cle: randomUUID() });
      const sent = await visitor(who).send(lieu(dossierId), { method: 'POST', body });
      expect([sent.status, sent.html]).toEqual([status, expect.stringMatching(/Votre rôle|n’est pas le vôtre/)]);
    }
    expect(await messages(dossierId)).toEqual([]);
  });

  test('whose recours is rejected says why, and how to go on; nobody answers twice', async () => {
    const dossierId = await contestee();
    for (const where of [`/fonds/fonds/candidatures/${dossierId}`, `/instruction/fonds/dossiers/${dossierId}`]) {
      expect(textOfPage(await open(essai.paul, where))).toMatch(/Recours à examiner.*10 septembre 2021 inclus/);
    }
    const page = await open(essai.paul, reponse(dossierId));
    expect(textOfPage(page)).toContain(RECOURS);
    expect((await visitor(essai.paul).submit(page, { motif: '' }, 'motif')).status).toBe(422);
    good(await visitor(essai.paul).submit(page, { motif: 'Le devis était signé.' }, 'motif'));
    good(await visitor(essai.paul).submit(page, { motif: 'Le devis était signé.' }, 'motif'));
    const read = textOfPage(await open(yann, `/dossiers/${dossierId}`));
    for (const words of ['recours gracieux est rejeté', 'Le devis était signé.', 'En écrivant à Commune de fonds.']) {
      expect(read).toContain(words);
    }
    expect(await messages(dossierId)).toHaveLength(2);
    expect((await visitor(essai.etranger).visit(reponse(dossierId))).status).toBe(404);
  });

  test('whose recours is heard is examined again', async () => {
    const dossierId = await contestee();
    const page = await open(essai.paul, reponse(dossierId));
    const lectures = `select 1 from journal_entries where sujet_id = $1 and type = 'dossier.consulte'`;
    expect((await essai.essai.base.owner.query(lectures, [dossierId])).rowCount).toBe(1);
    good(await visitor(essai.paul).submit(page, { action: 'repasser_en_instruction' }, '/statut'));
    const read = textOfPage(await open(yann, `/dossiers/${dossierId}`));
    expect(read).toMatch(/Elle est examinée de nouveau.*recours gracieux est accueilli.*Dossier rouvert/);
    expect(read).toContain('Le silence du service n’a plus d’effet.');
    expect(textOfPage(await open(essai.paul, `/fonds/fonds/candidatures/${dossierId}`))).not.toContain('Recours à');
  });

  test('by silence is contested too; a recours that nobody answers is rejected by silence', async () => {
    const [dossierId, silence] = [await contestee(), await deposerLaNotre()];
    await applySilenceDecision(essai.outils('2022-02-02T09:00:00Z'), silence);
    const later = await serveInstruction(essai, '2022-02-02T09:00:00Z');
    const plusTard = navigateursDe(() => later);
    const read = textOfPage(await plusTard.open(yann, `/dossiers/${dossierId}`));
    expect(read).toContain('rejeté par le silence du service');
    const agents = textOfPage(await plusTard.open(essai.paul, `/fonds/fonds/candidatures/${dossierId}`));
    expect(agents).toContain('Recours rejeté par le silence gardé');
    const page = await plusTard.open(yann, lieu(silence));
    expect(textOfPage(page)).toContain('Ce silence vaut rejet depuis le 1er février 2022');
    good(await plusTard.visitor(yann).submit(page, { motif: RECOURS }, 'motif'));
    await later.close();
  });

  test('is not answered by who asked, whatever the code does', async () => {
    const dossierId = await contestee();
    const scope = { organisation: (yann?.demandeur.pour as { organisation: { id: string } }).organisation.id };
    await essai.essai.base.db.transaction(scope, async (tx) => {
      const { numUpdatedRows } = await tx
        .withTables<{ recours: { dossier_id: string; issue: string | null } }>()
        .updateTable('recours')
        .set({ issue: 'rouvert' })
        .where('dossier_id', '=', dossierId)
        .executeTakeFirstOrThrow();
      expect(numUpdatedRows).toBe(0n);
    });
  });
});
