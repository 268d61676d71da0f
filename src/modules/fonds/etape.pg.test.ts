import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addDays, daysBetween, type Jour } from '../../values/jour.ts';
import { mulberry32 } from '../../values/seeded-random.ts';
import type { Entry } from '../journal/index.ts';
import { type Chiffres, chiffresOf } from './domain/chiffres.ts';
import type { GrilleDensite } from './domain/densite.ts';
import { classerCommunes, equiteRuraleOf } from './domain/equite-rurale.ts';
import { additionner, type Compteurs, type Vue } from './domain/etape-compteurs.ts';
import { FAITS_DE_L_ETAPE } from './domain/etape-etat.ts';
import { type EntreeBrute, recalculerEtape } from './domain/recalcul-etape.ts';
import { type CelluleChiffree, cellulesAu, communesAideesAu } from './storage/etape-lecture.ts';
import { type EtapeDeTest, openEtapeDeTest } from './testing/etape-de-test.ts';
import type { FondsDeTest } from './testing/fonds-de-test.ts';

const ETAPES = 600;
/** Said when it fails, so that it can be told again. */
const SEED = 20_211_008;

let etape: EtapeDeTest;
let fonds: FondsDeTest;
let entries: readonly Entry[];
let debut: Jour;
let fin: Jour;

beforeAll(async () => {
  etape = await openEtapeDeTest({ seed: SEED, etapes: ETAPES });
  ({ fonds, debut, fin } = etape);
  entries = await etape.entries();
}, 120_000);
afterAll(() => etape?.close());

const readOn = (lot: number, db?: Database) => etape.readOn(lot, db);
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
  const grille: GrilleDensite = new Map([
    ['86194', 'urbain'],
    ['37261', 'urbain'],
    ['23096', 'rural'],
  ]);
  const communes = { '86194': '218601946', '37261': '213702616', '23096': '212300966', '35238': '213502388' };
  const ruralites = classerCommunes(
    Object.entries(communes).map(([code, siren]) => ({ code, siren, population: 1000 })),
    grille,
    'grille.csv',
  );
  const sirensOf: Readonly<Record<string, readonly string[]>> = {
    rural: [communes['23096']],
    urbain: [communes['86194'], communes['37261']],
  };
  const told = Object.values(sirensOf).flat();
  let supported = 0;
  for (const day of randomDays(30)) {
    const aidees = await fonds.base.db.read({ organisation: organisation() }, (tx) =>
      communesAideesAu(tx, organisation(), day),
    );
    for (const { cle, demandeuses, soutenues, attribue } of equiteRuraleOf(aidees, ruralites)) {
      const parts = [true, false].map((fictif) =>
        recalcul(day, (debut) => {
          const inGroup = sirensOf[cle]?.includes(String(debut['siren'])) ?? !told.includes(String(debut['siren']));
          return debut['beneficiaire'] === 'commune' && inGroup && debut['fictif'] === fictif;
        }),
      );
      const sum = (name: 'demandeuses' | 'soutenues' | 'attribue') => parts.reduce((all, part) => all + part[name], 0);
      const expected = { demandeuses: sum('demandeuses'), soutenues: sum('soutenues'), attribue: sum('attribue') };
      expect({ demandeuses, soutenues, attribue }, `${cle}, ${day}, seed ${SEED}`).toEqual(expected);
      supported += soutenues;
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
