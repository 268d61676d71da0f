import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../../../../test/support/visitor.ts';
import { orThrow } from '../../../values/result.ts';
import { porteeOf } from '../../comptes/index.ts';
import { envoyerCourrierAgent, prevenirLesAgents, rejeterRecours } from '../../demarches/index.ts';
import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import { contester } from '../../demarches/testing/recours.ts';
import { blobsEnMemoire } from '../testing/blobs-en-memoire.ts';
import { DEPOT, type InstructionDeTest, openInstructionDeTest } from '../testing/instruction-de-test.ts';
import { navigateurOf } from '../testing/visites.ts';
import { refuseCandidatureIn } from '../use-cases/refuse-candidature.ts';

/** A recours against a refusal of the fund, for whoever only manages it. */
const BASE = '/fonds/fonds/candidatures';
const RECOURS = 'Le bon de commande est d’un autre projet.';

let essai: InstructionDeTest;
let lecteur: MembreDEssai | undefined;
let seule: Visitor;

beforeAll(async () => {
  essai = await openInstructionDeTest();
  lecteur = await essai.essai.membre(essai.fonds, 'Lou', ['lecteur']);
  seule = visitorOf(await essai.essai.membre(essai.fonds, 'Mina', ['gestionnaire']));
});
afterAll(() => essai?.close());

function visitorOf({ agent }: MembreDEssai): Visitor {
  const outils = essai.outils('2021-07-10T09:00:00Z');
  const decider = outils.dossiers.decide;
  return navigateurOf({ ...outils, annuaire: essai.essai.moteur.annuaire, decider, blobs: blobsEnMemoire() }, agent);
}

/** Every page is checked as it is opened. */
function good(visite: Visite, status = 200): Visite {
  expect([visite.url.pathname, visite.status]).toEqual([visite.url.pathname, status]);
  expect(checkPage(visite.html), visite.url.href).toEqual([]);
  return visite;
}

const open = async (who: Visitor, path: string) => good(await who.visit(`${BASE}${path}`));

async function contested(at = '2021-07-09T09:00:00Z'): Promise<string> {
  const [outils, usager] = [essai.outils(at), await essai.essai.usager('Yann')];
  const dossierId = await essai.deposer(DEPOT, usager);
  const refus = { dossierId, motif: 'Le projet avait commencé.' };
  orThrow(
    await outils.db.transaction(porteeOf(essai.nadia.agent), (tx) =>
      refuseCandidatureIn(tx, outils, essai.nadia.agent, refus),
    ),
  );
  await contester(outils, usager, dossierId, RECOURS);
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
  expect(await essai.faits(dossierId)).not.toContainEqual(expect.objectContaining({ type: 'dossier.recours_rejete' }));
});
