import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { csvLine } from './domain/csv.ts';
import type { CodeDefaut } from './domain/defaut.ts';
import { COLONNES } from './domain/scdl/colonnes.ts';
import type { IdTypeImport } from './domain/type-import.ts';
import { countDefauts, listDefauts } from './storage/defauts.ts';
import { donneesOuvertes } from './testing/donnees-ouvertes.ts';
import { type OpendataDeTest, openOpendataDeTest } from './testing/opendata-de-test.ts';
import { runImport } from './use-cases/run-import.ts';

let donnees: OpendataDeTest;

beforeAll(async () => {
  donnees = await openOpendataDeTest();
});
afterAll(() => donnees?.close());

const ENTETE = csvLine(COLONNES.map(({ nom }) => nom));

function ligne(change: Readonly<Record<string, string>> = {}): string {
  const bonne: Readonly<Record<string, string>> = {
    nomAttribuant: 'ANTIBES',
    idAttribuant: '21060004500392',
    dateConvention: '2026-03-16',
    referenceDecision: 'D-1',
    nomBeneficiaire: 'Rugby club',
    idBeneficiaire: '52499120500013',
    objet: 'Fonctionnement',
    montant: '30000.00',
    nature: 'aide en numéraire',
    conditionsVersement: 'unique',
    datesPeriodeVersement: '2026-05-24',
    notificationUE: 'non',
    pourcentageSubvention: '1',
  };
  return csvLine(COLONNES.map(({ nom }) => change[nom] ?? bonne[nom] ?? ''));
}

const fichier = (...lignes: readonly string[]) => `${[ENTETE, ...lignes].join('\r\n')}\r\n`;

async function importer(contenu: string | Uint8Array, organisation = donnees.organisation, lot?: number) {
  const { id } = await donnees.begin('scdl-subventions', contenu, organisation);
  return runImport(donnees.deps, organisation, id, lot === undefined ? {} : { lot });
}

const defautsOf = async (importId: string) =>
  (
    await donnees.deps.db.read({ organisation: donnees.organisation }, (tx) =>
      listDefauts(tx, importId, { taille: 99 }),
    )
  ).map(({ ligne: at, colonne, code, precision }) => `${at} ${colonne} ${code} ${precision}`.trim());

async function rowsOf(importId: string): Promise<readonly { ligne: number; brut: string; valeurs: unknown }[]> {
  const { rows } = await donnees.base.owner.query(
    'select ligne, brut, valeurs from lignes_importees where import_id = $1 order by ligne',
    [importId],
  );
  return rows;
}

/** Everything that an import could write. */
async function everything(): Promise<unknown> {
  const { rows } = await donnees.base.owner.query(`select
    (select json_agg(i order by id) from imports i) as imports,
    (select json_agg(l order by cle) from lignes_importees l) as lignes,
    (select json_agg(d order by import_id, ligne, rang) from defauts_import d) as defauts`);
  return rows[0];
}

describe('a file', () => {
  test('is imported row by row; what is wrong is told with its line, and nothing is lost', async () => {
    const perdu = ligne({ referenceDecision: 'A-2', idBeneficiaire: '5,2E+13', objet: 'sur\ndeux lignes' });
    const done = await importer(
      fichier(
        ligne({ referenceDecision: 'A-1' }),
        perdu,
        '',
        ligne({ referenceDecision: 'A-3', dateConvention: '16/03/2026', montant: '30 000,00 €' }),
        `${ligne({ referenceDecision: 'A-4' })},de trop`,
      ),
    );
    expect(done).toMatchObject({ statut: 'termine', lues: 4, nouvelles: 2, rejetees: 2, defauts: 4 });
    expect(await defautsOf(done.id)).toEqual([
      '3 idBeneficiaire siret_ecrase',
      '6 dateConvention date_reecrite 2026-03-16',
      '6 montant montant_reecrit 30000.00',
      '7  nombre_de_cellules 17 au lieu de 16',
    ]);
    const rows = await rowsOf(done.id);
    expect(rows.map(({ ligne: at, valeurs }) => [at, valeurs !== null])).toEqual([
      [2, true],
      [3, false],
      [6, true],
      [7, false],
    ]);
    expect(rows[1]?.brut).toBe(perdu);
    expect(rows[2]?.valeurs).toMatchObject({ dateConvention: '2026-03-16', montant: '30000.00' });
  });

  test('again changes nothing, not even the import', async () => {
    const contenu = fichier(ligne({ referenceDecision: 'B-1' }), ligne({ referenceDecision: 'B-2', montant: 'x' }));
    const first = await importer(contenu);
    const before = await everything();
    expect((await importer(contenu)).id).toBe(first.id);
    expect(await everything()).toEqual(before);
  });

  test('of tomorrow only writes what changed', async () => {
    const [a, b, c] = ['C-1', 'C-2', 'C-3'].map((referenceDecision) => ({ referenceDecision }));
    const fausse = ligne({ referenceDecision: 'C-4', montant: 'x' });
    await importer(fichier(ligne(a), ligne(b), fausse));
    const done = await importer(fichier(ligne(a), ligne({ ...b, montant: '31000' }), ligne(c), fausse));
    expect(done).toMatchObject({ inchangees: 1, modifiees: 1, nouvelles: 1, rejetees: 1 });
    expect((await rowsOf(done.id)).map(({ ligne: at }) => at)).toEqual([3, 4]);
  });

  test.each([
    1, 7,
  ])('that repeats a row counts it once, and one that contradicts itself is told, by batches of %i', async (lot) => {
    const referenceDecision = `D-${lot}`;
    const [bonne, fausse] = [ligne({ referenceDecision }), ligne({ referenceDecision, montant: 'x' })];
    const done = await importer(
      fichier(bonne, bonne, ligne({ referenceDecision, montant: '99' }), fausse, fausse),
      donnees.organisation,
      lot,
    );
    expect(done).toMatchObject({ lues: 5, nouvelles: 1, en_double: 1, rejetees: 3 });
    expect(await defautsOf(done.id)).toEqual([
      '3  doublon ligne 2',
      '4  conflit ligne 2',
      '5 montant montant_faux',
      '6 montant montant_faux',
      '6  doublon ligne 5',
    ]);
    expect((await rowsOf(done.id)).map(({ ligne: at }) => at)).toEqual([2, 4, 5]);
  });

  describe('of tomorrow that repeats a row of today, then contradicts it', () => {
    const contenuOf = (reference: string, erreur: string) => {
      const [a, b] = [ligne({ referenceDecision: reference }), ligne({ referenceDecision: reference, montant: '99' })];
      const fausse = ligne({ referenceDecision: `${reference}-faux`, montant: 'x' });
      const autre = ligne({ referenceDecision: `${reference}-autre`, objet: erreur });
      return { veille: fichier(a, fausse), lendemain: fichier(a, fausse, autre, b, a, fausse, b) };
    };
    const told = async (importId: string) => (await defautsOf(importId)).filter((one) => /doublon|conflit/.test(one));
    const expected = ['5  conflit ligne 2', '6  doublon ligne 2', '7  doublon ligne 3', '8  conflit ligne 2'];
    const comptes = { lues: 7, nouvelles: 1, modifiees: 0, inchangees: 1, en_double: 1, rejetees: 4 };

    test.each([1, 2, 7])('is told as within a first file, by batches of %i', async (lot) => {
      const { veille, lendemain } = contenuOf(`Q-${lot}`, 'le lendemain');
      const before = await importer(veille);
      const done = await importer(lendemain, donnees.organisation, lot);
      expect(done).toMatchObject(comptes);
      expect(await told(done.id)).toEqual(expected);
      expect((await rowsOf(before.id)).map(({ ligne: at }) => at)).toEqual([2, 3]);
    });

    test('even when the import was killed between them', async () => {
      const { veille, lendemain } = contenuOf('R-1', 'le lendemain');
      await importer(veille);
      const { id } = await donnees.begin('scdl-subventions', lendemain);
      const killed = new AbortController();
      const cut = runImport(donnees.deps, donnees.organisation, id, {
        lot: 2,
        signal: killed.signal,
        onProgress: () => killed.abort(),
      });
      await expect(cut).rejects.toThrow('abort');
      expect(await runImport(donnees.deps, donnees.organisation, id)).toMatchObject(comptes);
      expect(await told(id)).toEqual(expected);
    });
  });

  test('that a French spreadsheet wrote is read: Windows-1252, semicolons, other headers', async () => {
    const texte = fichier(ligne({ referenceDecision: 'E-1', objet: 'Fête des écoles' }))
      .replaceAll(',', ';')
      .replace('nomBeneficiaire', 'Nom du bénéficiaire*');
    const done = await importer(Buffer.from(texte, 'latin1'));
    expect(done).toMatchObject({ statut: 'termine', nouvelles: 1, defauts: 0 });
    expect((await rowsOf(done.id))[0]?.valeurs).toMatchObject({
      objet: 'Fête des écoles',
      nature: 'aide en numéraire',
    });
  });

  test.each([
    ['without its columns', 'nom,montant\r\nA,3\r\n', /Il manque les colonnes/],
    ['with a quote that nobody closes', `${fichier(ligne({ referenceDecision: 'F-1' }))}"jamais`, /guillemet ouvert/],
    ['of nothing', '\r\n\r\n', /aucune ligne/],
  ])('%s is refused as a whole, and may be tried again', async (_, contenu, refus) => {
    const done = await importer(contenu);
    expect(done.statut).toBe('refuse');
    expect(done.refus).toMatch(refus);
    expect(await importer(contenu)).toMatchObject({ id: done.id, statut: 'refuse' });
  });

  test('with what PostgreSQL refuses in a text is imported all the same', async () => {
    const done = await importer(fichier(ligne({ referenceDecision: 'G-1', objet: 'nul\0 et \ud800' })));
    expect(done).toMatchObject({ nouvelles: 1 });
  });
});

describe('an import that is killed', () => {
  const LIGNES = Array.from({ length: 50 }, (_, rang) =>
    ligne({ referenceDecision: `K-${rang}`, ...(rang % 10 === 3 ? { montant: 'x' } : {}) }),
  );

  test('of far more columns than anybody fills is refused, rather than tried again for days', async () => {
    const many = Array.from({ length: 33_000 }, (_, rang) => `c${rang}`).join(',');
    const done = await importer(`${ENTETE},${many}\r\n${ligne()}\r\n`);
    expect([done.statut, done.refus]).toEqual(['refuse', expect.stringMatching(/33\u00a00\d\d colonnes/)]);
  });

  test('goes on from its last batch, and comes to the same', async () => {
    const { id } = await donnees.begin('scdl-subventions', fichier(...LIGNES), donnees.organisation);
    const killed = new AbortController();
    const cut = runImport(donnees.deps, donnees.organisation, id, {
      lot: 7,
      signal: killed.signal,
      onProgress: ({ lues }) => lues >= 21 && killed.abort(),
    });
    await expect(cut).rejects.toThrow('abort');
    const { rows } = await donnees.base.owner.query('select lues, statut from imports where id = $1', [id]);
    expect(rows[0]).toEqual({ lues: 21, statut: 'en_cours' });
    const done = await runImport(donnees.deps, donnees.organisation, id, { lot: 11 });
    expect(done).toMatchObject({ statut: 'termine', lues: 50, nouvelles: 45, rejetees: 5, defauts: 5 });
    expect(await rowsOf(id)).toHaveLength(50);
  });

  test('is not written by two processes at once', async () => {
    const contenu = fichier(...LIGNES.map((one) => one.replace(',K-', ',L-')));
    const { id } = await donnees.begin('scdl-subventions', contenu, donnees.organisation);
    const runs = await Promise.allSettled(
      [1, 2].map(() => runImport(donnees.deps, donnees.organisation, id, { lot: 5 })),
    );
    const refused = runs.filter(({ status }) => status === 'rejected');
    for (const { reason } of refused as PromiseRejectedResult[]) expect(String(reason)).toMatch('avance déjà ailleurs');
    const done = await runImport(donnees.deps, donnees.organisation, id, { lot: 5 });
    expect(done).toMatchObject({ statut: 'termine', lues: 50, nouvelles: 45, rejetees: 5, defauts: 5 });
  });
});

test('two files that share rows, imported at once, write each of them once', async () => {
  const lignes = Array.from({ length: 100 }, (_, rang) => ligne({ referenceDecision: `N-${rang}` }));
  const imports = [
    await donnees.begin('scdl-subventions', fichier(...lignes.slice(1))),
    await donnees.begin('scdl-subventions', fichier(...lignes.slice(0, -1))),
  ];
  const owner = await donnees.base.owner.connect();
  // Both have looked for what is known, or wait to look, before either can write.
  await owner.query('begin; lock table lignes_importees in share mode');
  const running = Promise.all(imports.map(({ id }) => runImport(donnees.deps, donnees.organisation, id)));
  try {
    await vi.waitFor(async () => {
      const { rowCount } = await owner.query(
        `select from pg_locks join pg_database on pg_database.oid = database
         where not granted and datname = current_database()`,
      );
      expect(rowCount).toBe(2);
    });
  } finally {
    await owner.query('commit');
    owner.release();
  }
  const done = await running;
  const sum = (count: 'nouvelles' | 'inchangees') => done.reduce((total, one) => total + one[count], 0);
  expect([sum('nouvelles'), sum('inchangees')]).toEqual([100, 98]);
});

test('long rows are written a few at a time', async () => {
  const longues = Array.from({ length: 40 }, (_, rang) =>
    ligne({ referenceDecision: `P-${rang}`, objet: 'x'.repeat(250_000) }),
  );
  const { id } = await donnees.begin('scdl-subventions', fichier(...longues));
  let lots = 0;
  const done = await runImport(donnees.deps, donnees.organisation, id, {
    onProgress: () => {
      lots += 1;
    },
  });
  expect(done).toMatchObject({ statut: 'termine', lues: 40, rejetees: 40 });
  expect(lots).toBe(2);
});

test('keys written before they began by those of their organisation are brought to it', async () => {
  const { owner } = donnees.base;
  const lignes = ['S-1', 'S-2', 'S-3'].map((referenceDecision, rang) =>
    ligne({ referenceDecision, ...(rang === 2 ? { montant: 'x' } : {}) }),
  );
  await importer(fichier(...lignes));
  await importer(fichier(...lignes), donnees.autre);
  const keys = async () => (await owner.query('select cle from lignes_importees order by cle')).rows;
  const before = await keys();
  await owner.query(`update lignes_importees set cle = overlay(cle::text placing
    left(replace(gen_random_uuid()::text, '-', ''), 8) from 1 for 8)::uuid`);
  expect(await keys()).not.toEqual(before);
  await owner.query(await readFile(join(import.meta.dirname, 'migrations/0002-cles-voisines.sql'), 'utf8'));
  expect(await keys()).toEqual(before);
});

test('the same file of another organisation is another import, and nobody sees theirs', async () => {
  const contenu = fichier(ligne({ referenceDecision: 'M-1' }));
  const [ours, theirs] = [await importer(contenu), await importer(contenu, donnees.autre)];
  expect([ours.nouvelles, theirs.nouvelles]).toEqual([1, 1]);
  expect(theirs.id).not.toBe(ours.id);
  await expect(runImport(donnees.deps, donnees.organisation, theirs.id)).rejects.toThrow('n’existe pas');
  expect(await defautsOf(theirs.id)).toEqual([]);
});

describe('the real files', () => {
  test.each<[IdTypeImport, string, object, Readonly<Partial<Record<CodeDefaut, number>>>]>([
    [
      'scdl-subventions',
      'schemas/scdl-subventions-exemple.csv',
      { lues: 29, nouvelles: 29, rejetees: 0 },
      { periode_renversee: 3, periode_inexistante: 1 },
    ],
    [
      'scdl-subventions',
      'subventions-toulouse-2022.csv',
      { lues: 396, nouvelles: 0, rejetees: 396 },
      { siret_ecrase: 782, obligatoire: 396, date_reecrite: 396, beneficiaire_absent: 10, colonne_ignoree: 3 },
    ],
    [
      'dotations-investissement',
      'dotations-investissement-2019.csv',
      { lues: 24_811, nouvelles: 24_810, rejetees: 1 },
      { montant_arrondi: 954, valeur_reecrite: 1011, absent: 11, taux_eleve: 98 },
    ],
    [
      'france-relance',
      'france-relance-conseillers-numeriques-2022.json',
      { lues: 1450, nouvelles: 1443, rejetees: 7 },
      { obligatoire: 5, siret_faux: 2, siret_en_double: 45, position_absente: 12, position_douteuse: 170 },
    ],
  ])('%s: %s', { timeout: 30_000 }, async (type, name, comptes, defauts) => {
    const path = donneesOuvertes(`opendata/${name}`);
    if (!path) return;
    const { id } = await donnees.begin(type, createReadStream(path));
    expect(await runImport(donnees.deps, donnees.organisation, id)).toMatchObject({ statut: 'termine', ...comptes });
    const bilan = await donnees.deps.db.read({ organisation: donnees.organisation }, (tx) => countDefauts(tx, id));
    const byCode = new Map<string, number>();
    for (const { code, nombre } of bilan) byCode.set(code, (byCode.get(code) ?? 0) + nombre);
    expect(Object.fromEntries(byCode)).toMatchObject(defauts);
  });
});
