import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../test/support/plain-spaces.ts';
import { systemRandom } from '../../platform/random.ts';
import type { Noyau } from '../../platform/services.ts';
import { jour } from '../../values/jour.ts';
import { euros } from '../../values/montant.ts';
import { orThrow } from '../../values/result.ts';
import { parseSiren } from '../../values/siren.ts';
import { parseSiret } from '../../values/siret.ts';
import { defautsDuFichier } from '../opendata/testing/valider-fichier.ts';
import { listCorrectionsSiret } from './storage/corrections-siret.ts';
import { lastEdition } from './storage/editions.ts';
import { soldesOfSubvention } from './storage/enveloppes.ts';
import { findProjet } from './storage/projets.ts';
import { publiables } from './storage/publiables.ts';
import { envoyerCourrierPublication } from './tasks/envoyer-courrier-publication.ts';
import { rappelerPublications } from './tasks/rappeler-publications.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import {
  attribuee,
  conventionnee,
  conventionneeAutrement,
  demandeDeTest,
  PLAN_DE_TEST,
} from './testing/subvention-de-test.ts';
import { abandonSubvention } from './use-cases/abandon-subvention.ts';
import { amendConvention } from './use-cases/amend-convention.ts';
import { correctSiret, type DemandeDeCorrection } from './use-cases/correct-siret.ts';
import { listPublications } from './use-cases/list-publications.ts';
import { proposeSubvention } from './use-cases/propose-subvention.ts';
import { publishSubventions } from './use-cases/publish-subventions.ts';
import { fichierPublie } from './use-cases/read-publication.ts';
import { saveAttribuant } from './use-cases/save-attribuant.ts';
import { shareProject } from './use-cases/share-project.ts';

const SIREN = orThrow(parseSiren('130026032'));
const SIRET = '13002603200016';

let fonds: FondsDeTest;
let enveloppe: string;

beforeEach(async () => {
  fonds = await openFondsDeTest();
  enveloppe = await fonds.enveloppe(euros(10_000_000));
});
afterEach(() => fonds?.close());

const organisation = () => fonds.gestionnaire.organisation;
const plain = (words: unknown) => plainSpaces(JSON.stringify(words));
const declare = (saisie = SIRET) => saveAttribuant(fonds.noyau, fonds.gestionnaire, { siren: SIREN, saisie });
const publish = (noyau: Noyau = fonds.noyau) => publishSubventions(noyau, fonds.gestionnaire);
const edition = () => fonds.base.db.read({ public: true }, (tx) => lastEdition(tx, organisation().id));
const tableau = (le = '2021-12-01') =>
  fonds.base.db.read({ organisation: organisation().id }, (tx) => listPublications(tx, organisation(), jour(le)));

/** Whatever a test publishes, the schema accepts it. */
async function fichier(numero?: number): Promise<string> {
  const asked = numero ?? (await edition())?.numero ?? 0;
  const csv = await text(fichierPublie(fonds.base.db, organisation().id, { numero: asked }));
  expect(defautsDuFichier(csv)).toEqual([]);
  return csv;
}

async function facts(type: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await fonds.base.owner.query(
    `select canonical::jsonb -> 'contenu' as contenu from journal_entries where type = $1 order by seq`,
    [type],
  );
  return rows.map(({ contenu }) => contenu);
}

const signee = (change: Parameters<typeof attribuee>[2], le?: string) =>
  conventionneeAutrement(fonds, enveloppe, change, le);

describe('publishing', () => {
  test('without its SIRET, the file is refused, and the remedy told', async () => {
    await conventionnee(fonds, enveloppe);
    expect(plain(await publish())).toContain('Donnez d’abord le numéro SIRET');
    expect(await edition()).toBeUndefined();
    expect(plain(await declare('21860194600013'))).toContain('le sien commence par 130 026 032');
    expect(plain(await declare('13002603200017'))).toContain('clé de contrôle');
    orThrow(await declare());
    expect(orThrow(await publish())).toEqual({ nouvelles: 1, misesAJour: 0, refusees: 0 });
  });

  test('writes the 16 columns from the agreement and its plan, and freezes them', async () => {
    orThrow(await declare());
    const id = await conventionnee(fonds, enveloppe);
    orThrow(await publish());
    const csv = await fichier();
    const [row] = parse(csv, { columns: true });
    expect(row).toEqual({
      nomAttribuant: 'Fonds',
      idAttribuant: SIRET,
      dateConvention: '2021-10-15',
      referenceDecision: 'Arrêté n° 2021-1042',
      nomBeneficiaire: 'Commune de Poitiers',
      idBeneficiaire: '21860194600013',
      rnaBeneficiaire: '',
      objet: 'Guichet unique en ligne',
      montant: '60000.00',
      nature: 'aide en numéraire',
      conditionsVersement: 'échelonné',
      datesPeriodeVersement: '2021-10-01/2023-04-01',
      idRAE: '',
      notificationUE: 'non',
      pourcentageSubvention: '1',
      dispositifAide: '',
    });
    const published = await edition();
    const sha256 = createHash('sha256').update(csv).digest('hex');
    expect(published).toMatchObject({ numero: 1, lignes: 1, taille: Buffer.byteLength(csv), sha256 });
    expect(await facts('subventions.fichier_publie')).toEqual([
      { edition: 1, lignes: 1, taille: Buffer.byteLength(csv), sha256 },
    ]);
    expect(await facts('subvention.publiee')).toMatchObject([{ edition: 1, lignes: 1 }]);
    // What the file does not say does not change it.
    await fonds.base.owner.query('update subventions set cout = cout + 1 where id = $1', [id]);
    expect(orThrow(await publish())).toEqual({ nouvelles: 0, misesAJour: 0, refusees: 0 });
    expect((await edition())?.numero).toBe(1);
  });

  test('an avenant is published by the next publication; the edition before is still what it was', async () => {
    orThrow(await declare());
    const id = await conventionnee(fonds, enveloppe);
    await signee({ objet: 'Autre projet' });
    orThrow(await publish());
    const before = await fichier();
    const plan = PLAN_DE_TEST.map((ligne, index) => ({ ...ligne, prevuLe: jour(`2024-0${index + 1}-01`) }));
    const avenant = { cle: crypto.randomUUID(), motif: 'Retard', signeLe: jour('2022-01-10') };
    const dates = { finPrevue: jour('2024-10-15'), dureeMois: 36 };
    orThrow(await amendConvention(fonds.noyau, fonds.gestionnaire, { subventionId: id, ...avenant, ...dates, plan }));
    expect(await fichier()).toBe(before);
    expect((await tableau()).nombres).toMatchObject({ a_mettre_a_jour: 1, publiee: 1 });
    expect(orThrow(await publish())).toEqual({ nouvelles: 0, misesAJour: 1, refusees: 0 });
    const after = await fichier();
    expect(after).toContain('2024-01-01/2024-03-01');
    expect(after.split('\r\n')).toHaveLength(before.split('\r\n').length);
    expect(await fichier(1)).toBe(before);
    expect((await tableau()).nombres).toMatchObject({ a_mettre_a_jour: 0, publiee: 2 });
  });

  test('what the schema refuses stays out, with the reason; the rest is published', async () => {
    orThrow(await declare());
    await conventionnee(fonds, enveloppe);
    const [sansPlan, faux] = [await signee({ objet: 'Sans plan' }), await signee({ objet: 'SIRET faux' })];
    await fonds.base.owner.query('delete from versements where subvention_id = $1', [sansPlan]);
    await fonds.base.owner.query(`update subventions set beneficiaire_siret = '21860194600014' where id = $1`, [faux]);
    expect(orThrow(await publish())).toEqual({ nouvelles: 1, misesAJour: 0, refusees: 2 });
    expect(parse(await fichier(), { columns: true })).toHaveLength(1);
    const { lignes, nombres } = await tableau();
    expect(nombres).toMatchObject({ impossible: 2, publiee: 1 });
    const refused = new Map(lignes.map(({ publiable, texte }) => [publiable.id, texte]));
    expect(refused.get(sansPlan)).toEqual({
      ok: false,
      error: [
        {
          probleme: 'La convention n’a pas de plan de versements.',
          remede: 'Signez un avenant qui dit quand la subvention est versée.',
        },
      ],
    });
    expect(plain(refused.get(faux))).toContain('Le numéro SIRET du bénéficiaire n’existe pas.');
  });

  test('two at once publish once', async () => {
    orThrow(await declare());
    for (const objet of ['Un', 'Deux', 'Trois']) await signee({ objet });
    const rapports = (await Promise.all([publish(), publish(), publish()])).map(orThrow);
    expect(rapports.map(({ nouvelles }) => nouvelles).toSorted()).toEqual([0, 0, 3]);
    expect(await facts('subvention.publiee')).toHaveLength(3);
    expect(await facts('subventions.fichier_publie')).toHaveLength(1);
    const { rows } = await fonds.base.owner.query('select from publications_scdl');
    expect(rows).toHaveLength(3);
  });

  test('what a spreadsheet or a person may type comes out right', async () => {
    orThrow(await declare());
    const nom = 'Commune de « Saint-Éloi », dite "la Haute"';
    await signee({ beneficiaire: { ...demandeDeTest('').beneficiaire, nom }, objet: `${'é'.repeat(250)}\n;,"` });
    await conventionnee(fonds, enveloppe);
    orThrow(await publish());
    const rows = parse(await fichier(), { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row['nomBeneficiaire'], row['conditionsVersement']])).toEqual([
      [nom, 'unique'],
      ['Commune de Poitiers', 'échelonné'],
    ]);
    expect(defautsDuFichier((await fichier()).replace('échelonné', ''))).not.toEqual([]);
  });

  test('what was made for a demonstration is never in the file', async () => {
    orThrow(await declare());
    await signee({ fictif: true });
    expect(orThrow(await publish())).toEqual({ nouvelles: 0, misesAJour: 0, refusees: 0 });
    expect(await edition()).toBeUndefined();
    expect((await tableau()).lignes).toHaveLength(0);
  });

  test('another organisation publishes its own only; a reader publishes nothing', async () => {
    orThrow(await declare());
    await conventionnee(fonds, enveloppe);
    await fonds.base.owner.query(`insert into publication_reglages values ($1, '21860194600013', now())`, [
      fonds.etranger.organisation.id,
    ]);
    expect(orThrow(await publishSubventions(fonds.noyau, fonds.etranger))).toMatchObject({ nouvelles: 0 });
    const lecteur = { ...fonds.gestionnaire, roles: ['lecteur'] };
    await expect(publishSubventions(fonds.noyau, lecteur)).rejects.toThrow('Votre rôle');
  });
});

test('agreements are read by batches, each with all the payments of its agreements', async () => {
  for (let rang = 0; rang < 5; rang += 1) await conventionnee(fonds, enveloppe);
  const sizes: number[] = [];
  await fonds.base.db.transaction({ organisation: organisation().id }, async (tx) => {
    for await (const batch of publiables(tx, { organisationId: organisation().id }, 2)) {
      sizes.push(batch.length);
      expect(batch.every(({ versements }) => versements.length === 3)).toBe(true);
    }
  });
  expect(sizes).toEqual([2, 2, 1]);
});

describe('a deadline', () => {
  const poitiers = demandeDeTest('').beneficiaire;
  const annexe = { ...poitiers, siret: orThrow(parseSiret('21860194600039')) };

  test('is three months after the signature, above 23 000 € in the year', async () => {
    await signee({ montant: euros(23_000) });
    expect((await tableau()).lignes.map(({ echeance }) => echeance)).toEqual([null]);
    // Another establishment of the same organisation, the same year: together they are above.
    await signee({ montant: euros(1_000), beneficiaire: annexe }, '2021-12-20');
    expect((await tableau()).lignes.map(({ echeance }) => echeance)).toEqual(['2022-01-15', '2022-03-20']);
    expect((await tableau('2021-12-16')).nombres).toMatchObject({ bientot: 1, a_publier: 1 });
    expect((await tableau('2022-01-16')).nombres).toMatchObject({ en_retard: 1, a_publier: 1 });
  });

  test('of one year is not reached by what another year granted', async () => {
    await signee({ montant: euros(20_000) });
    await signee({ montant: euros(20_000) }, '2022-02-01');
    expect((await tableau()).lignes.map(({ echeance }) => echeance)).toEqual([null, null]);
  });

  test('is reminded of at 30 and 7 days, each time once, to who manages; not once published', async () => {
    let today = Temporal.PlainDate.from('2021-10-15');
    const clock = { ...fonds.noyau.clock, today: () => today };
    const deps = { ...fonds.noyau, clock };
    orThrow(await declare());
    await conventionnee(fonds, enveloppe);
    const told: [string, number][] = [];
    let last: unknown;
    for (; today.toString() <= '2022-01-20'; today = today.add({ days: 1 })) {
      await Promise.all([1, 2].map(() => rappelerPublications(deps).run(null, helpers())));
      for (const payload of await queued()) {
        told.push([today.toString(), payload.seuil]);
        last = payload;
      }
    }
    expect(told).toEqual([
      ['2021-12-16', 30],
      ['2022-01-08', 7],
    ]);
    await fonds.base.owner.query(
      `insert into membres (id, organisation_id, personne_id, email, roles, invited_at, joined_at) values
       (gen_random_uuid(), $1, $2, 'nadia@fonds.exemple', '{gestionnaire}', now(), now())`,
      [organisation().id, fonds.gestionnaire.personneId],
    );
    const mails: { to: string; text: string }[] = [];
    const mail = {
      async send(message: { to: string; text: string }) {
        mails.push(message);
        return { ok: true as const, value: undefined };
      },
    };
    const random = systemRandom;
    const task = envoyerCourrierPublication({ db: fonds.base.db, random, publicUrl: 'https://p.example', mail });
    await task.run(task.parse(last), helpers());
    expect(mails.map(({ to }) => to)).toEqual(['nadia@fonds.exemple']);
    expect(mails[0]?.text).toContain('15 janvier 2022');
    expect(mails[0]?.text).toContain('https://p.example/fonds/fonds/publication');
    orThrow(await publish());
    await task.run(task.parse(last), helpers());
    expect(mails).toHaveLength(1);
  });

  const helpers = () => ({ logger: { warn() {} } as never, signal: new AbortController().signal });

  async function queued(): Promise<readonly { seuil: number }[]> {
    const { rows } = await fonds.base.owner.query('select payload from graphile_worker._private_jobs order by id');
    await fonds.base.owner.query('delete from graphile_worker._private_jobs');
    return rows.map(({ payload }) => payload);
  }
});

describe('the public catalogue', () => {
  const projet = (id: string) => fonds.base.db.read({ public: true }, (tx) => findProjet(tx, organisation().id, id));

  test('follows a subvention: not before its award, with its licence and its code, no more once withdrawn', async () => {
    const partage = { licence: 'EUPL-1.2', depotSource: 'https://code.exemple.fr/guichet' };
    const demande = demandeDeTest(enveloppe, partage);
    const proposee = orThrow(await proposeSubvention(fonds.noyau, fonds.gestionnaire, demande));
    expect(await projet(proposee)).toBeUndefined();
    const id = await attribuee(fonds, enveloppe, partage);
    const found = await projet(id);
    expect(found).toMatchObject({
      ...partage,
      statut: 'attribuee',
      montant: euros(60_000),
      verse: 0,
      axe: { numero: 1, nom: 'Outils communs' },
      dispositif: null,
    });
    const moved = { licence: 'MIT', depotSource: 'https://ailleurs.exemple.fr/@ada/guichet.fr' };
    orThrow(await shareProject(fonds.noyau, fonds.gestionnaire, { subventionId: id, ...moved }));
    expect(await projet(id)).toMatchObject(moved);
    orThrow(await abandonSubvention(fonds.noyau, fonds.gestionnaire, { subventionId: id, motif: 'Retiré' }));
    expect(await projet(id)).toBeUndefined();
    expect(await facts('subvention.partagee')).toEqual([{ licence: true, depotSource: true }]);
  });

  test('the application cannot write it', async () => {
    const id = await attribuee(fonds, enveloppe);
    const update = fonds.base.db.transaction({ organisation: organisation().id }, async (tx) =>
      (await import('kysely')).sql`update projets_finances set montant = 1 where id = ${id}`.execute(tx),
    );
    await expect(update).rejects.toThrow('permission denied');
  });
});

describe('the SIRET of a beneficiary', () => {
  const correct = (subventionId: string, change: Partial<DemandeDeCorrection>, agent = fonds.gestionnaire) =>
    correctSiret(fonds.noyau, agent, {
      subventionId,
      cle: randomUUID(),
      cause: 'etablissement',
      siret: orThrow(parseSiret('21860194600021')),
      nom: null,
      motif: 'Erreur de saisie',
      autorite: null,
      successeur: null,
      ...change,
    });

  test('is corrected within its legal person, once, and the next edition says it; no euro moves', async () => {
    orThrow(await declare());
    const id = await conventionnee(fonds, enveloppe);
    orThrow(await publish());
    const before = await fonds.base.db.read({ systeme: true }, (tx) => soldesOfSubvention(tx, id));
    const cle = randomUUID();
    for (const done of await Promise.all([correct(id, { cle }), correct(id, { cle })])) orThrow(done);
    expect(await facts('subvention.siret_corrige')).toEqual([
      {
        ...{ correction: expect.any(String), cause: 'etablissement', avant: '21860194600013', apres: '21860194600021' },
        ...{ beneficiaire: 'commune', siren: '218601946', departement: '86', region: '75', population: 89_000 },
      },
    ]);
    expect((await tableau()).nombres).toMatchObject({ a_mettre_a_jour: 1 });
    expect(orThrow(await publish())).toMatchObject({ nouvelles: 0, misesAJour: 1 });
    expect(parse(await fichier(1), { columns: true })[0]).toMatchObject({ idBeneficiaire: '21860194600013' });
    expect(parse(await fichier(), { columns: true })[0]).toMatchObject({
      idBeneficiaire: '21860194600021',
      nomBeneficiaire: 'Commune de Poitiers',
      montant: '60000.00',
    });
    const projet = await fonds.base.db.read({ public: true }, (tx) => findProjet(tx, organisation().id, id));
    expect(projet?.beneficiaire.siret).toBe('21860194600021');
    expect(await fonds.base.db.read({ systeme: true }, (tx) => soldesOfSubvention(tx, id))).toEqual(before);
  });

  test('goes to another legal person only by an act of succession, whose name may be new', async () => {
    const id = await conventionnee(fonds, enveloppe);
    const siret = orThrow(parseSiret('20006985400012'));
    expect(plain(await correct(id, { siret }))).toContain('autre personne morale');
    expect(plain(await correct(id, { siret, cause: 'succession' }))).toContain('l’acte qui prononce la succession');
    expect(plain(await correct(id, { cause: 'succession', autorite: 'Arrêté' }))).toContain('même personne morale');
    expect(plain(await correct(id, { siret: orThrow(parseSiret('21860194600013')) }))).toContain('numéro SIRET actuel');
    const fusion = { siret, cause: 'succession', autorite: 'Arrêté n° 12', nom: 'Grand Poitiers' } as const;
    orThrow(await correct(id, fusion));
    const [kept] = await fonds.base.db.read({ organisation: organisation().id }, (tx) => listCorrectionsSiret(tx, id));
    expect(kept).toMatchObject({
      nomAvant: 'Commune de Poitiers',
      nomApres: 'Grand Poitiers',
      autorite: 'Arrêté n° 12',
    });
    await expect(fonds.base.owner.query(`update corrections_siret set cause = 'etablissement'`)).rejects.toThrow(
      /check/,
    );
  });

  test('waits for the decision, and is of who manages this fund', async () => {
    const id = orThrow(await proposeSubvention(fonds.noyau, fonds.gestionnaire, demandeDeTest(enveloppe)));
    expect(plain(await correct(id, {}))).toContain('cette action n’est plus possible');
    await expect(correct(id, {}, fonds.etranger)).rejects.toThrow('n’existe pas');
  });
});
