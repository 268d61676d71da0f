import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../test/support/plain-spaces.ts';
import { fixedClock } from '../../platform/clock.ts';
import { openDatabase } from '../../platform/db/database.ts';
import type { CleDePage } from '../../values/cle-de-page.ts';
import { jour } from '../../values/jour.ts';
import { euros, ZERO } from '../../values/montant.ts';
import { orThrow, type Result } from '../../values/result.ts';
import { listEcritures } from './storage/ecritures.ts';
import { soldesOf } from './storage/enveloppes.ts';
import { type LigneSubvention, listSubventions } from './storage/liste-subventions.ts';
import { findSubvention } from './storage/subventions.ts';
import { listAvenants } from './storage/suites.ts';
import { listVersements } from './storage/versements.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { attribuee, conventionnee, demandeDeTest, PLAN_DE_TEST } from './testing/subvention-de-test.ts';
import { abandonSubvention } from './use-cases/abandon-subvention.ts';
import { amendConvention } from './use-cases/amend-convention.ts';
import { authoriseCredits } from './use-cases/authorise-credits.ts';
import { awardSubvention } from './use-cases/award-subvention.ts';
import { declareCaducite } from './use-cases/declare-caducite.ts';
import { declareCommencement } from './use-cases/declare-commencement.ts';
import { openEnveloppe } from './use-cases/open-enveloppe.ts';
import { proposeSubvention } from './use-cases/propose-subvention.ts';
import { setDelegationEnd } from './use-cases/set-delegation-end.ts';
import { signConvention } from './use-cases/sign-convention.ts';

let fonds: FondsDeTest;

beforeAll(async () => {
  fonds = await openFondsDeTest();
});
afterAll(() => fonds?.close());

const portee = () => ({ organisation: fonds.gestionnaire.organisation.id });
const soldes = (enveloppeId: string) => fonds.base.db.read(portee(), (tx) => soldesOf(tx, enveloppeId));
const subventionOf = (id: string) => fonds.base.db.read(portee(), (tx) => findSubvention(tx, id));
const versementsOf = (id: string) => fonds.base.db.read(portee(), (tx) => listVersements(tx, id));
const plain = (error: unknown) => plainSpaces(JSON.stringify(error));
const sentence = (result: Result<unknown, unknown>) => (result.ok ? 'accepté' : plain(result.error));

const ATTRIBUTION = { reference: 'Arrêté n° 1', decideeLe: jour('2021-10-04'), commencerAvant: null };

describe('a proposal', () => {
  test('reserves its credits, and the same form sent twice at once is one subvention', async () => {
    const enveloppe = await fonds.enveloppe(euros(200_000));
    const demande = demandeDeTest(enveloppe);
    const twice = [1, 2].map(() => proposeSubvention(fonds.noyau, fonds.gestionnaire, demande));
    const [first, second] = (await Promise.all(twice)).map(orThrow);
    expect(first).toBe(second);
    expect(await soldes(enveloppe)).toMatchObject({ disponible: euros(140_000), reserve: euros(60_000) });
    expect((await subventionOf(first ?? ''))?.numero).toMatch(/^S\d{4}-\d{6}$/);
  });

  test('and its award, at one instant, are read in the order in which they were passed, page after page', async () => {
    const clock = fixedClock('2021-10-05T09:00:00+02:00');
    const noyau = { ...fonds.noyau, clock };
    const enveloppe = await fonds.enveloppe(euros(500_000));
    for (let n = 0; n < 4; n += 1) {
      const subventionId = orThrow(await proposeSubvention(noyau, fonds.gestionnaire, demandeDeTest(enveloppe)));
      orThrow(await awardSubvention(noyau, fonds.gestionnaire, { subventionId, ...ATTRIBUTION }));
    }
    const types: string[] = [];
    let apres: CleDePage | undefined;
    do {
      const page = await fonds.base.db.read(portee(), (tx) => listEcritures(tx, enveloppe, { taille: 3, apres }));
      types.push(...page.slice(0, 3).map(({ type }) => type));
      const last = page[2];
      apres = page.length > 3 && last ? { at: last.passedAt, id: last.id } : undefined;
    } while (apres);
    const once = ['engager', 'reserver'];
    expect(types.filter((type) => type !== 'autoriser')).toEqual([...once, ...once, ...once, ...once]);
    expect(types).toHaveLength(9);
  });

  test('leaves nothing behind when the enveloppe lacks credits', async () => {
    const enveloppe = await fonds.enveloppe(euros(59_999));
    const refused = await proposeSubvention(fonds.noyau, fonds.gestionnaire, demandeDeTest(enveloppe));
    expect(sentence(refused)).toBe(
      '{"montant":"Il manque 1 € : 59 999 € sont disponibles dans l’enveloppe, pour 60 000 € demandés."}',
    );
    const { rows } = await fonds.base.owner.query('select from subventions where enveloppe_id = $1', [enveloppe]);
    expect(rows).toHaveLength(0);
  });

  test('of the last euro by two instructors at once is granted once', async () => {
    const enveloppe = await fonds.enveloppe(euros(60_000));
    const wide = openDatabase({ url: fonds.base.appUrl, poolSize: 20 });
    const instructeur = { ...fonds.gestionnaire, roles: ['instructeur'] };
    try {
      const proposals = Array.from({ length: 20 }, () =>
        proposeSubvention({ ...fonds.noyau, db: wide }, instructeur, demandeDeTest(enveloppe)),
      );
      const results = await Promise.all(proposals);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      for (const result of results) if (!result.ok) expect(sentence(result)).toContain('Il manque 60 000 €');
    } finally {
      await wide.close();
    }
    expect(await soldes(enveloppe)).toMatchObject({ disponible: ZERO, reserve: euros(60_000) });
  });

  test('is refused by an enveloppe of elsewhere, and the weekend after the end of a delegation, as its award is', async () => {
    const { noyau, gestionnaire, programme } = fonds;
    const [axeId = ''] = programme.axes;
    const open = (code: string, parentId?: string) =>
      openEnveloppe(noyau, gestionnaire, {
        axeId,
        annee: 2026,
        nom: 'E',
        territoire: { type: parentId ? 'departement' : 'region', code },
        ...(parentId ? { parentId } : {}),
      });
    const region = orThrow(await open('75'));
    const [vienne, sevres] = [orThrow(await open('86', region)), orThrow(await open('79', region))];
    const acte = { motif: 'Essai', autorite: 'Essai' };
    orThrow(await authoriseCredits(noyau, gestionnaire, { enveloppeId: vienne, montant: euros(120_000), ...acte }));
    orThrow(
      await setDelegationEnd(noyau, gestionnaire, { enveloppeId: vienne, fin: jour('2026-07-31'), acte: 'Décision' }),
    );
    const propose = (enveloppe: string, at: string) =>
      proposeSubvention({ ...noyau, clock: fixedClock(at) }, gestionnaire, demandeDeTest(enveloppe));
    expect(sentence(await propose(sevres, '2026-07-31T12:00:00Z'))).toContain('autre territoire');
    // Friday in Paris, until midnight.
    const subventionId = orThrow(await propose(vienne, '2026-07-31T21:59:59Z'));
    expect(sentence(await propose(vienne, '2026-07-31T22:00:00Z'))).toContain('le samedi 1er août 2026, rien ne peut');
    const award = (decideeLe: string) =>
      awardSubvention(noyau, gestionnaire, { ...ATTRIBUTION, subventionId, decideeLe: jour(decideeLe) });
    expect(sentence(await award('2026-08-02'))).toContain('a pris fin le vendredi 31 juillet 2026');
    expect(await soldes(vienne)).toMatchObject({ disponible: euros(60_000), reserve: euros(60_000), engage: ZERO });
    expect(sentence(await award('2026-07-31'))).toBe('accepté');
  });

  test('of another organisation’s enveloppe, or dossier, does not exist', async () => {
    const enveloppe = await fonds.enveloppe(euros(60_000));
    const { noyau, gestionnaire, etranger } = fonds;
    await expect(proposeSubvention(noyau, etranger, demandeDeTest(enveloppe))).rejects.toThrow('n’existe pas');
    const demande = demandeDeTest(enveloppe, { dossierId: randomUUID() });
    await expect(proposeSubvention(noyau, gestionnaire, demande)).rejects.toThrow('Ce dossier n’existe pas');
  });

  test('is made by who examines requests, and signed by who decides', async () => {
    const enveloppe = await fonds.enveloppe(euros(60_000));
    const as = (role: string) => ({ ...fonds.gestionnaire, roles: [role] });
    const demande = demandeDeTest(enveloppe);
    await expect(proposeSubvention(fonds.noyau, as('lecteur'), demande)).rejects.toThrow('Votre rôle');
    const subventionId = orThrow(await proposeSubvention(fonds.noyau, as('instructeur'), demande));
    const award = (role: string) => awardSubvention(fonds.noyau, as(role), { subventionId, ...ATTRIBUTION });
    await expect(award('instructeur')).rejects.toThrow('Votre rôle');
    orThrow(await award('valideur'));
  });

  test('beyond the rate or the law is refused by the database itself', async () => {
    const enveloppe = await fonds.enveloppe(euros(60_000));
    const [id = ''] = await fonds.subventions(enveloppe, 1);
    const set = (change: string) => fonds.base.owner.query(`update subventions set ${change} where id = $1`, [id]);
    await expect(set('taux_denominateur = 4')).rejects.toThrow('subventions_taux');
    await expect(set('autres_aides = 2')).rejects.toThrow('subventions_cumul');
    await expect(set(`commencement = '2020-12-31'`)).rejects.toThrow('subventions_commencement');
  });
});

describe('a proposal for a dossier', () => {
  /** A dossier of a démarche, as the engine leaves it. */
  async function dossier(organisation: string, statut: string): Promise<string> {
    const [id, demarche, version, usager] = Array.from({ length: 4 }, () => randomUUID());
    const { owner } = fonds.base;
    await owner.query(`insert into personnes (id, type) values ($1, 'usager')`, [usager]);
    await owner.query(`insert into demarches (id, organisation_id, slug, statut) values ($1, $2, $3, 'publiee')`, [
      demarche,
      organisation,
      `appel-${demarche}`,
    ]);
    await owner.query(
      `insert into demarche_versions (id, demarche_id, organisation_id, numero, definition, empreinte)
       values ($1, $2, $3, 1, '{}', '')`,
      [version, demarche, organisation],
    );
    await owner.query(
      `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, created_at,
         modified_at, submitted_at, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7, now(), now(), now(), case $6 when 'accepte' then now() end)`,
      [id, organisation, demarche, version, usager, statut, id],
    );
    return id ?? '';
  }
  const propose = (enveloppe: string, dossierId: string) =>
    proposeSubvention(fonds.noyau, fonds.gestionnaire, demandeDeTest(enveloppe, { dossierId }));

  test('that was accepted is made, once', async () => {
    const enveloppe = await fonds.enveloppe(euros(200_000));
    const accepted = await dossier(fonds.gestionnaire.organisation.id, 'accepte');
    const id = orThrow(await propose(enveloppe, accepted));
    expect((await subventionOf(id))?.dossierId).toBe(accepted);
    await expect(propose(enveloppe, accepted)).rejects.toThrow('Une subvention répond déjà à cette demande');
    expect(await soldes(enveloppe)).toMatchObject({ reserve: euros(60_000) });
  });

  test('that nobody examines yet is refused; another organisation’s does not exist', async () => {
    const enveloppe = await fonds.enveloppe(euros(200_000));
    const waiting = await dossier(fonds.gestionnaire.organisation.id, 'en_construction');
    expect(sentence(await propose(enveloppe, waiting))).toContain('ni en cours d’instruction ni accepté');
    const foreign = await dossier(fonds.etranger.organisation.id, 'accepte');
    await expect(propose(enveloppe, foreign)).rejects.toThrow('Ce dossier n’existe pas');
  });
});

describe('an award', () => {
  test('commits the credits once, even signed twice at once', async () => {
    const enveloppe = await fonds.enveloppe(euros(60_000));
    const { noyau, gestionnaire } = fonds;
    const subventionId = orThrow(await proposeSubvention(noyau, gestionnaire, demandeDeTest(enveloppe)));
    const twice = [1, 2].map(() => awardSubvention(noyau, gestionnaire, { subventionId, ...ATTRIBUTION }));
    const results = await Promise.all(twice);
    expect(results.map(sentence).toSorted()).toEqual([
      'accepté',
      '{"statut":"La subvention est attribuée : cette action n’est plus possible."}',
    ]);
    expect(await soldes(enveloppe)).toMatchObject({ disponible: ZERO, reserve: ZERO, engage: euros(60_000) });
  });

  test('given up returns its credits, proposed ones to who comes next', async () => {
    const enveloppe = await fonds.enveloppe(euros(120_000));
    const { noyau, gestionnaire } = fonds;
    const proposee = orThrow(await proposeSubvention(noyau, gestionnaire, demandeDeTest(enveloppe)));
    orThrow(await abandonSubvention(noyau, gestionnaire, { subventionId: proposee, motif: 'Projet retiré' }));
    expect(await soldes(enveloppe)).toMatchObject({ disponible: euros(120_000), reserve: ZERO });
    const subventionId = await attribuee(fonds, enveloppe);
    orThrow(await abandonSubvention(noyau, gestionnaire, { subventionId, motif: 'Renonce' }));
    expect(await soldes(enveloppe)).toMatchObject({ disponible: euros(60_000), engage: ZERO, rendu: euros(60_000) });
    const again = await abandonSubvention(noyau, gestionnaire, { subventionId, motif: 'Renonce' });
    expect(sentence(again)).toContain('est abandonnée');
  });

  test('of another organisation does not exist', async () => {
    const subventionId = await attribuee(fonds, await fonds.enveloppe(euros(60_000)));
    const { noyau, etranger } = fonds;
    const abandon = abandonSubvention(noyau, etranger, { subventionId, motif: 'X' });
    await expect(abandon).rejects.toThrow('n’existe pas');
    await expect(awardSubvention(noyau, etranger, { subventionId, ...ATTRIBUTION })).rejects.toThrow('n’existe pas');
  });
});

describe('an agreement', () => {
  const avenant = (subventionId: string, cle = randomUUID()) => ({
    subventionId,
    cle,
    motif: 'Retard du fournisseur',
    signeLe: jour('2022-12-01'),
    finPrevue: jour('2024-10-15'),
    dureeMois: 36,
    plan: [
      { nature: 'solde', montant: euros(60_000), condition: 'Compte final', prevuLe: jour('2024-11-01') },
    ] as const,
  });

  test('has a plan that adds up, within the law', async () => {
    const subventionId = await attribuee(fonds, await fonds.enveloppe(euros(60_000)));
    const sign = (plan: typeof PLAN_DE_TEST) => {
      const dates = { signeeLe: jour('2021-10-15'), finPrevue: jour('2023-10-15'), dureeMois: 24 };
      return signConvention(fonds.noyau, fonds.gestionnaire, { subventionId, ...dates, garantie: false, plan });
    };
    expect(sentence(await sign(PLAN_DE_TEST.slice(1)))).toContain('totalisent 42 000 €');
    expect(await versementsOf(subventionId)).toEqual([]);
    orThrow(await sign(PLAN_DE_TEST));
    expect((await versementsOf(subventionId)).map(({ rang, nature }) => `${rang} ${nature}`)).toEqual([
      '1 avance',
      '2 acompte',
      '3 solde',
    ]);
    expect(sentence(await sign(PLAN_DE_TEST))).toContain('est conventionnée');
  });

  test('changes by an avenant, which the same form sent twice makes once', async () => {
    const subventionId = await conventionnee(fonds, await fonds.enveloppe(euros(60_000)));
    const demande = avenant(subventionId);
    const twice = [1, 2].map(() => amendConvention(fonds.noyau, fonds.gestionnaire, demande));
    expect((await Promise.all(twice)).map(sentence)).toEqual(['accepté', 'accepté']);
    expect(await fonds.base.db.read(portee(), (tx) => listAvenants(tx, subventionId))).toEqual([
      { motif: demande.motif, signeLe: '2022-12-01', finAvant: '2023-10-15', finApres: '2024-10-15' },
    ]);
    expect((await versementsOf(subventionId)).map(({ montant }) => montant)).toEqual([euros(60_000)]);
    expect(await subventionOf(subventionId)).toMatchObject({ finPrevue: '2024-10-15', dureeMois: 36 });
  });
});

describe('lapse', () => {
  const lapse = (subventionId: string, cause: 'non_commencee' | 'non_achevee', reversement = ZERO) =>
    declareCaducite(fonds.noyau, fonds.gestionnaire, { subventionId, cause, reference: 'Décision n° 12', reversement });

  test('gives back what a project that never began held', async () => {
    const enveloppe = await fonds.enveloppe(euros(60_000));
    const subventionId = await attribuee(fonds, enveloppe);
    orThrow(await lapse(subventionId, 'non_commencee'));
    expect(await soldes(enveloppe)).toMatchObject({ engage: ZERO, rendu: euros(60_000) });
    expect(sentence(await lapse(subventionId, 'non_commencee'))).toContain('est caduque');
  });

  test('is refused to a project that began, and before its time', async () => {
    const subventionId = await attribuee(fonds, await fonds.enveloppe(euros(60_000)));
    const begin = (day: string) =>
      declareCommencement(fonds.noyau, fonds.gestionnaire, { subventionId, commencement: jour(day) });
    expect(sentence(await begin('2021-02-28'))).toContain('art. 5');
    orThrow(await begin('2022-01-10'));
    expect(sentence(await lapse(subventionId, 'non_commencee'))).toContain('a commencé le 10 janvier 2022');
    const clock = { ...fonds.noyau.clock, today: () => Temporal.PlainDate.from('2023-03-01') };
    const early = { subventionId, cause: 'non_achevee', reference: 'Décision n° 13', reversement: ZERO } as const;
    expect(sentence(await declareCaducite({ ...fonds.noyau, clock }, fonds.gestionnaire, early))).toContain(
      'jusqu’au 1er mars 2023',
    );
    expect(sentence(await lapse(subventionId, 'non_achevee', euros(1)))).toContain('0 € ont été payés');
    orThrow(await lapse(subventionId, 'non_achevee'));
  });
});

test('the list goes by key both ways, by statut, axis and name', async () => {
  const enveloppe = await fonds.enveloppe(euros(1));
  const made = new Set(await fonds.subventions(enveloppe, 7));
  const { id: organisationId } = fonds.gestionnaire.organisation;
  const [axeId, autreAxe] = fonds.programme.axes;
  const list = (filtre: Partial<Parameters<typeof listSubventions>[1]>) =>
    fonds.base.db.read(portee(), (tx) =>
      listSubventions(tx, { organisationId, statut: 'proposee', recherche: 'essai', taille: 3, ...filtre }),
    );
  const cle = (ligne: LigneSubvention | undefined) => ligne && { at: ligne.createdAt, id: ligne.id };
  const first = (await list({})).slice(0, 3);
  const second = (await list({ apres: cle(first.at(-1)) })).slice(0, 3);
  const back = await list({ avant: cle(second[0]) });
  expect(first.concat(second).every(({ id }, index, all) => all.findIndex((one) => one.id === id) === index)).toBe(
    true,
  );
  expect(back.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  const all = await list({ axeId, taille: 500 });
  expect(all.filter(({ id }) => made.has(id))).toHaveLength(7);
  expect([
    await list({ axeId: autreAxe }),
    await list({ statut: 'soldee' }),
    await list({ recherche: 'absent' }),
  ]).toEqual([[], [], []]);
  const elsewhere = { organisation: fonds.etranger.organisation.id };
  expect(await fonds.base.db.read(elsewhere, (tx) => listSubventions(tx, { organisationId, taille: 9 }))).toEqual([]);
});

test('the journal of a subvention tells all its amounts', async () => {
  const subventionId = await conventionnee(fonds, await fonds.enveloppe(euros(60_000)));
  const { rows } = await fonds.base.owner.query(
    `select type, canonical::jsonb -> 'contenu' ->> 'montant' as montant from journal_entries
     where sujet_type = 'subvention' and sujet_id = $1 order by seq`,
    [subventionId],
  );
  expect(rows).toEqual(
    ['subvention.proposee', 'subvention.attribuee', 'subvention.conventionnee'].map((type) => ({
      type,
      montant: String(euros(60_000)),
    })),
  );
});
