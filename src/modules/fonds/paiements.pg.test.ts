import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../test/support/plain-spaces.ts';
import { writeCsv } from '../../platform/csv/write-csv.ts';
import { jour } from '../../values/jour.ts';
import { euros, type Montant, ZERO } from '../../values/montant.ts';
import { orThrow, type Result } from '../../values/result.ts';
import { COLONNES, rangeesDuLot } from './domain/liste-comptable.ts';
import { soldesOfSubvention } from './storage/enveloppes.ts';
import { findLot, type LignePaiement, lignesByReference, listLignes } from './storage/lots.ts';
import { findRetour } from './storage/retours.ts';
import { findSubvention } from './storage/subventions.ts';
import { listVersements, type Versement } from './storage/versements.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { conventionnee } from './testing/subvention-de-test.ts';
import { certifyVersement, phraseEcretement } from './use-cases/certify-versement.ts';
import { closeSubvention } from './use-cases/close-subvention.ts';
import { declareCaducite } from './use-cases/declare-caducite.ts';
import { importRetour } from './use-cases/import-retour.ts';
import { prepareLot } from './use-cases/prepare-lot.ts';
import { recordReversement } from './use-cases/record-reversement.ts';
import { reopenVersement } from './use-cases/reopen-versement.ts';

let fonds: FondsDeTest;

beforeAll(async () => {
  fonds = await openFondsDeTest();
});
afterAll(() => fonds?.close());

const portee = () => ({ organisation: fonds.gestionnaire.organisation.id });
/** What is refused, or by which field. */
const sentence = (result: Result<unknown, unknown>) =>
  result.ok ? 'accepté' : plainSpaces(typeof result.error === 'string' ? result.error : JSON.stringify(result.error));
const soldes = (id: string) => fonds.base.db.read(portee(), (tx) => soldesOfSubvention(tx, id));
const statuts = async (id: string) => (await versements(id)).map(({ statut }) => statut);
const versements = (id: string) => fonds.base.db.read(portee(), (tx) => listVersements(tx, id));
const opened = async () => conventionnee(fonds, await fonds.enveloppe(euros(60_000)));

async function versement(subventionId: string, rang: number): Promise<Versement> {
  const found = (await versements(subventionId)).find((one) => one.rang === rang);
  if (!found) throw new Error('No such payment');
  return found;
}

async function certify(subventionId: string, rang: number, demande: Montant) {
  const { id: versementId } = await versement(subventionId, rang);
  const preuve = { justificatif: 'Factures acquittées', justifieLe: jour('2022-06-10') };
  return certifyVersement(fonds.noyau, fonds.gestionnaire, { subventionId, versementId, demande, ...preuve });
}

/** @returns the lines of a new sheet */
async function sheet(): Promise<readonly LignePaiement[]> {
  const id = orThrow(await prepareLot(fonds.noyau, fonds.gestionnaire));
  return fonds.base.db.read(portee(), (tx) => listLignes(tx, id));
}

type Reponse = readonly [statut: string, date: string, motif: string];

/** The sheet that the accountant sends back, filled in. */
function filled(lignes: readonly LignePaiement[], reponse: Reponse = ['payé', '2022-07-01', '']): Uint8Array {
  const rows = rangeesDuLot('L', lignes).map((cells) => [...cells.slice(0, -3), ...reponse]);
  return Buffer.from(writeCsv(COLONNES, rows));
}

async function importFile(bytes: Uint8Array) {
  const id = await importRetour(fonds.noyau, fonds.gestionnaire, { nom: 'retour.csv', bytes });
  return fonds.base.db.read(portee(), (tx) => findRetour(tx, id));
}

async function pay(subventionId: string, rang: number, demande: Montant): Promise<void> {
  orThrow(await certify(subventionId, rang, demande));
  await importFile(filled(await sheet()));
}

const close = (subventionId: string, depenseReelle: Montant) =>
  closeSubvention(fonds.noyau, fonds.gestionnaire, {
    subventionId,
    depenseReelle,
    autresAides: ZERO,
    justificatif: 'Compte final',
    soldeeLe: jour('2023-11-02'),
  });

describe('a service that is certified', () => {
  test('is owed once, even certified twice at once', async () => {
    const subventionId = await opened();
    const results = await Promise.all([1, 2].map(() => certify(subventionId, 1, euros(18_000))));
    expect(results.map(sentence).toSorted()).toEqual([
      'Le versement est justifié : cette action n’est plus possible.',
      'accepté',
    ]);
    expect(await soldes(subventionId)).toMatchObject({ engage: euros(42_000), liquide: euros(18_000) });
  });

  test('beyond the law’s cap is cut, and told (D12)', async () => {
    const subventionId = await opened();
    const avance = orThrow(await certify(subventionId, 1, euros(20_000)));
    const { rows } = await fonds.base.owner.query(
      "select autorite from ecritures where subvention_id = $1 and type = 'liquider'",
      [subventionId],
    );
    expect(rows).toEqual([{ autorite: 'Convention du 15 octobre 2021' }]);
    expect(avance).toEqual({ liquide: euros(18_000), ecrete: euros(2_000) });
    const acompte = orThrow(await certify(subventionId, 2, euros(33_000)));
    expect(acompte).toEqual({ liquide: euros(30_000), ecrete: euros(3_000) });
    expect(plainSpaces(phraseEcretement(acompte))).toBe(
      '30 000 € sont à payer. 3 000 € dépassent le plafond de l’article 12 du décret n° 2018-514 : ils attendent le solde.',
    );
    expect(sentence(await certify(subventionId, 3, euros(12_000)))).toContain('soldez la subvention');
  });

  test('too early is taken back, until it has left for the accountant', async () => {
    const subventionId = await opened();
    orThrow(await certify(subventionId, 1, euros(18_000)));
    const { id: versementId } = await versement(subventionId, 1);
    const cancel = () =>
      reopenVersement(fonds.noyau, fonds.gestionnaire, { subventionId, versementId, action: 'annuler_justification' });
    orThrow(await cancel());
    expect(await soldes(subventionId)).toMatchObject({ engage: euros(60_000), liquide: ZERO });
    orThrow(await certify(subventionId, 1, euros(18_000)));
    await sheet();
    expect(sentence(await cancel())).toContain('chez le comptable');
  });

  test('of another organisation does not exist', async () => {
    const subventionId = await opened();
    const { id: versementId } = await versement(subventionId, 1);
    const preuve = { justificatif: 'X', justifieLe: jour('2022-06-10'), demande: euros(1) };
    const asked = certifyVersement(fonds.noyau, fonds.etranger, { subventionId, versementId, ...preuve });
    await expect(asked).rejects.toThrow('n’existe pas');
  });
});

describe('a sheet for the accountant', () => {
  test('takes each payment once, even made many times at once', async () => {
    const subventionId = await opened();
    orThrow(await certify(subventionId, 1, euros(18_000)));
    const results = await Promise.all(Array.from({ length: 8 }, () => prepareLot(fonds.noyau, fonds.gestionnaire)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(sentence(await prepareLot(fonds.noyau, fonds.gestionnaire))).toBe('Aucun versement n’attend d’être payé.');
  });

  test('cannot hold a payment that another holds: the database refuses it', async () => {
    orThrow(await certify(await opened(), 1, euros(18_000)));
    const [ligne] = await sheet();
    const copy = `insert into lignes_paiement (id, organisation_id, lot_id, versement_id, reference, beneficiaire_siret,
        beneficiaire_nom, libelle, montant)
      select gen_random_uuid(), organisation_id, lot_id, versement_id, 'X', beneficiaire_siret, beneficiaire_nom, libelle,
        montant from lignes_paiement where id = $1`;
    await expect(fonds.base.owner.query(copy, [ligne?.id])).rejects.toThrow('lignes_paiement_une_fois');
  });

  test('is nobody else’s, nor are its lines', async () => {
    orThrow(await certify(await opened(), 1, euros(18_000)));
    const id = orThrow(await prepareLot(fonds.noyau, fonds.gestionnaire));
    const elsewhere = { organisation: fonds.etranger.organisation.id };
    expect(await fonds.base.db.read(elsewhere, (tx) => findLot(tx, id))).toBeUndefined();
    const bytes = filled(await fonds.base.db.read(portee(), (tx) => listLignes(tx, id)));
    const retour = await importRetour(fonds.noyau, fonds.etranger, { nom: 'volé.csv', bytes });
    const report = await fonds.base.db.read(elsewhere, (tx) => findRetour(tx, retour));
    expect(report).toMatchObject({ payees: 0, defauts: [{ ligne: 2, colonne: 'reference' }] });
  });
});

describe('a return of the accountant', () => {
  test('pays what it says, once, even sent twice at once', async () => {
    const subventionId = await opened();
    orThrow(await certify(subventionId, 1, euros(18_000)));
    const bytes = filled(await sheet());
    const reports = await Promise.all([1, 2].map(() => importFile(bytes)));
    expect(reports.map((report) => [report?.payees, report?.connues]).toSorted()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(await soldes(subventionId)).toMatchObject({ liquide: ZERO, paye: euros(18_000) });
  });

  test('that rejects says why; the payment leaves again in another sheet, under another reference', async () => {
    const subventionId = await opened();
    orThrow(await certify(subventionId, 1, euros(18_000)));
    const first = await sheet();
    expect(await importFile(filled(first, ['rejeté', '2022-07-01', 'RIB clos']))).toMatchObject({ rejetees: 1 });
    expect(await versement(subventionId, 1)).toMatchObject({ statut: 'rejete', rejetMotif: 'RIB clos' });
    expect(await soldes(subventionId)).toMatchObject({ liquide: euros(18_000), paye: ZERO });
    const { id: versementId } = await versement(subventionId, 1);
    orThrow(
      await reopenVersement(fonds.noyau, fonds.gestionnaire, { subventionId, versementId, action: 'representer' }),
    );
    const second = await sheet();
    expect(second[0]?.reference).not.toBe(first[0]?.reference);
    expect(await importFile(filled(first))).toMatchObject({ payees: 0, defauts: [{ colonne: 'statut' }] });
    expect(await importFile(filled(second))).toMatchObject({ payees: 1 });
    expect(await soldes(subventionId)).toMatchObject({ liquide: ZERO, paye: euros(18_000) });
  });

  test('that sends money back after paying it makes it owed again', async () => {
    const subventionId = await opened();
    orThrow(await certify(subventionId, 1, euros(18_000)));
    const lignes = await sheet();
    await importFile(filled(lignes));
    expect(await importFile(filled(lignes, ['rejeté', '2022-07-09', 'Compte clos']))).toMatchObject({ rejetees: 1 });
    expect(await soldes(subventionId)).toMatchObject({ liquide: euros(18_000), paye: ZERO });
    expect(await statuts(subventionId)).toEqual(['rejete', 'prevu', 'prevu']);
  });

  test('does what is right and tells what is wrong', async () => {
    const [un, deux] = [await opened(), await opened()];
    orThrow(await certify(un, 1, euros(18_000)));
    orThrow(await certify(deux, 1, euros(18_000)));
    const lignes = await sheet();
    const wrong = lignes.map((ligne, index) => (index === 0 ? { ...ligne, montant: euros(17_000) } : ligne));
    const report = await importFile(filled(wrong));
    expect(report).toMatchObject({ payees: 1, defauts: [{ ligne: 2, colonne: 'montant' }] });
    expect(report?.defauts.map(({ probleme }) => plainSpaces(probleme))).toEqual(['Le lot demandait 18 000,00 €.']);
    const early = await importFile(filled(lignes.slice(0, 1), ['payé', '2021-10-14', '']));
    expect([early?.payees, ...(early?.defauts ?? []).map(({ probleme }) => plainSpaces(probleme))]).toEqual([
      0,
      'La convention n’a été signée que le 15 octobre 2021.',
    ]);
    const future = await importFile(filled(lignes, ['payé', '2999-01-01', '']));
    expect(future?.defauts.map(({ colonne }) => colonne)).toEqual(['date', 'date']);
    expect(await importFile(Buffer.from('a,b\n1,"2\n'))).toMatchObject({ payees: 0, defauts: [{ colonne: '' }] });
  });
});

describe('a final account', () => {
  test('owes its balance and gives back the rest: three payments, and the sum is right', async () => {
    const subventionId = await opened();
    await pay(subventionId, 1, euros(18_000));
    await pay(subventionId, 2, euros(30_000));
    const compte = orThrow(await close(subventionId, euros(78_000)));
    expect(compte).toMatchObject({ subventionFinale: euros(58_500), solde: euros(10_500), reversement: ZERO });
    await importFile(filled(await sheet()));
    expect(await soldes(subventionId)).toEqual({
      reserve: ZERO,
      engage: ZERO,
      liquide: ZERO,
      paye: euros(58_500),
      rendu: euros(1_500),
    });
    expect(await statuts(subventionId)).toEqual(['paye', 'paye', 'paye']);
    expect(sentence(await close(subventionId, euros(78_000)))).toContain('est soldée');
  });

  test('leaves in its sheet a payment that was rejected, then not owed', async () => {
    const subventionId = await opened();
    await pay(subventionId, 1, euros(18_000));
    orThrow(await certify(subventionId, 2, euros(30_000)));
    const lignes = await sheet();
    await importFile(filled(lignes, ['rejeté', '2022-07-09', 'Compte clos']));
    const { id: versementId } = await versement(subventionId, 2);
    for (const action of ['representer', 'annuler_justification'] as const) {
      orThrow(await reopenVersement(fonds.noyau, fonds.gestionnaire, { subventionId, versementId, action }));
    }
    const compte = orThrow(await close(subventionId, euros(40_000)));
    expect(compte).toMatchObject({ subventionFinale: euros(30_000), solde: euros(12_000) });
    expect(await statuts(subventionId)).toEqual(['paye', 'justifie']);
    const [{ reference = '' } = {}] = lignes.filter((ligne) => ligne.versementId === versementId);
    const kept = await fonds.base.db.read(portee(), (tx) => lignesByReference(tx, [reference]));
    expect(kept.get(reference)).toMatchObject({ issue: 'rejete', rang: 2, montant: euros(30_000) });
  });

  test('waits for the payments on their way', async () => {
    const subventionId = await opened();
    orThrow(await certify(subventionId, 1, euros(18_000)));
    expect(sentence(await close(subventionId, euros(78_000)))).toContain('Le versement 1 n’est pas encore payé');
    await sheet();
    expect(sentence(await close(subventionId, euros(78_000)))).toContain('Le versement 1 n’est pas encore payé');
  });

  test('asks back what was paid too much (D15), in one time or several, each once', async () => {
    const subventionId = await opened();
    await pay(subventionId, 1, euros(18_000));
    await pay(subventionId, 2, euros(30_000));
    orThrow(await close(subventionId, euros(50_000)));
    const repay = (montant: Montant, cle: string = randomUUID()) =>
      recordReversement(fonds.noyau, fonds.gestionnaire, {
        subventionId,
        cle,
        montant,
        recuLe: jour('2024-01-10'),
        reference: 'Titre n° 421',
      });
    const cle = randomUUID();
    expect((await Promise.all([repay(euros(10_000), cle), repay(euros(10_000), cle)])).map(sentence)).toEqual([
      'accepté',
      'accepté',
    ]);
    expect(sentence(await repay(euros(501)))).toBe('Il reste 500 € à reverser : pas davantage.');
    orThrow(await repay(euros(500)));
    expect(sentence(await repay(euros(1)))).toBe('Le bénéficiaire ne doit plus rien.');
    expect(await soldes(subventionId)).toMatchObject({ paye: euros(37_500), rendu: euros(22_500) });
  });
});

test('the journal alone gives back what was paid, sent back and repaid, at any date', async () => {
  const subventionId = await opened();
  orThrow(await certify(subventionId, 1, euros(18_000)));
  const lignes = await sheet();
  await importFile(filled(lignes));
  await importFile(filled(lignes, ['rejeté', '2022-07-09', 'Compte clos']));
  const { id: versementId } = await versement(subventionId, 1);
  orThrow(await reopenVersement(fonds.noyau, fonds.gestionnaire, { subventionId, versementId, action: 'representer' }));
  await importFile(filled(await sheet()));
  const { rows } = await fonds.base.owner.query(
    `select contenu ->> 'operation' as operation, contenu ->> 'montant' as montant from (
       select seq, canonical::jsonb -> 'contenu' as contenu from journal_entries
       where sujet_type = 'subvention' and sujet_id = $1 and type like 'subvention.versement_%'
     ) as facts where contenu ? 'operation' order by seq`,
    [subventionId],
  );
  expect(rows.map(({ operation, montant }) => [operation, Number(montant)])).toEqual([
    ['payer', euros(18_000)],
    ['rejeter_paiement', euros(18_000)],
    [null, euros(18_000)],
    ['payer', euros(18_000)],
  ]);
});

test('a project that stops halfway lapses: the rest goes back, what was paid is asked back in part', async () => {
  const subventionId = await opened();
  await pay(subventionId, 1, euros(18_000));
  const caducite = { subventionId, cause: 'non_achevee', reference: 'Décision n° 12' } as const;
  const lapse = (reversement: Montant) =>
    declareCaducite(fonds.noyau, fonds.gestionnaire, { ...caducite, reversement });
  expect(sentence(await lapse(euros(18_001)))).toContain('18 000 € ont été payés');
  orThrow(await lapse(euros(8_000)));
  expect(await soldes(subventionId)).toMatchObject({ engage: ZERO, paye: euros(18_000), rendu: euros(42_000) });
  const read = await fonds.base.db.read(portee(), (tx) => findSubvention(tx, subventionId));
  expect(read).toMatchObject({ statut: 'caduque', reversementDu: euros(8_000) });
  expect(await statuts(subventionId)).toEqual(['paye']);
});
