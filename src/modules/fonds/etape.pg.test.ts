import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FixedClock, fixedClock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLogger } from '../../platform/log/logger.ts';
import { addDays, daysBetween, fromPlainDate, type Jour, jour } from '../../values/jour.ts';
import { euros } from '../../values/montant.ts';
import { type Entry, entriesFrom, type Journal, openJournal } from '../journal/index.ts';
import { type Chiffres, chiffresOf } from './domain/chiffres.ts';
import { additionner, type Compteurs, type Vue } from './domain/etape-compteurs.ts';
import { type EntreeBrute, recalculerEtape } from './domain/recalcul-etape.ts';
import { type CelluleChiffree, cellulesAu } from './storage/etape-lecture.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { histoireAuHasard, mulberry32 } from './testing/histoire-au-hasard.ts';
import { projeterEtape } from './use-cases/projeter-etape.ts';

const ETAPES = 600;
const DEBUT = jour('2021-03-01');
/** Said when it fails, so that it can be told again. */
const SEED = 20_211_008;

let clock: FixedClock;
let fonds: FondsDeTest;
let journal: Journal;
let folder: string;
let entries: readonly Entry[];
let fin: Jour;

beforeAll(async () => {
  clock = fixedClock('2021-03-01T09:00:00+01:00');
  fonds = await openFondsDeTest(clock);
  folder = await mkdtemp(join(tmpdir(), 'parvis-etape-'));
  journal = await openJournal({
    ...fonds.noyau,
    logger: createLogger({ level: 'silent', format: 'json' }),
    origin: 'https://parvis.exemple',
    keyFile: join(folder, 'cle.pem'),
  });
  const enveloppes = [await fonds.enveloppe(euros(50_000_000)), await fonds.enveloppe(euros(50_000_000))];
  const histoire = histoireAuHasard(fonds, clock, {
    seed: SEED,
    enveloppes,
    dispositifs: [randomUUID(), randomUUID()],
  });
  for (let done = 0; done < ETAPES; done += 1) {
    await histoire.etape();
    // Read as it goes, in lots that cut the story anywhere.
    if (done % 37 === 0) await readOn(7);
  }
  await readOn(50);
  fin = fromPlainDate(clock.today());
  entries = await fonds.base.db.read({ systeme: true }, async (tx) => {
    const types = (await fonds.base.owner.query('select distinct type from journal_entries')).rows.map(
      (row) => row.type,
    );
    return (await entriesFrom(tx, { from: 0, limit: 1_000_000, types })).entries.map(({ entry }) => entry);
  });
}, 120_000);
afterAll(async () => {
  await journal?.close();
  await fonds?.close();
  if (folder) await rm(folder, { recursive: true });
});

async function readOn(lot: number, db: Database = fonds.base.db): Promise<void> {
  await journal.settle();
  while (await projeterEtape({ db, clock }, { limit: lot, wait: true }));
}

const organisation = () => fonds.gestionnaire.organisation.id;
const cellules = (day: Jour) => fonds.base.db.read({ public: true }, (tx) => cellulesAu(tx, organisation(), day));

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
  const length = daysBetween(DEBUT, fin);
  const inside = Array.from({ length: count }, () => addDays(DEBUT, Math.floor(random() * length)));
  return [addDays(DEBUT, -1), DEBUT, ...inside, fin, addDays(fin, 400)];
}

test('at any date, each figure is what the raw journal gives by another path', async () => {
  expect(daysBetween(DEBUT, fin)).toBeGreaterThan(300);
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

/** What is written must be the same, whatever the lots: every state, and the figures of every day. */
async function written() {
  const { rows } = await fonds.base.owner.query('select * from etape_periodes order by genre, sujet_id, du');
  const days = Array.from({ length: daysBetween(DEBUT, fin) + 1 }, (_, index) => addDays(DEBUT, index));
  const figures = await Promise.all(days.map(cellules));
  const name = ({ vue, cle, fictif }: CelluleChiffree) => [vue, cle, fictif].join(' ');
  return {
    rows,
    figures: figures.map((day) => Object.fromEntries(day.map((one) => [name(one), chiffresOf(one.compteurs)]))),
  };
}

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
  const dying: Database = {
    ...fonds.base.db,
    transaction: (portee, work) =>
      fonds.base.db.transaction(portee, async (tx) => {
        const result = await work(tx);
        transactions += 1;
        // All is written, nothing is committed.
        if (transactions % 3 === 0) throw new Error('killed');
        return result;
      }),
  };
  for (let alive = false; !alive; ) {
    alive = await readOn(31, dying).then(
      () => true,
      () => false,
    );
  }
  expect(transactions).toBeGreaterThan(10);
  expect(await written()).toEqual(before);
});
