import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../test/support/plain-spaces.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { jour } from '../../values/jour.ts';
import { centimes, euros, type Montant, sumMontants, ZERO } from '../../values/montant.ts';
import { orThrow, type Result } from '../../values/result.ts';
import { mulberry32 } from '../../values/seeded-random.ts';
import { isOfSubvention, OPERATIONS, type TypeOperation } from './domain/operation.ts';
import { SOLDES_VIDES, type Soldes } from './domain/soldes.ts';
import { soldesOf } from './storage/enveloppes.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { authoriseCredits, restoreCredits, withdrawCredits } from './use-cases/authorise-credits.ts';
import { openEnveloppe } from './use-cases/open-enveloppe.ts';
import { openProgramme } from './use-cases/open-programme.ts';
import { passOperation } from './use-cases/pass-operation.ts';
import { setDelegationEnd } from './use-cases/set-delegation-end.ts';
import { transferCredits } from './use-cases/transfer-credits.ts';

let fonds: FondsDeTest;

beforeAll(async () => {
  fonds = await openFondsDeTest();
});
afterAll(() => fonds?.close());

const ACTE = { motif: 'Essai', autorite: 'Arrêté d’essai' };

function pass(type: TypeOperation, enveloppeId: string, montant: Montant, subventionId?: string, db = fonds.base.db) {
  const { gestionnaire, noyau } = fonds;
  const auteur = { organisationId: gestionnaire.organisation.id, personneId: gestionnaire.personneId };
  const operation = { type, enveloppeId, montant, ...ACTE, ...(subventionId ? { subventionId } : {}) };
  return db.transaction({ organisation: gestionnaire.organisation.id }, (tx) =>
    passOperation(tx, { ...noyau, db }, auteur, operation),
  );
}

const soldes = (enveloppeId: string): Promise<Soldes> =>
  fonds.base.db.read({ organisation: fonds.gestionnaire.organisation.id }, (tx) => soldesOf(tx, enveloppeId));

const sentence = (result: Result<unknown>) => (result.ok ? 'accepté' : plainSpaces(result.error));

describe('a programme', () => {
  test('whose axes do not add up is refused', async () => {
    const axes = [{ nom: 'Seul', montant: euros(10) }];
    const refused = await openProgramme(fonds.noyau, fonds.gestionnaire, { nom: 'X', montant: euros(11), axes });
    expect(sentence(refused)).toBe('Les axes totalisent 10 € : le programme est de 11 €. Corrigez l’un ou l’autre.');
  });

  test('is opened by whoever manages credits', async () => {
    const agent = { ...fonds.gestionnaire, roles: ['instructeur'] };
    await expect(openProgramme(fonds.noyau, agent, { nom: 'X', montant: ZERO, axes: [] })).rejects.toThrow('rôle');
  });
});

describe('an enveloppe', () => {
  test('is one for an axis, a year and a territory', async () => {
    const [axeId = ''] = fonds.programme.axes;
    const demande = { axeId, annee: 2022, nom: 'Vienne', territoire: { type: 'departement', code: '86' } } as const;
    expect(sentence(await openEnveloppe(fonds.noyau, fonds.gestionnaire, demande))).toBe('accepté');
    expect(sentence(await openEnveloppe(fonds.noyau, fonds.gestionnaire, demande))).toContain('existe déjà');
  });

  test('delegates down the tree, within its axis', async () => {
    const { noyau, gestionnaire, programme } = fonds;
    const [axeId = '', autreAxe = ''] = programme.axes;
    const open = (axe: string, territoire: Parameters<typeof openEnveloppe>[2]['territoire'], parentId?: string) =>
      openEnveloppe(noyau, gestionnaire, {
        axeId: axe,
        annee: 2023,
        nom: 'E',
        territoire,
        ...(parentId ? { parentId } : {}),
      });
    const region = orThrow(await open(axeId, { type: 'region', code: '75' }));
    expect(sentence(await open(axeId, { type: 'departement', code: '86' }, region))).toBe('accepté');
    expect(sentence(await open(axeId, { type: 'national' }, region))).toContain('territoire plus petit');
    expect(sentence(await open(autreAxe, { type: 'departement', code: '86' }, region))).toContain('même axe');
    expect(sentence(await open(axeId, { type: 'departement', code: '35' }, region))).toContain('qu’elle couvre');
  });

  test('says until when it may promise what is delegated to it, once, and only then', async () => {
    const { noyau, gestionnaire, programme, base } = fonds;
    const [axeId = ''] = programme.axes;
    const open = (annee: number, parentId?: string) =>
      openEnveloppe(noyau, gestionnaire, {
        axeId,
        annee,
        nom: 'E',
        territoire: { type: parentId ? 'departement' : 'region', code: parentId ? '86' : '75' },
        ...(parentId ? { parentId } : {}),
      });
    const region = orThrow(await open(2090));
    const vienne = orThrow(await open(2090, region));
    const fin = { fin: jour('2026-07-31'), acte: 'Décision de délégation' };
    const set = (enveloppeId: string, agent = gestionnaire) => setDelegationEnd(noyau, agent, { enveloppeId, ...fin });
    expect(sentence(await set(region))).toContain('Aucune enveloppe ne délègue');
    for (const _ of [1, 2]) expect(sentence(await set(vienne))).toBe('accepté');
    await expect(set(vienne, { ...gestionnaire, roles: ['instructeur'] })).rejects.toThrow('rôle');
    await expect(set(vienne, fonds.etranger)).rejects.toThrow('n’existe pas');
    const { rows } = await base.owner.query(
      `select canonical::jsonb -> 'contenu' as contenu from journal_entries where type = 'enveloppe.delegation_fixee'`,
    );
    expect(rows).toEqual([{ contenu: { avant: null, fin: '2026-07-31' } }]);
  });

  test('of another organisation does not exist', async () => {
    const enveloppeId = await fonds.enveloppe(euros(10));
    const credits = { enveloppeId, montant: euros(1), ...ACTE };
    await expect(authoriseCredits(fonds.noyau, fonds.etranger, credits)).rejects.toThrow('n’existe pas');
    const [axeId = ''] = fonds.programme.axes;
    const demande = { axeId, annee: 2024, nom: 'X', territoire: { type: 'national' } } as const;
    await expect(openEnveloppe(fonds.noyau, fonds.etranger, demande)).rejects.toThrow('n’existe pas');
  });
});

describe('credits', () => {
  test('move with a reason, and a refusal says how much is missing', async () => {
    const [de, vers] = [await fonds.enveloppe(euros(100)), await fonds.enveloppe(ZERO)];
    const transfer = (montant: Montant) =>
      transferCredits(fonds.noyau, fonds.gestionnaire, { deId: de, versId: vers, montant, ...ACTE });
    expect(sentence(await transfer(euros(130)))).toBe(
      'Il manque 30 € : 100 € sont disponibles dans l’enveloppe, pour 130 € demandés.',
    );
    expect(sentence(await transfer(euros(30)))).toBe('accepté');
    expect([(await soldes(de)).autorise, (await soldes(vers)).disponible]).toEqual([euros(70), euros(30)]);
  });

  test('beyond the programme are opened when that is said, and leave again while nobody was promised them', async () => {
    const enveloppeId = await fonds.enveloppe(ZERO);
    const { noyau, gestionnaire } = fonds;
    const trop = { enveloppeId, montant: euros(88_000_000), ...ACTE, cle: randomUUID() };
    const refused = await authoriseCredits(noyau, gestionnaire, trop);
    expect(refused.ok ? '' : refused.error.depassement).toContain('Le programme est de');
    // The same form, confirmed, and sent twice.
    for (const _ of [1, 2]) orThrow(await authoriseCredits(noyau, gestionnaire, { ...trop, depassementVoulu: true }));
    expect((await soldes(enveloppeId)).autorise).toBe(euros(88_000_000));
    const retrait = { enveloppeId, montant: euros(88_000_000), ...ACTE, cle: randomUUID() };
    for (const _ of [1, 2]) orThrow(await withdrawCredits(noyau, gestionnaire, retrait));
    expect(await soldes(enveloppeId)).toEqual(SOLDES_VIDES);
    expect((await withdrawCredits(noyau, gestionnaire, { ...retrait, cle: randomUUID() })).ok).toBe(false);
  });

  test('that were given back are available again by a decision', async () => {
    const enveloppeId = await fonds.enveloppe(euros(100));
    const [subvention] = await fonds.subventions(enveloppeId, 1);
    for (const type of ['reserver', 'engager', 'desengager'] as const) {
      orThrow(await pass(type, enveloppeId, euros(40), subvention));
    }
    const remise = { enveloppeId, montant: euros(30), ...ACTE };
    orThrow(await restoreCredits(fonds.noyau, fonds.gestionnaire, remise));
    expect(await soldes(enveloppeId)).toMatchObject({ disponible: euros(90), rendu: euros(10) });
    const lecteur = { ...fonds.gestionnaire, roles: ['lecteur'] };
    await expect(restoreCredits(fonds.noyau, lecteur, remise)).rejects.toThrow('rôle');
    await expect(withdrawCredits(fonds.noyau, fonds.etranger, remise)).rejects.toThrow('n’existe pas');
  });

  test('cross in both directions at once without waiting in a circle', async () => {
    const [one, other] = [await fonds.enveloppe(euros(100)), await fonds.enveloppe(euros(100))];
    const transfers = Array.from({ length: 20 }, (_, n) =>
      transferCredits(fonds.noyau, fonds.gestionnaire, {
        deId: n % 2 ? one : other,
        versId: n % 2 ? other : one,
        montant: euros(5),
        ...ACTE,
      }),
    );
    expect((await Promise.all(transfers)).every(({ ok }) => ok)).toBe(true);
    expect([(await soldes(one)).disponible, (await soldes(other)).disponible]).toEqual([euros(100), euros(100)]);
  });

  test('of one subvention are not another’s', async () => {
    const enveloppe = await fonds.enveloppe(euros(100));
    const [mine, yours] = await fonds.subventions(enveloppe, 2);
    orThrow(await pass('reserver', enveloppe, euros(60), mine));
    expect(sentence(await pass('engager', enveloppe, euros(60), yours))).toContain('0 € sont réservés');
    orThrow(await pass('engager', enveloppe, euros(60), mine));
    expect(sentence(await pass('payer', enveloppe, euros(60), mine))).toContain('0 € sont liquidés');
  });

  test('are refused by the database itself, whoever writes', async () => {
    const enveloppe = await fonds.enveloppe(euros(10));
    const insert = (de: string, vers: string, montant: number, subvention: string | null) =>
      fonds.base.owner.query(
        `begin; set local app.systeme = 'oui';
         insert into ecritures (id, organisation_id, operation_id, enveloppe_id, subvention_id, de, vers, montant, type,
           motif, autorite, passed_at)
         values ('${randomUUID()}', '${fonds.gestionnaire.organisation.id}', '${randomUUID()}', '${enveloppe}',
           ${subvention ? `'${subvention}'` : 'null'}, '${de}', '${vers}', ${montant}, 'essai', 'm', 'a', now());
         commit`,
      );
    await expect(insert('disponible', 'reserve', 1001, randomUUID())).rejects.toThrow('disponible_check');
    await expect(insert('disponible', 'autorise', 1001, null)).rejects.toThrow(/check/);
    await expect(insert('disponible', 'reserve', 10, null)).rejects.toThrow(/check/);
    await expect(insert('disponible', 'rendu', -10, null)).rejects.toThrow(/check/);
    await fonds.base.owner.query('rollback').catch(() => undefined);
    expect((await soldes(enveloppe)).disponible).toBe(euros(10));
  });

  test('keep every movement for ever', async () => {
    for (const statement of ['update ecritures set montant = 1', 'delete from ecritures', 'truncate ecritures']) {
      await expect(fonds.base.owner.query(statement)).rejects.toThrow('ajout seul');
    }
  });
});

test('two hundred awards at once on one enveloppe: exactly what fits is granted', async () => {
  const enveloppe = await fonds.enveloppe(euros(1_000));
  const wide = openDatabase({ url: fonds.base.appUrl, poolSize: 40 });
  try {
    const subventions = await fonds.subventions(enveloppe, 200);
    const awards = subventions.map((id) => pass('reserver', enveloppe, euros(30), id, wide));
    const results = await Promise.all(awards);
    expect(results.filter(({ ok }) => ok)).toHaveLength(33);
    for (const result of results) if (!result.ok) expect(sentence(result)).toMatch(/^Il manque .* disponibles/);
    expect(await soldes(enveloppe)).toMatchObject({ disponible: euros(10), reserve: euros(990) });
  } finally {
    await wide.close();
  }
});

/** As many as the issue of the fund asks: some 14 s of processor, shared between two cores. */
const HISTORY = 10_000;
const CONNECTIONS = 32;

test('random histories by 32 connections: nothing negative, sums equal to the journal’s', async () => {
  const wide = openDatabase({ url: fonds.base.appUrl, poolSize: CONNECTIONS });
  const enveloppes = await Promise.all([euros(50_000), euros(5_000), ZERO].map((montant) => fonds.enveloppe(montant)));
  const subventions = await Promise.all(enveloppes.map((id) => fonds.subventions(id, 10)));
  const next = mulberry32(20_211_008);
  const random = (below: number) => Math.floor(next() * below);
  const types = Object.keys(OPERATIONS) as TypeOperation[];
  let left = HISTORY;
  let accepted = 0;
  const worker = async () => {
    while (left-- > 0) {
      const index = random(enveloppes.length);
      const type = types[random(types.length)] ?? 'autoriser';
      const subvention = isOfSubvention(type) ? subventions[index]?.[random(10)] : undefined;
      const done = await pass(type, enveloppes[index] ?? '', centimes(1 + random(100_000)), subvention, wide);
      if (done.ok) accepted += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  } finally {
    await wide.close();
  }
  expect(accepted).toBeGreaterThan(HISTORY / 10);
  for (const id of enveloppes) {
    const { rows } = await fonds.base.owner.query(
      `select type, canonical::jsonb -> 'contenu' ->> 'montant' as montant from journal_entries
       where sujet_type = 'enveloppe' and sujet_id = $1 and type like 'credits.%' order by seq`,
      [id],
    );
    // By the order of the journal, an account may look negative for a moment: only what it all adds up to is compared.
    const recomputed = sumOf(rows.map(({ type, montant }) => [type.slice('credits.'.length), Number(montant)]));
    const held = await soldes(id);
    expect(held).toEqual(recomputed);
    const { autorise, ...others } = held;
    expect(Math.min(...Object.values(held))).toBeGreaterThanOrEqual(0);
    expect(sumMontants(Object.values(others))).toBe(autorise);
  }
}, 120_000);

function sumOf(mouvements: readonly (readonly [type: TypeOperation, montant: number])[]): Soldes {
  const totals = Map.groupBy(mouvements, ([type]) => type);
  // Sums, not a history: the order does not matter.
  return (Object.keys(OPERATIONS) as TypeOperation[]).reduce<Soldes>((soldes, type) => {
    const { de, vers } = OPERATIONS[type];
    const montant = (totals.get(type) ?? []).reduce((total, [, one]) => total + one, 0);
    const change = { [de]: de === 'autorise' ? montant : -montant, [vers]: vers === 'autorise' ? -montant : montant };
    return Object.fromEntries(
      Object.entries(soldes).map(([compte, solde]) => [compte, centimes(solde + (change[compte] ?? 0))]),
    ) as Soldes;
  }, SOLDES_VIDES);
}
