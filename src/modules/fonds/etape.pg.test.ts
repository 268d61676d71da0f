import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Noyau } from '../../platform/services.ts';
import { addDays, daysBetween, type Jour } from '../../values/jour.ts';
import { mulberry32 } from '../../values/seeded-random.ts';
import { append, type Entry, type JsonObject } from '../journal/index.ts';
import { type Chiffres, chiffresOf } from './domain/chiffres.ts';
import type { Ruralite } from './domain/densite.ts';
import { recenser } from './domain/equite.ts';
import { classerCommunes, equiteRuraleOf, type Ruralites } from './domain/equite-rurale.ts';
import { additionner, type Compteurs, cleDeRuralite, type Vue } from './domain/etape-compteurs.ts';
import { FAITS_DE_L_ETAPE } from './domain/etape-etat.ts';
import { type EntreeBrute, recalculerEtape } from './domain/recalcul-etape.ts';
import { type CelluleChiffree, cellulesAu, requeteDeCellules } from './storage/etape-lecture.ts';
import { type EtapeDeTest, openEtapeDeTest } from './testing/etape-de-test.ts';
import type { FondsDeTest } from './testing/fonds-de-test.ts';
import { keepRuralite } from './use-cases/keep-ruralite.ts';
import { readEtape } from './use-cases/read-etape.ts';

const ETAPES = 600;
/** Said when it fails, so that it can be told again. */
const SEED = 20_211_008;

/** Those of the story. */
const COMMUNES = { '86194': '218601946', '37261': '213702616', '23096': '212300966', '35238': '213502388' } as const;
const grilleOf = (empreinte: string, levels: readonly (readonly [string, Ruralite])[]): Ruralites =>
  classerCommunes(
    Object.entries(COMMUNES).map(([code, siren]) => ({ code, siren, population: 1000 })),
    { grille: new Map(levels), fichier: 'grille.csv' },
    () => empreinte.repeat(64),
  );
const GRILLE = grilleOf('a', [
  ['86194', 'urbain'],
  ['37261', 'urbain'],
  ['23096', 'rural'],
]);
/** A newer one, or that of another server. */
const AUTRE_GRILLE = grilleOf('b', [
  ['86194', 'rural'],
  ['35238', 'urbain'],
]);

let etape: EtapeDeTest;
let fonds: FondsDeTest;
let entries: readonly Entry[];
let debut: Jour;
let fin: Jour;

beforeAll(async () => {
  etape = await openEtapeDeTest({ seed: SEED, etapes: ETAPES, grille: GRILLE });
  ({ fonds, debut, fin } = etape);
  entries = await etape.entries();
}, 120_000);
afterAll(() => etape?.close());

const readOn = (lot: number, db?: Database) => etape.readOn(lot, db);
const organisation = () => fonds.gestionnaire.organisation.id;
const cellules = (jour: Jour, { empreinte: grille } = GRILLE) =>
  fonds.base.db.read({ public: true }, (tx) => cellulesAu(tx, organisation(), { jour, grille }));

/** As the page adds them up: true and fictitious together, or one of them. */
async function chiffres(day: Jour, vue: Vue, cle: string, fictif?: boolean): Promise<Chiffres> {
  const kept = (await cellules(day)).filter(
    (one) => one.vue === vue && one.cle === cle && (fictif === undefined || one.fictif === fictif),
  );
  return chiffresOf(kept.reduce<Compteurs>((sum, { compteurs }) => additionner(sum, compteurs), {}));
}

const recalcul = (day: Jour, garder: (debut: EntreeBrute['contenu']) => boolean) =>
  recalculerEtape(entries, { organisation: organisation(), jour: day, garder });

/** The figures that both paths give. */
function commun(figures: Chiffres) {
  const { deposes, demande, subventions, attribue, paye, demandeuses, soutenues, delaiInstruction, delaiPaiement } =
    figures;
  const parStatut = Object.fromEntries(Object.entries(figures.parStatut).filter(([, combien]) => combien > 0));
  return {
    ...{ deposes, parStatut, demande, subventions, attribue, paye, demandeuses, soutenues },
    ...{ delaiInstruction, delaiPaiement },
  };
}

/** Random days of the story, its first and its last, and those around them. */
function randomDays(count: number): readonly Jour[] {
  const random = mulberry32(SEED + 1);
  const length = daysBetween(debut, fin);
  const inside = Array.from({ length: count }, () => addDays(debut, Math.floor(random() * length)));
  return [addDays(debut, -1), debut, ...inside, fin, addDays(fin, 400)];
}

test('the story tells all that can happen', () => {
  const told = new Set(entries.map(({ type }) => type));
  expect(FAITS_DE_L_ETAPE.filter((type) => !told.has(type))).toEqual([]);
});

test('at any date, each figure is what the raw journal gives by another path', async () => {
  expect(daysBetween(debut, fin)).toBeGreaterThan(300);
  for (const day of randomDays(60)) {
    for (const fictif of [true, false]) {
      expect(commun(await chiffres(day, 'tout', '', fictif)), `${day}, seed ${SEED}`).toEqual(
        recalcul(day, (debut) => debut['fictif'] === fictif),
      );
    }
  }
  const whole = await chiffres(fin, 'tout', '');
  // The story was rich enough to tell something.
  expect(Object.values(whole.parStatut).every((combien) => combien > 0)).toBe(true);
  expect([whole.paye, whole.reste, whole.delaiPaiement, whole.delaiInstruction].every((one) => Number(one) > 0)).toBe(
    true,
  );
});

test('and so is each figure of an axis, a département, a région', async () => {
  const members = { axe: 'axe', departement: 'departement', region: 'region' } as const;
  for (const day of randomDays(6)) {
    for (const { vue, cle, fictif } of await cellules(day)) {
      if (vue !== 'axe' && vue !== 'departement' && vue !== 'region') continue;
      const expected = recalcul(day, (debut) => debut[members[vue]] === cle && debut['fictif'] === fictif);
      const {
        delaiInstruction: _,
        delaiPaiement: __,
        demandeuses: ___,
        soutenues: ____,
        ...common
      } = commun(await chiffres(day, vue, cle, fictif));
      expect(expected, `${vue} ${cle}, ${day}`).toMatchObject(common);
    }
  }
});

test('and so are rural and urban communes, and those that the grid does not tell', async () => {
  const sirensOf: Readonly<Record<string, readonly string[]>> = {
    rural: [COMMUNES['23096']],
    urbain: [COMMUNES['86194'], COMMUNES['37261']],
  };
  const told = Object.values(sirensOf).flat();
  let supported = 0;
  for (const day of randomDays(30)) {
    for (const ligne of equiteRuraleOf(await cellules(day), GRILLE)) {
      const { cle, nombre, jamaisDemande } = ligne;
      const recalculOf = (fictifs: readonly boolean[]) =>
        recalcul(day, (debut) => {
          const inGroup = sirensOf[cle]?.includes(String(debut['siren'])) ?? !told.includes(String(debut['siren']));
          return debut['beneficiaire'] === 'commune' && inGroup && fictifs.includes(debut['fictif'] === true);
        });
      const parts = [recalculOf([true]), recalculOf([false])];
      const sum = (name: 'deposes' | 'demande' | 'demandeuses' | 'soutenues' | 'attribue' | 'paye') =>
        parts.reduce((all, part) => all + part[name], 0);
      expect(ligne, `${cle}, ${day}, seed ${SEED}`).toMatchObject({
        ...{ deposes: sum('deposes'), demande: sum('demande'), demandeuses: sum('demandeuses') },
        ...{ soutenues: sum('soutenues'), attribue: sum('attribue'), paye: sum('paye') },
        // A commune that asked truly and in a demonstration is one.
        jamaisDemande: nombre - recalculOf([true, false]).demandeuses,
      });
      expect(jamaisDemande).toBeGreaterThanOrEqual(0);
      supported += ligne.soutenues;
    }
  }
  expect(supported).toBeGreaterThan(30);
});

test('amounts are those of the ledger, to the cent', async () => {
  for (const day of randomDays(40)) {
    const { rows } = await fonds.base.owner.query<{ attribue: string; paye: string }>(
      `with held as (
         select case when vers in ('engage', 'liquide', 'paye') then montant else 0 end
           - case when de in ('engage', 'liquide', 'paye') then montant else 0 end as attribue,
           case when vers = 'paye' then montant when de = 'paye' then -montant else 0 end as paye
         from ecritures where organisation_id = $1 and (passed_at at time zone 'Europe/Paris')::date <= $2
       ) select coalesce(sum(attribue), 0) as attribue, coalesce(sum(paye), 0) as paye from held`,
      [organisation(), day],
    );
    const { attribue, paye } = await chiffres(day, 'tout', '');
    expect({ attribue, paye }, day).toEqual({ attribue: Number(rows[0]?.attribue), paye: Number(rows[0]?.paye) });
  }
});

/** What is written must be the same, whatever the lots: every state, and the figures of days all along. */
async function written() {
  const { rows } = await fonds.base.owner.query('select * from etape_periodes order by genre, sujet_id, du');
  const days = Array.from({ length: daysBetween(debut, fin) / 9 + 2 }, (_, index) => addDays(debut, 9 * index));
  const figures = await Promise.all(days.map((day) => cellules(day)));
  const name = ({ vue, cle, fictif }: CelluleChiffree) => [vue, cle, fictif].join(' ');
  return {
    rows,
    figures: figures.map((day) => Object.fromEntries(day.map((one) => [name(one), chiffresOf(one.compteurs)]))),
    ruralite: await rurales(GRILLE),
  };
}

/** All along, as a grid tells them. */
async function rurales(grille: Ruralites) {
  const days = Array.from({ length: daysBetween(debut, fin) / 9 + 2 }, (_, index) => addDays(debut, 9 * index));
  return Promise.all(days.map(async (day) => equiteRuraleOf(await cellules(day, grille), grille)));
}

/** The grids stay, as they do when an update has the journal read again. */
const forget = () => fonds.base.owner.query('truncate etape_periodes, etape_cumuls, etape_cles, etape_lectures');

test('read in pieces, at once, by two servers, or killed anywhere, it comes to the same', async () => {
  const before = await written();
  expect(before.rows.length).toBeGreaterThan(200);
  await forget();
  await readOn(100_000);
  expect(await written()).toEqual(before);
  await forget();
  await Promise.all([readOn(13), readOn(29)]);
  expect(await written()).toEqual(before);
  await forget();
  let transactions = 0;
  const dying = dyingAfter(() => {
    transactions += 1;
    return transactions % 3 === 0;
  });
  for (let alive = false; !alive; ) {
    alive = await readOn(31, dying).then(
      () => true,
      () => false,
    );
  }
  expect(transactions).toBeGreaterThan(10);
  expect(await written()).toEqual(before);
});

/** All is written, nothing is committed. */
const dyingAfter = (dies: () => boolean): Database => ({
  ...fonds.base.db,
  transaction: (portee, work) =>
    fonds.base.db.transaction(portee, async (tx) => {
      const result = await work(tx);
      if (dies()) throw new Error('killed');
      return result;
    }),
});

test('a grid that comes later gives the past the figures that it would have given, killed or twice at once', async () => {
  const { clock } = etape;
  const forgetGrilles = () =>
    fonds.base.owner.query(`delete from etape_grilles; delete from etape_cumuls where vue = 'ruralite';
      delete from etape_cles where vue = 'ruralite'`);
  const before = await written();
  expect(before.ruralite.at(-1)?.every(({ demandeuses }) => demandeuses > 0)).toBe(true);
  await forgetGrilles();
  await expect(keepRuralite({ db: dyingAfter(() => true), clock }, GRILLE)).rejects.toThrow('killed');
  expect((await fonds.base.owner.query('select from etape_ruralites')).rowCount).toBe(0);
  // Two servers that start with two grids, twice each, while the journal is read again.
  await forget();
  await Promise.all([
    ...[GRILLE, AUTRE_GRILLE, GRILLE, AUTRE_GRILLE].map((grille) => keepRuralite({ db: fonds.base.db, clock }, grille)),
    readOn(17),
  ]);
  await readOn(100_000);
  expect(await written()).toEqual(before);
  const other = await rurales(AUTRE_GRILLE);
  expect(other).not.toEqual(before.ruralite);
  // The other one was followed as the journal was read; applied to the past, it says the same.
  await forgetGrilles();
  await keepRuralite({ db: fonds.base.db, clock }, AUTRE_GRILLE);
  expect(await rurales(AUTRE_GRILLE)).toEqual(other);
});

test('a grid that no server uses any more is forgotten when a new one comes, and only then', async () => {
  const grids = async () =>
    (await fonds.base.owner.query('select left(empreinte, 1) as e from etape_grilles order by 1')).rows.map(
      ({ e }) => e,
    );
  const at = (days: number) => ({
    db: fonds.base.db,
    clock: fixedClock(`${etape.clock.now().add({ hours: 24 * days })}`),
  });
  await keepRuralite(at(0), GRILLE);
  await keepRuralite(at(5), GRILLE);
  await keepRuralite(at(9), grilleOf('c', [['86194', 'rural']]));
  // The first one said that it is used four days before; the other one, nine.
  expect(await grids()).toEqual(['a', 'c']);
  const { rows } = await fonds.base.owner.query(`select distinct left(cle, 1) as e from etape_cumuls
    where vue = 'ruralite' order by 1`);
  expect(rows.map(({ e }) => e)).toEqual(['a', 'c']);
});

test('a page reads one line a group, by an index, however many lines and dossiers there are', async () => {
  const { owner, db } = fonds.base;
  // Two groups more, which moved each day for a hundred years.
  await owner.query(
    `insert into etape_cumuls select $1, v.vue, v.cle, false, jour::date, '{"attribue":1}'
     from generate_series('1950-01-01'::date, '2050-01-01', '1 day') jour,
       (values ('departement', '99'), ('ruralite', $2)) as v (vue, cle) on conflict do nothing`,
    [organisation(), cleDeRuralite(GRILLE.empreinte, 'inconnu')],
  );
  await owner.query(`insert into etape_cles values ($1, 'departement', '99', false) on conflict do nothing`, [
    organisation(),
  ]);
  await owner.query('analyze etape_cumuls, etape_cles');
  const asked = { jour: fin, grille: GRILLE.empreinte };
  const plan = await db.read({ public: true }, async (tx) => {
    const { rows } = await sql`explain (analyze, format json) ${requeteDeCellules(organisation(), asked)}`.execute(tx);
    return JSON.stringify(rows);
  });
  expect(plan).toContain('etape_cumuls_pkey');
  expect(plan).not.toMatch(/"Seq Scan","[^}]*"Relation Name":"etape_cumuls"/);
  const read = [...plan.matchAll(/"Actual Rows":\s*([\d.]+)/g)].map(([, rows]) => Number(rows));
  expect(read.length).toBeGreaterThan(2);
  expect(Math.max(...read)).toBeLessThan(200);
  // And nothing else: what each dossier was is not even to be read.
  await owner.query('revoke select on etape_periodes from parvis_app');
  try {
    const recensement = async () => ({ ...recenser([]), ruralites: GRILLE });
    const lu = await readEtape({ db, clock: etape.clock, recensement }, fonds.gestionnaire.organisation as never, fin);
    expect(lu.ruralite).toMatchObject({ etat: 'connue', lignes: [{ cle: 'rural' }, { cle: 'urbain' }, {}] });
  } finally {
    await owner.query('grant select on etape_periodes to parvis_app');
  }
});

/** As another fund writes it. */
const elsewhere = (days: number, type: string, id: string, contenu: JsonObject) => {
  const { noyau, etranger } = fonds;
  const clock = fixedClock(`${etape.clock.now().add({ hours: 24 * days })}`);
  const [genre = ''] = type.split('.');
  return noyau.db.transaction({ organisation: etranger.organisation.id }, (tx) =>
    append(tx, { ...noyau, clock } as Noyau, {
      acteur: { type: 'agent', id: etranger.personneId },
      organisation: etranger.organisation.id,
      sujet: { type: genre === 'credits' ? 'enveloppe' : genre, id },
      type,
      contenu,
    }),
  );
};
const cellulesAilleurs = (day: Jour) =>
  fonds.base.db.read({ public: true }, (tx) =>
    cellulesAu(tx, fonds.etranger.organisation.id, { jour: day, grille: GRILLE.empreinte }),
  );

test('a collectivité that asks two funds is counted in each, and what one does is nothing to the other', async () => {
  const before = await chiffres(fin, 'tout', '');
  const demande = { beneficiaire: 'commune', siren: COMMUNES['86194'], demande: 100, fictif: false };
  await elsewhere(0, 'candidature.deposee', randomUUID(), demande);
  await readOn(100);
  expect(await chiffres(fin, 'tout', '')).toEqual(before);
  expect(equiteRuraleOf(await cellulesAilleurs(fin), GRILLE).map(({ cle, demandeuses }) => [cle, demandeuses])).toEqual(
    [
      ['rural', 0],
      ['urbain', 1],
      ['inconnu', 0],
    ],
  );
});

test('a subvention that changes hands counts for its successor from that day on', async () => {
  const id = randomUUID();
  const tours = { beneficiaire: 'commune', departement: '37', region: '24', population: 137_000 };
  const rennes = { beneficiaire: 'commune', departement: '35', region: '53', population: 900 };
  const avant = { cause: 'succession', avant: '21370261600011' };
  await elsewhere(1, 'subvention.proposee', id, { ...tours, siren: COMMUNES['37261'], fictif: false });
  await elsewhere(1, 'credits.engager', randomUUID(), { subvention: id, montant: 500 });
  await elsewhere(1, 'subvention.attribuee', id, { montant: 500 });
  const apres = { ...avant, apres: '21350238800019', siren: COMMUNES['35238'], ...rennes };
  await elsewhere(3, 'subvention.siret_corrige', id, apres);
  // As it was written before the successor was described: it counts as who it succeeds.
  await elsewhere(5, 'subvention.siret_corrige', id, { ...avant, apres: '21230096600018' });
  await readOn(3);
  const departements = async (days: number) =>
    (await cellulesAilleurs(addDays(fin, days)))
      .filter(({ vue, cle }) => vue === 'departement' && cle !== '')
      .map(({ cle, compteurs }) => {
        const { attribue, demandeuses, soutenues } = chiffresOf(compteurs);
        return [cle, attribue, demandeuses, soutenues];
      })
      .toSorted();
  expect(await departements(2)).toEqual([['37', 500, 1, 1]]);
  // Who handed it over has asked all the same.
  expect(await departements(4)).toEqual([
    ['35', 500, 1, 1],
    ['37', 0, 1, 0],
  ]);
  expect(await departements(6)).toEqual([
    ['35', 500, 2, 1],
    ['37', 0, 1, 0],
  ]);
});
