import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../test/support/plain-spaces.ts';
import type { TaskHelpers } from '../../platform/jobs/task.ts';
import { jour } from '../../values/jour.ts';
import { euros, ZERO } from '../../values/montant.ts';
import { orThrow } from '../../values/result.ts';
import { parseSiret } from '../../values/siret.ts';
import { acteEnPdf } from './acte-en-pdf.ts';
import { findActe, isFichierDActe, listActes } from './storage/actes.ts';
import { listModeles } from './storage/modeles-actes.ts';
import { findSubvention } from './storage/subventions.ts';
import { produireDocument } from './tasks/produire-document.ts';
import { adoptActes, MODELES } from './testing/actes.ts';
import { type BlobsEnMemoire, blobsEnMemoire } from './testing/blobs-en-memoire.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { attribuee, conventionnee, demandeDeTest, PLAN_DE_TEST } from './testing/subvention-de-test.ts';
import { adoptModelesActes } from './use-cases/adopt-modeles-actes.ts';
import { amendConvention } from './use-cases/amend-convention.ts';
import { attachActeSigne } from './use-cases/attach-acte-signe.ts';
import { certifyVersement } from './use-cases/certify-versement.ts';
import { closeSubvention } from './use-cases/close-subvention.ts';
import { correctSiret, type DemandeDeCorrection } from './use-cases/correct-siret.ts';
import { declareCaducite } from './use-cases/declare-caducite.ts';
import { draftArrete } from './use-cases/draft-arrete.ts';
import { proposeSubvention } from './use-cases/propose-subvention.ts';

let fonds: FondsDeTest;
let enveloppe: string;
let blobs: BlobsEnMemoire;

beforeEach(async () => {
  fonds = await openFondsDeTest();
  enveloppe = await fonds.enveloppe(euros(1_000_000));
  blobs = blobsEnMemoire();
  await adoptActes(fonds);
});
afterEach(() => fonds?.close());

const portee = () => ({ organisation: fonds.gestionnaire.organisation.id });
const actesOf = (subventionId: string) => fonds.base.db.read(portee(), (tx) => listActes(tx, subventionId));
const typesOf = async (subventionId: string) => (await actesOf(subventionId)).map(({ type }) => type).toSorted();

const deps = () => ({ ...fonds.noyau, blobs });
const produce = (acteId: string) => produireDocument(deps()).run({ acteId }, {} as TaskHelpers);

/** The jobs that wait, as the worker would read them. */
async function waiting(): Promise<readonly { readonly acteId: string }[]> {
  const { rows } = await fonds.base.owner.query(
    `select j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'produire-acte' order by j.id`,
  );
  return rows.map(({ payload }) => payload);
}

describe('an award', () => {
  test('writes its arrêté and its letter, and their documents are made by the jobs committed with it', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    expect(await typesOf(subventionId)).toEqual(['arrete', 'notification']);
    const jobs = await waiting();
    expect(jobs).toHaveLength(2);
    // Killed before any ran: nothing is lost, the acts wait for their documents.
    expect((await actesOf(subventionId)).map(({ pdfSha256 }) => pdfSha256)).toEqual([null, null]);
    for (const { acteId } of jobs) await produce(acteId);
    const actes = await actesOf(subventionId);
    for (const { pdfSha256, etat, numero } of actes) {
      expect(
        blobs.files
          .get(pdfSha256 ?? '')
          ?.subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      expect([etat, /^A\d{4}-\d{6}$/.test(numero)]).toEqual(['signe', true]);
    }
    const { rows } = await fonds.base.owner.query(
      `select canonical::jsonb -> 'contenu' as contenu from journal_entries where type = 'subvention.acte_produit'`,
    );
    expect(rows.map(({ contenu }) => contenu.sha256).toSorted()).toEqual(
      actes.map(({ pdfSha256 }) => pdfSha256).toSorted(),
    );
  });

  test('repeated by its job, killed after the file was kept or run twice at once, makes the same document once', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    const [{ acteId } = { acteId: '' }] = await waiting();
    const killed = {
      ...deps(),
      blobs: {
        ...blobs,
        keep: async (source: Readable) => blobs.keep(source).then(() => Promise.reject(new Error('killed'))),
      },
    };
    await expect(produireDocument(killed as never).run({ acteId }, {} as TaskHelpers)).rejects.toThrow('killed');
    const [before] = blobs.files.keys();
    await Promise.all([produce(acteId), produce(acteId)]);
    await produce(acteId);
    const acte = (await actesOf(subventionId)).find(({ id }) => id === acteId);
    expect([blobs.files.size, acte?.pdfSha256]).toEqual([1, before]);
    const { rows } = await fonds.base.owner.query(`select from journal_entries where type = 'subvention.acte_produit'`);
    expect(rows).toHaveLength(1);
  });

  test('keeps its text when the catalogue changes, and can be made again to the byte', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    for (const { acteId } of await waiting()) await produce(acteId);
    const modeles = (await MODELES).map((modele) => ({
      ...modele,
      corps: modele.corps.replace('Article 1er', 'Article I'),
    }));
    const adopt = () =>
      fonds.base.db.transaction({ systeme: true }, (tx) =>
        adoptModelesActes(
          tx,
          fonds.noyau,
          { type: 'systeme', id: 'catalogue' },
          {
            organisationId: fonds.gestionnaire.organisation.id,
            modeles,
          },
        ),
      );
    await adopt();
    await adopt();
    const versions = await fonds.base.db.read(portee(), (tx) => listModeles(tx, fonds.gestionnaire.organisation.id));
    expect(versions.map(({ type, version }) => [type, version])).toEqual([
      ['arrete', 2],
      ['arrete_modificatif', 2],
      ['avenant', 2],
      ['avenant_beneficiaire', 2],
      ['caducite', 1],
      ['convention', 2],
      ['notification', 1],
      ['reversement', 1],
    ]);
    for (const { id, pdfSha256 } of await actesOf(subventionId)) {
      const entier = await fonds.base.db.read(portee(), (tx) => findActe(tx, id));
      if (!entier) throw new Error('the act is there');
      expect(
        createHash('sha256')
          .update(await acteEnPdf(entier))
          .digest('hex'),
      ).toBe(pdfSha256);
    }
    const later = await attribuee(fonds, enveloppe);
    const arrete = (await actesOf(later)).find(({ type }) => type === 'arrete');
    const entier = await fonds.base.db.read(portee(), (tx) => findActe(tx, arrete?.id ?? ''));
    expect([entier?.modele.version, entier?.modele.corps.includes('Article I ')]).toEqual([2, true]);
  });
});

test('an agreement has its act, and an avenant sent twice one', async () => {
  const subventionId = await conventionnee(fonds, enveloppe);
  const cle = randomUUID();
  const avenant = { subventionId, cle, motif: 'Retard', signeLe: jour('2022-01-02'), finPrevue: jour('2024-01-01') };
  const amend = () =>
    amendConvention(fonds.noyau, fonds.gestionnaire, { ...avenant, dureeMois: 30, plan: PLAN_DE_TEST });
  orThrow(await amend());
  orThrow(await amend());
  expect(await typesOf(subventionId)).toEqual(['arrete', 'avenant', 'convention', 'notification']);
  const again = { ...avenant, cle: randomUUID(), dureeMois: 36, plan: PLAN_DE_TEST };
  orThrow(await amendConvention(fonds.noyau, fonds.gestionnaire, again));
  expect(await typesOf(subventionId)).toEqual(['arrete', 'avenant', 'avenant', 'convention', 'notification']);
});

describe('a final account', () => {
  /** With an advance of 18 000 € that was paid. */
  async function close(depenseReelle: number): Promise<string> {
    const subventionId = await conventionnee(fonds, enveloppe);
    const { rows } = await fonds.base.owner.query(`select id from versements where subvention_id = $1 and rang = 1`, [
      subventionId,
    ]);
    const versementId: string = rows[0]?.id ?? '';
    const preuve = { demande: euros(18_000), justificatif: 'Signature', justifieLe: jour('2021-11-01') };
    orThrow(await certifyVersement(fonds.noyau, fonds.gestionnaire, { subventionId, versementId, ...preuve }));
    await fonds.base.owner.query(`update versements set statut = 'paye', paye_le = '2021-11-02' where id = $1`, [
      versementId,
    ]);
    const compte = { depenseReelle: euros(depenseReelle), autresAides: ZERO, justificatif: 'Compte final' };
    const cloture = { subventionId, ...compte, soldeeLe: jour('2024-01-02') };
    orThrow(await closeSubvention(fonds.noyau, fonds.gestionnaire, cloture));
    return subventionId;
  }

  test('that asks money back says why by a letter; another writes none', async () => {
    const paid = await close(80_000);
    expect(await typesOf(paid)).not.toContain('reversement');
    const owed = await close(10_000);
    const [letter] = (await actesOf(owed)).filter(({ type }) => type === 'reversement');
    const entier = await fonds.base.db.read(portee(), (tx) => findActe(tx, letter?.id ?? ''));
    const donnees = plainSpaces(entier?.donnees ?? '');
    expect(donnees).toContain('"reversement.montant":"10 500 €"');
    expect(donnees).toContain('75 % de la dépense réelle de 10 000 € : 7 500 €.');
  });
});

test('a lapse has its letter', async () => {
  const subventionId = await attribuee(fonds, enveloppe);
  const caducite = { subventionId, cause: 'non_commencee', reference: 'Décision n° 2', reversement: ZERO } as const;
  orThrow(await declareCaducite(fonds.noyau, fonds.gestionnaire, caducite));
  expect(await typesOf(subventionId)).toEqual(['arrete', 'caducite', 'notification']);
});

test('an award that is played again after the time writes no act: it was told then, if it ever was', async () => {
  const muet = { ...fonds, noyau: { ...fonds.noyau, muet: true } };
  expect(await actesOf(await attribuee(muet, enveloppe))).toEqual([]);
});

test('a fund that adopted no text awards all the same, without acts', async () => {
  const bare = await openFondsDeTest();
  try {
    const subventionId = await attribuee(bare, await bare.enveloppe(euros(60_000)));
    const actes = await bare.base.db.read({ organisation: bare.gestionnaire.organisation.id }, (tx) =>
      listActes(tx, subventionId),
    );
    expect(actes).toEqual([]);
    const draft = { subventionId, cle: randomUUID() };
    expect((await draftArrete(bare.noyau, bare.gestionnaire, draft)).ok).toBe(false);
  } finally {
    await bare.close();
  }
});

describe('a draft', () => {
  test('is made while the subvention is proposed, once a form, and is never signed', async () => {
    const subventionId = orThrow(await proposeSubvention(fonds.noyau, fonds.gestionnaire, demandeDeTest(enveloppe)));
    const draft = { subventionId, cle: randomUUID() };
    orThrow(await draftArrete(fonds.noyau, fonds.gestionnaire, draft));
    orThrow(await draftArrete(fonds.noyau, fonds.gestionnaire, draft));
    const [acte, ...others] = await actesOf(subventionId);
    expect([acte?.etat, others.length]).toEqual(['projet', 0]);
    const piece = { sha256: 'a'.repeat(64), nom: 'signe.pdf', typeMime: 'application/pdf' };
    const attached = await attachActeSigne(fonds.noyau, fonds.gestionnaire, {
      subventionId,
      acteId: acte?.id ?? '',
      piece,
    });
    expect(attached.ok).toBe(false);
    const lecteur = { ...fonds.gestionnaire, roles: ['lecteur'] };
    await expect(draftArrete(fonds.noyau, lecteur, draft)).rejects.toThrow('Votre rôle');
  });

  test('comes too late once the subvention is awarded', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    const late = await draftArrete(fonds.noyau, fonds.gestionnaire, { subventionId, cle: randomUUID() });
    expect(late.ok).toBe(false);
  });
});

describe('the signed version', () => {
  test('is kept beside the act, and the one that it replaces is let go', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    const [acte] = await actesOf(subventionId);
    const attach = (letter: string, agent = fonds.gestionnaire) =>
      attachActeSigne(fonds.noyau, agent, {
        subventionId,
        acteId: acte?.id ?? '',
        piece: { sha256: letter.repeat(64), nom: 'signe.pdf', typeMime: 'application/pdf' },
      });
    orThrow(await attach('a'));
    orThrow(await attach('a'));
    orThrow(await attach('b'));
    const held = (letter: string) =>
      fonds.base.db.transaction({ systeme: true }, (tx) => isFichierDActe(tx, letter.repeat(64)));
    expect([await held('a'), await held('b')]).toEqual([false, true]);
    const { rows } = await fonds.base.owner.query(
      `select j.payload from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'retirer-fichiers'`,
    );
    expect(rows.map(({ payload }) => payload)).toEqual([{ sha256: ['a'.repeat(64)] }]);
    await expect(attach('c', { ...fonds.gestionnaire, roles: ['instructeur'] })).rejects.toThrow('Votre rôle');
    await expect(attach('c', fonds.etranger)).rejects.toThrow('n’existe pas');
  });

  test('of an act of another subvention does not exist', async () => {
    const [one, other] = [await attribuee(fonds, enveloppe), await attribuee(fonds, enveloppe)];
    const [acte] = await actesOf(other);
    const piece = { sha256: 'a'.repeat(64), nom: 'signe.pdf', typeMime: 'application/pdf' };
    const attached = attachActeSigne(fonds.noyau, fonds.gestionnaire, {
      subventionId: one,
      acteId: acte?.id ?? '',
      piece,
    });
    await expect(attached).rejects.toThrow('Cet acte n’existe pas');
  });
});

describe('the database', () => {
  test('shows the acts and texts of an organisation to itself alone', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    const [acte] = await actesOf(subventionId);
    const ailleurs = { organisation: fonds.etranger.organisation.id };
    const [list, one, modeles] = await fonds.base.db.read(ailleurs, (tx) =>
      Promise.all([
        listActes(tx, subventionId),
        findActe(tx, acte?.id ?? ''),
        listModeles(tx, fonds.gestionnaire.organisation.id),
      ]),
    );
    expect([list, one, modeles]).toEqual([[], undefined, []]);
  });

  test('refuses that a text, or what was produced, change', async () => {
    const subventionId = await attribuee(fonds, enveloppe);
    for (const { acteId } of await waiting()) await produce(acteId);
    const change = `update actes set pdf_sha256 = repeat('0', 64) where subvention_id = $1`;
    await expect(fonds.base.owner.query(change, [subventionId])).rejects.toThrow('refusé');
    const { rows } = await fonds.base.owner.query(
      `select has_table_privilege('parvis_app', 'modeles_actes', 'update') as texte,
         has_column_privilege('parvis_app', 'actes', 'donnees', 'update') as donnees,
         has_table_privilege('parvis_app', 'actes', 'delete') as retrait`,
    );
    expect(rows).toEqual([{ texte: false, donnees: false, retrait: false }]);
  });
});

describe('a correction of the SIRET of a beneficiary', () => {
  const correct = async (subventionId: string, change: Partial<DemandeDeCorrection>) =>
    orThrow(
      await correctSiret(fonds.noyau, fonds.gestionnaire, {
        ...{ subventionId, cle: randomUUID(), nom: null, motif: 'Fusion', autorite: null, successeur: null },
        cause: 'etablissement',
        siret: orThrow(parseSiret('21860194600021')),
        ...change,
      }),
    );
  const donneesOf = async (acteId: string | undefined) => {
    const acte = await fonds.base.db.read(portee(), (tx) => findActe(tx, acteId ?? ''));
    return JSON.parse(acte?.donnees ?? '{}');
  };

  test('makes its act once: an arrêté while there is no agreement, else an avenant; nobody has signed it yet', async () => {
    const alone = await attribuee(fonds, enveloppe);
    const cle = randomUUID();
    const [{ acte }, again] = [await correct(alone, { cle }), await correct(alone, { cle })];
    expect(again).toEqual({ acte });
    expect(await typesOf(alone)).toEqual(['arrete', 'arrete_modificatif', 'notification']);
    expect(await donneesOf(acte)).toMatchObject({
      phrases: { 'beneficiaire.siret': '218 601 946 00021', 'correction.motif': 'Fusion' },
      signataire: { nom: 'Nom, qualité et signature' },
    });
    const agreed = await conventionnee(fonds, enveloppe);
    const made = await correct(agreed, {
      ...{ cause: 'succession', siret: orThrow(parseSiret('20006985400012')), nom: 'Grand Poitiers' },
      ...{ autorite: 'Arrêté n° 12', successeur: { type: 'epci', departement: '86', region: '75', population: 9 } },
    });
    expect(await typesOf(agreed)).toContain('avenant_beneficiaire');
    expect((await donneesOf(made.acte)).clauses['clause.beneficiaire'][0]).toMatch(
      /^Grand Poitiers .* succède à Commune de Poitiers .*Arrêté n° 12\.$/,
    );
    await produce(made.acte ?? '');
    const [newest] = await actesOf(agreed);
    expect(newest).toMatchObject({ id: made.acte, type: 'avenant_beneficiaire', pdfSha256: expect.any(String) });
    const { beneficiaire } = (await fonds.base.db.read(portee(), (tx) => findSubvention(tx, agreed))) ?? {};
    expect(beneficiaire).toMatchObject({ nom: 'Grand Poitiers', type: 'epci', population: 9 });
  });

  test('without a text for it, says that it made none', async () => {
    await fonds.base.owner.query(`delete from modeles_actes where type = 'arrete_modificatif'`);
    expect(await correct(await attribuee(fonds, enveloppe), {})).toEqual({ acte: undefined });
  });
});
