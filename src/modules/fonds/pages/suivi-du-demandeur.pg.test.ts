import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { sampleFiles } from '../../../../test/support/sample-files.ts';
import { linksOf, shownIn, textOfPage } from '../../../../test/support/visitor.ts';
import type { TaskHelpers } from '../../../platform/jobs/task.ts';
import { jour } from '../../../values/jour.ts';
import { orThrow } from '../../../values/result.ts';
import { porteeOf } from '../../comptes/index.ts';
import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import { type Acte, listActes } from '../storage/actes.ts';
import { listVersements } from '../storage/versements.ts';
import { produireDocument } from '../tasks/produire-document.ts';
import { adoptActes } from '../testing/actes.ts';
import { attribuerAuDossier } from '../testing/attribution-de-test.ts';
import { blobsEnMemoire } from '../testing/blobs-en-memoire.ts';
import { demandeursDeTest } from '../testing/demandeurs-de-test.ts';
import { DEPOT, type InstructionDeTest, openInstructionDeTest } from '../testing/instruction-de-test.ts';
import { good, navigateursDe } from '../testing/navigateurs.ts';
import { type ServeurInstruction, serveInstruction } from '../testing/serveur-instruction.ts';
import { PLAN_DE_TEST } from '../testing/subvention-de-test.ts';
import { attachActeSigne } from '../use-cases/attach-acte-signe.ts';
import { prolongCandidature } from '../use-cases/prolong-candidature.ts';
import { signConvention } from '../use-cases/sign-convention.ts';

/** What a commune that asked reads of its request, and what the others do not. Received on 1 June 2021. */
let essai: InstructionDeTest;
let serveur: ServeurInstruction;
const { visitor, open, jetonOf } = navigateursDe(() => serveur);
const blobs = blobsEnMemoire();
/** Deposits; only reads; reads opinions elsewhere; of another commune; of nobody. */
let [yann, lecteur, expert, tiers, sophie]: readonly MembreDEssai[] = [];

beforeAll(async () => {
  essai = await openInstructionDeTest();
  serveur = await serveInstruction(essai, '2021-07-10T09:00:00Z', blobs);
  [yann, lecteur, expert, tiers, sophie] = await demandeursDeTest(essai);
  const { base, moteur } = essai.essai;
  await adoptActes({ base, noyau: moteur, gestionnaire: essai.nadia.agent } as never);
});
afterAll(async () => {
  await serveur?.close();
  await essai?.close();
});

const DATE = { 'justifieLe.jour': '10', 'justifieLe.mois': '7', 'justifieLe.annee': '2021' };

const deposer = () => essai.deposer(DEPOT, yann?.demandeur);

const annees = [2021, 2022, 2023, 2024];
const attribuer = (dossierId: string) => attribuerAuDossier(essai, dossierId, annees.shift() ?? 0);

const actesOf = (subventionId: string) =>
  essai.essai.base.db.read(porteeOf(essai.nadia.agent), (tx) => listActes(tx, subventionId));

describe('the legal clock', () => {
  test('is that of the agents, and says what runs', async () => {
    const dossierId = await deposer();
    const page = textOfPage(await open(yann, `/dossiers/${dossierId}`));
    expect(page).toContain('jusqu’au 1er août 2021 inclus pour dire si la demande est recevable.');
    const agents = textOfPage(await open(essai.nadia, `/fonds/fonds/candidatures/${dossierId}`));
    for (const words of [
      'Dans 22 jours',
      'Sans réponse, la demande est réputée recevable. Décret n° 2018-514, art. 4.',
      'Avant le 1er février 2022 inclus',
      'Sans décision ni prolongation motivée, la demande est rejetée. Décret n° 2018-514, art. 7.',
    ]) {
      expect(page).toContain(words);
      expect(agents).toContain(words);
    }
    const outils = essai.outils('2021-07-09T09:00:00Z');
    const prolongation = { dossierId, cle: randomUUID(), jusquau: jour('2022-04-01'), motif: 'Dossier complexe' };
    orThrow(await prolongCandidature(outils, essai.nadia.agent, prolongation));
    const longer = textOfPage(await open(lecteur, `/dossiers/${dossierId}`));
    expect(longer).toContain('Délai prolongé jusqu’au 1er avril 2022');
    expect(longer).toContain('Avant le 1er avril 2022 inclus');
  });

  test('does not run for a request that was made up', async () => {
    const dossierId = await deposer();
    await essai.essai.base.owner.query('update candidatures set fictif = true where dossier_id = $1', [dossierId]);
    const page = textOfPage(await open(yann, `/dossiers/${dossierId}`));
    expect(page).toContain('Elle ne court pas pour une demande fictive.');
    expect(page).not.toContain('Le service a jusqu’au');
    expect(page).not.toContain('réputée recevable');
  });
});

describe('the acts', () => {
  let dossierId = '';
  let actes: readonly Acte[] = [];
  const address = (acte: Acte | undefined) => `/dossiers/${dossierId}/actes/${acte?.id}`;
  const signes = () => actes.filter(({ etat }) => etat === 'signe');

  beforeAll(async () => {
    dossierId = await deposer();
    const subventionId = await attribuer(dossierId);
    actes = await actesOf(subventionId);
    for (const { id } of actes) {
      await produireDocument({ ...essai.outils(DEPOT), blobs }).run({ acteId: id }, {} as TaskHelpers);
    }
    actes = await actesOf(subventionId);
  });

  test('are those that were signed, with the bytes of the agents; a lecteur reads them too', async () => {
    const page = await open(yann, `/dossiers/${dossierId}`);
    const links = linksOf(page).filter(({ href }) => href.pathname.includes('/actes/'));
    expect(links.map(({ href }) => href.pathname).toSorted()).toEqual(signes().map(address).toSorted());
    expect(links).toHaveLength(2);
    for (const acte of signes()) {
      const read = await fetch(new URL(address(acte), serveur.url), {
        headers: { cookie: `session=${lecteur?.agent.personneId}` },
      });
      expect(
        Buffer.from(await read.arrayBuffer()).equals(blobs.files.get(acte.pdfSha256 ?? '') ?? Buffer.alloc(1)),
      ).toBe(true);
    }
  });

  test('give the version signed by hand once it is attached', async () => {
    const [acte] = signes();
    const content = Buffer.from('signé à la main');
    const { sha256 } = await blobs.keep(Readable.from([content]));
    const piece = { sha256, nom: 'arrete-signe.pdf', typeMime: 'application/pdf' };
    const { id: acteId = '', subventionId = '' } = acte ?? {};
    orThrow(await attachActeSigne(essai.outils(DEPOT), essai.nadia.agent, { subventionId, acteId, piece }));
    const read = await visitor(yann).visit(address(acte));
    expect(read.html).toBe(content.toString());
    expect(read.headers.get('content-disposition')).toContain('arrete-signe.pdf');
    expect(textOfPage(await open(yann, `/dossiers/${dossierId}`))).toContain('arrete-signe.pdf (version signée)');
  });

  test('never a draft, nor an act of another request', async () => {
    const projet = actes.find(({ etat }) => etat === 'projet');
    expect(projet?.pdfSha256).toBeTruthy();
    expect((await visitor(yann).visit(address(projet))).status).toBe(404);
    const other = await deposer();
    expect((await visitor(yann).visit(`/dossiers/${other}/actes/${signes()[0]?.id}`)).status).toBe(404);
  });

  test.each([
    ['another commune', () => tiers, 404],
    ['who instructs', () => essai.nadia, 404],
    ['a person who is not a member', () => sophie, 404],
    ['an expert of the commune, whose role does not follow', () => expert, 403],
  ])('are not for %s', async (_name, who, status) => {
    for (const path of [address(signes()[0]), `/dossiers/${dossierId}`]) {
      expect([path, (await visitor(who()).visit(path)).status]).toEqual([path, status]);
    }
  });
});

describe('the plan of payments', () => {
  let dossierId = '';
  let subventionId = '';

  beforeAll(async () => {
    dossierId = await deposer();
    subventionId = await attribuer(dossierId);
  });

  test('says what each payment waits for, what was paid, and nothing before the agreement', async () => {
    expect(textOfPage(await open(yann, `/dossiers/${dossierId}`))).not.toContain('Justificatif attendu');
    const outils = essai.outils(DEPOT);
    const dates = { signeeLe: jour('2021-06-01'), finPrevue: jour('2023-10-15'), dureeMois: 24 };
    const convention = { subventionId, ...dates, garantie: false, plan: PLAN_DE_TEST };
    orThrow(await signConvention(outils, essai.nadia.agent, convention));
    const page = textOfPage(await open(lecteur, `/dossiers/${dossierId}`));
    for (const words of [
      '0 € versés sur 60 000 €',
      '1. Avance',
      'Factures acquittées',
      'le projet est achevé et conforme',
      'Prochain justificatif attendu : versement 1, avance',
    ]) {
      expect(page).toContain(words);
    }
  });

  test('is followed by a message that carries the proof, once, and that the agents open', async () => {
    const page = await open(yann, `/dossiers/${dossierId}`);
    const link = linksOf(page).find(({ text }) => text.includes('Envoyer ce justificatif'));
    const prepared = good(await visitor(yann).visit(link?.href ?? ''));
    expect(shownIn(prepared, 'message')).toEqual(['Justificatif du versement 1 (avance, Signature)']);
    const file = () => new File([new Uint8Array(sampleFiles.pdf)], 'facture.pdf', { type: 'application/pdf' });
    for (const again of [prepared, prepared]) good(await visitor(yann).submit(again, { pieces: file() }, 'message'));
    const agents = await open(essai.paul, `/instruction/fonds/dossiers/${dossierId}`);
    expect(linksOf(agents).filter(({ text }) => text.includes('facture.pdf'))).toHaveLength(1);
    // A file needs no word; too many words lose none of them, nor the file.
    good(await visitor(yann).submit(page, { pieces: file(), message: ' ', cle: randomUUID() }, 'message'));
    const long = 'x'.repeat(10_001);
    const refused = await visitor(yann).submit(page, { pieces: file(), message: long, cle: randomUUID() }, 'message');
    expect([refused.status, checkPage(refused.html), shownIn(refused, 'message')[0] === long]).toEqual([422, [], true]);
    expect(textOfPage(refused)).toContain('Document déjà envoyé');
    const { rows } = await essai.essai.base.owner.query('select corps from messages where dossier_id = $1', [
      dossierId,
    ]);
    expect(rows.map(({ corps }) => corps).toSorted()).toEqual([
      'Document joint.',
      'Justificatif du versement 1 (avance, Signature)',
    ]);
  });

  test('is certified with the file that was received, which the asking side knows was opened', async () => {
    const base = `/fonds/fonds/subventions/${subventionId}`;
    const page = await open(essai.nadia, `${base}/service-fait`);
    const link = linksOf(page).find(({ text }) => text === 'facture.pdf');
    const address = link?.href.pathname ?? '';
    expect((await visitor(essai.nadia).visit(address)).html).toBe(sampleFiles.pdf.toString());
    for (const [who, status] of [
      [essai.expert, 403],
      [essai.etranger, 404],
    ] as const) {
      expect((await visitor(who).visit(address)).status).toBe(status);
    }
    const other = `/fonds/fonds/subventions/${await attribuer(await deposer())}`;
    expect((await visitor(essai.nadia).visit(address.replace(base, other))).status).toBe(404);
    const piece = address.split('/').at(-1) ?? '';
    const { rows } = await essai.essai.base.owner.query(
      `select 1 from journal_entries where sujet_id = $1 and canonical::jsonb -> 'contenu' ->> 'piece' = $2`,
      [dossierId, piece],
    );
    expect(rows).toHaveLength(1);
    const typed = { recu: piece, justificatif: 'Facture n° 12', ...DATE };
    good(await visitor(essai.nadia).submit(page, typed, 'justificatif'));
    const versements = await essai.essai.base.db.read(porteeOf(essai.nadia.agent), (tx) =>
      listVersements(tx, subventionId),
    );
    expect(versements[0]).toMatchObject({ statut: 'justifie', piece: { nom: 'facture.pdf' } });
    const read = textOfPage(await open(yann, `/dossiers/${dossierId}`));
    expect(read).toContain('Reçu : Facture n° 12');
    expect(read).toContain('Prochain justificatif attendu : versement 2, acompte');
  });

  test('receives no file of who may only read, nor of another commune', async () => {
    const before = blobs.files.size;
    for (const [who, from, status] of [
      [lecteur, `/dossiers/${dossierId}`, 403],
      [tiers, '/fonds/creuse/candidatures', 404],
    ] as const) {
      const body = new FormData();
      body.set('_jeton', await jetonOf(who, from));
      body.set('message', 'Voici');
      body.set('pieces', new File([new Uint8Array(sampleFiles.png)], 'x.png', { type: 'image/png' }));
      const sent = await visitor(who).send(`/dossiers/${dossierId}/messages`, { method: 'POST', body });
      expect([sent.status, sent.html]).toEqual([status, expect.stringMatching(/Votre rôle|n’est pas le vôtre/)]);
    }
    expect(blobs.files.size).toBe(before);
  });
});
