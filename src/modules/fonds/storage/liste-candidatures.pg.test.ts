import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../../platform/db/database.ts';
import { jour } from '../../../values/jour.ts';
import type { FiltreCandidatures } from '../domain/filtre-candidatures.ts';
import { copierCandidatures } from '../testing/copier-candidatures.ts';
import { type InstructionDeTest, openInstructionDeTest } from '../testing/instruction-de-test.ts';
import { countCandidatures, listCandidatures, listIdsOf, pageOfCandidatures } from './liste-candidatures.ts';

/** The lists of a fund that received thirty thousand requests. */
const MANY = 30_000;

let essai: InstructionDeTest;

beforeAll(async () => {
  essai = await openInstructionDeTest();
  const model = await essai.deposer();
  await copierCandidatures(essai, model, MANY);
}, 120_000);
afterAll(() => essai?.close());

const read = <T>(work: (tx: Tx) => Promise<T>, organisation = essai.fonds.id) =>
  essai.essai.moteur.db.read({ organisation }, work);

const pageOf = (filtre: FiltreCandidatures) => ({
  organisationId: essai.fonds.id,
  filtre,
  moi: essai.paul.agent.personneId,
  taille: 25,
});

describe('a list', () => {
  test.each<[string, FiltreCandidatures]>([
    ['by deposit', {}],
    ['by due date', { tri: 'echeance' }],
    ['of one statut', { statut: 'refusee' }],
  ])('%s goes on by key, forwards and back, without a gap', async (_what, filtre) => {
    const seen: string[] = [];
    let last: Awaited<ReturnType<typeof listCandidatures>>[number] | undefined;
    const keyOf = (ligne: NonNullable<typeof last>) =>
      filtre.tri === 'echeance'
        ? { le: ligne.echeance ?? jour('2000-01-01'), id: ligne.dossierId }
        : { at: ligne.depositedAt, id: ligne.dossierId };
    for (let turn = 0; turn < 4; turn += 1) {
      const apres = last && keyOf(last);
      const lignes = await read((tx) => listCandidatures(tx, { ...pageOf(filtre), apres }));
      const page = lignes.slice(0, 25);
      seen.push(...page.map(({ dossierId }) => dossierId));
      last = page.at(-1);
    }
    expect(new Set(seen).size).toBe(100);
    const avant = last && keyOf(last);
    const back = await read((tx) => listCandidatures(tx, { ...pageOf(filtre), avant }));
    expect(back.slice(-24).map(({ dossierId }) => dossierId)).toEqual(seen.slice(75, 99));
  });

  test('counts up to a ceiling, and gives the ids of an action up to its own', async () => {
    const counts = await read((tx) => countCandidatures(tx, pageOf({}), 100));
    expect(Object.fromEntries(counts)).toEqual({
      deposee: 100,
      en_instruction: 100,
      acceptee: 0,
      refusee: 100,
      sans_suite: 0,
    });
    expect(await read((tx) => listIdsOf(tx, pageOf({ departement: '07' }), 501))).toHaveLength(316);
  });

  test.each<[string, FiltreCandidatures, number]>([
    ['a number', { recherche: '2021-100007' }, 1],
    ['a SIRET', { recherche: '111 111 117 00019' }, 26],
    ['a SIREN', { recherche: '111111117' }, 26],
    ['a word of a name', { recherche: '29999' }, 1],
    ['what a pattern would mean, as it is', { recherche: '%' }, 26],
    ['nobody’s', { instructeur: 'personne', statut: 'refusee' }, 26],
    ['mine', { instructeur: 'moi' }, 0],
    ['not yet admissible', { recevabilite: 'a_dire', departement: '01' }, 26],
  ])('finds %s', async (_what, filtre, found) => {
    expect(await read((tx) => listCandidatures(tx, pageOf(filtre)))).toHaveLength(found);
  });

  test('shows nothing to another organisation', async () => {
    const stranger = essai.etranger.agent.organisation.id;
    expect(await read((tx) => listCandidatures(tx, pageOf({})), stranger)).toEqual([]);
  });
});

describe('PostgreSQL reads a page by an index', () => {
  test.each<[string, FiltreCandidatures, string]>([
    ['by deposit', {}, 'candidatures_liste'],
    ['of one statut', { statut: 'en_instruction' }, 'candidatures_liste_statut'],
    ['by due date', { tri: 'echeance' }, 'candidatures_echeance'],
    ['of one instructor', { instructeur: 'moi' }, 'candidatures_instructeur'],
    ['of one collectivité', { recherche: '11111100700019' }, 'candidatures_siret'],
  ])('%s', async (_what, filtre, index) => {
    const rows = await read((tx) => pageOfCandidatures(tx, pageOf(filtre)).explain());
    const plan = JSON.stringify(rows);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan on candidatures');
  });
});
