import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../values/result.ts';
import { orThrow } from '../../values/result.ts';
import { nouveautesDe } from './domain/apercu-adoption.ts';
import { makeEligibilites } from './eligibilites.ts';
import { readCatalogueFonds } from './storage/catalogue.ts';
import { listDispositifs } from './storage/sessions.ts';
import { catalogueDeTest } from './testing/catalogue-de-test.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { adoptAsManager, readAdoptable } from './use-cases/adopt-catalogue.ts';
import { adoptFonds } from './use-cases/adopt-fonds.ts';
import { publishRegles } from './use-cases/publish-regles.ts';

let fonds: FondsDeTest;
let organisationId: string;

beforeAll(async () => {
  fonds = await openFondsDeTest();
  organisationId = fonds.gestionnaire.organisation.id;
  await adopt();
});
afterAll(() => fonds?.close());

async function adopt(): Promise<number> {
  const catalogue = await readCatalogueFonds();
  return fonds.noyau.db.transaction({ systeme: true }, (tx) =>
    adoptFonds(tx, fonds.noyau, { organisationId, catalogue }),
  );
}

async function session(slug: string) {
  const all = await fonds.noyau.db.read({ public: true }, (tx) => listDispositifs(tx));
  const found = all.find((dispositif) => dispositif.slug === slug)?.sessions[0];
  if (!found) throw new Error(`no session of ${slug}`);
  return found;
}

type Acting = FondsDeTest['gestionnaire'];

function publish(agent: Acting, sessionId: string, regles: Readonly<Record<string, unknown>>, from: string) {
  const { noyau } = fonds;
  const acteur = { type: 'agent', id: agent.personneId } as const;
  return noyau.db.transaction({ organisation: agent.organisation.id }, (tx) =>
    publishRegles(tx, noyau, acteur, { sessionId, regles, appliesFrom: Temporal.Instant.from(from) }),
  );
}

const sentence = (result: Result<unknown>) => (result.ok ? 'accepté' : result.error.replaceAll('\u00a0', ' '));

describe('the fund of the catalogue', () => {
  test('is read by anybody, with the versions of its rules in order', async () => {
    const { versions, closesAt } = await session('projets-structurants');
    expect(versions.map(({ version, appliesFrom }) => [version, appliesFrom.toString()])).toEqual([
      [1, '2021-03-01T08:00:00Z'],
      [2, '2021-09-30T22:00:00Z'],
    ]);
    expect(closesAt?.toString()).toBe('2021-11-22T22:59:00Z');
    expect((await session('guichet-franceconnect')).closesAt).toBeNull();
  });

  test('is adopted once, whatever comes back', async () => {
    expect(await adopt()).toBe(0);
    const { rows } = await fonds.base.owner.query(
      `select type, count(*)::int from journal_entries where type ~ '^(dispositif|session)' group by type order by type`,
    );
    expect(rows).toEqual([
      { type: 'dispositif.ouvert', count: 3 },
      { type: 'session.grille_avis_publiee', count: 5 },
      { type: 'session.grille_publiee', count: 4 },
      { type: 'session.ouverte', count: 5 },
      { type: 'session.regles_publiees', count: 6 },
    ]);
  });

  test('is adopted by a manager as it was previewed, once, with its forms and nothing made to try things', async () => {
    const { noyau, etranger, base } = fonds;
    const adoptable = await readAdoptable(catalogueDeTest(noyau));
    const twice = await Promise.all([1, 2].map(() => adoptAsManager(noyau, etranger, adoptable)));
    const added = twice.map((one) => nouveautesDe(orThrow(one)).map((text) => text.replaceAll('\u00a0', ' ')));
    const everything = [
      '1 programme',
      '3 dispositifs',
      '3 sessions',
      '3 formulaires',
      '2 grilles',
      '3 grilles d’avis',
      '4 versions de règles',
      '8 textes d’actes',
    ];
    expect(added.toSorted((a, b) => b.length - a.length)).toEqual([everything, []]);
    const { rows } = await base.owner.query(
      `select type, count(*)::int from journal_entries
         where organisation_id = $1 and canonical::jsonb -> 'acteur' ->> 'id' = $2 group by type order by type`,
      [etranger.organisation.id, etranger.personneId],
    );
    expect(rows).toEqual([
      { type: 'demarche.publiee', count: 3 },
      { type: 'dispositif.demarche_choisie', count: 3 },
      { type: 'dispositif.ouvert', count: 3 },
      { type: 'modele_acte.adopte', count: 8 },
      { type: 'programme.ouvert', count: 1 },
      { type: 'session.grille_avis_publiee', count: 3 },
      { type: 'session.grille_publiee', count: 2 },
      { type: 'session.ouverte', count: 3 },
      { type: 'session.regles_publiees', count: 4 },
    ]);
  });

  test('that contradicts what was published is refused, and leaves nothing behind', async () => {
    const { noyau, etranger } = fonds;
    const { catalogue, formulaires } = await readAdoptable(catalogueDeTest(noyau));
    const first = catalogue.dispositifs[0];
    const [session] = first?.sessions ?? [];
    if (!first || !session) throw new Error('The catalogue has no session');
    const changed = session.versions.map((version) => ({ ...version, regles: { ...version.regles, forfait: '1 €' } }));
    const dispositifs = [
      { ...first, slug: 'nouveau', demarche: undefined },
      { ...first, sessions: [{ ...session, versions: changed }] },
    ];
    const refused = await adoptAsManager(noyau, etranger, { catalogue: { ...catalogue, dispositifs }, formulaires });
    expect(sentence(refused)).toContain('après la précédente');
    const all = await noyau.db.read({ public: true }, (tx) =>
      listDispositifs(tx, { organisationId: etranger.organisation.id }),
    );
    expect(all.map(({ slug }) => slug)).not.toContain('nouveau');
    const lecteur = { ...etranger, roles: ['lecteur'] };
    expect(() => adoptAsManager(noyau, lecteur, { catalogue, formulaires })).toThrow('rôle');
  });

  test('judges from the database as from the files', async () => {
    const { versions } = await session('projets-structurants');
    const { reglesOf } = makeEligibilites();
    const verdicts = versions.map((version) => reglesOf(version).estEligible({ type: 'epci', population: 400_000 }));
    expect(verdicts).toEqual([false, true]);
  });
});

describe('the rules of a session', () => {
  test('change by a new version: the older one stays as it was', async () => {
    const { id, versions } = await session('guichet-franceconnect');
    const regles = { ...versions[0]?.regles, forfait: '6000 €' };
    const published = orThrow(await publish(fonds.gestionnaire, id, regles, '2027-01-01T00:00:00+01:00'));
    expect(published.created).toBe(true);
    const again = orThrow(await publish(fonds.gestionnaire, id, regles, '2027-01-01T00:00:00+01:00'));
    expect(again).toEqual({ id: published.id, created: false });
    const after = (await session('guichet-franceconnect')).versions;
    expect(after.map(({ version }) => version)).toEqual([1, 2]);
    expect(after[0]).toEqual(versions[0]);
  });

  test('do not change before what already applies', async () => {
    const { id, versions } = await session('projets-locaux');
    const refused = await publish(
      fonds.gestionnaire,
      id,
      { ...versions[0]?.regles, taux: '10%' },
      '2020-01-01T00:00:00Z',
    );
    expect(sentence(refused)).toContain('après la précédente');
  });

  test('published twice at once are one version, then a refusal', async () => {
    const { id, versions } = await session('projets-structurants');
    const at = '2027-06-01T00:00:00Z';
    const results = await Promise.all(
      ['20%', '30%'].map((taux) => publish(fonds.gestionnaire, id, { ...versions[0]?.regles, taux }, at)),
    );
    expect(results.map(sentence).toSorted()).toEqual([
      'Une nouvelle version des règles s’applique après la précédente : choisissez une date plus tardive.',
      'accepté',
    ]);
  });

  test('of another organisation cannot be changed', async () => {
    const { id, versions } = await session('projets-locaux');
    const taken = publish(fonds.etranger, id, { ...versions[0]?.regles }, '2028-01-01T00:00:00Z');
    await expect(taken).rejects.toThrow('n’existe pas');
  });

  test('are never rewritten, not even by the application', async () => {
    const tampering = fonds.noyau.db.transaction({ organisation: organisationId }, (tx) =>
      tx
        .withTables<{ regles_session: { version: number } }>()
        .updateTable('regles_session')
        .set({ version: 9 })
        .execute(),
    );
    await expect(tampering).rejects.toThrow('permission denied');
  });
});
