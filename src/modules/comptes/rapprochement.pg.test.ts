import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { rattacherDossiers } from '../demarches/index.ts';
import type { Fusion } from './domain/rapprochement.ts';
import { answerOf, type Service, signInWith, startService } from './testing/service.tsx';

/** Two accounts of one person: linked only when both are proven, here and now, and confirmed. */
let service: Service;
let visitor: Visitor;
let fusions: Fusion[] = [];
let breaks = false;

beforeAll(async () => {
  service = await startService({
    rattachements: [
      (tx, fusion) => rattacherDossiers(service.deps as never)(tx, fusion),
      async (_tx, fusion) => {
        fusions.push(fusion);
        if (breaks) throw new Error('a module could not follow');
      },
    ],
  });
});
beforeEach(async () => {
  visitor = service.visitor();
  service.events();
  fusions = [];
  breaks = false;
  const { owner } = service.base;
  for (const table of ['liens_connexion', 'dossiers', 'sessions', 'rapprochements', 'identites', 'personnes']) {
    await owner.query(`delete from ${table}`);
  }
});
afterAll(() => service?.close());

async function signInByLink(who: Visitor, email: string): Promise<Visite> {
  await who.submit(await who.visit('/connexion?retour=/compte'), { email }, 'email');
  return openLink(who);
}

async function openLink(who: Visitor): Promise<Visite> {
  const link = /http\S+\/connexion\/lien\/\S+/.exec(service.mails.at(-1)?.text ?? '')?.[0] ?? '';
  return who.submit(await who.visit(link), {}, new URL(link).pathname);
}

/** From the account that is signed in, proves another with FranceConnect. @returns the page that follows */
async function proveWithFranceConnect(who: Visitor, personne: string): Promise<Visite> {
  const page = await who.visit('/compte/reunir');
  const people = await who.submit(page, {}, '/compte/reunir/franceconnect');
  let next = await who.submit(
    people,
    people.html.includes('name="personne"') ? { personne } : { action: 'changer' },
    'action',
  );
  if (next.html.includes('name="personne"')) next = await who.submit(next, { personne }, 'personne');
  return next.url.origin === people.url.origin ? who.submit(next, { action: 'continuer' }, 'action') : next;
}

const confirm = (who: Visitor, page: Visite) => who.submit(page, {}, 'rapprochement');

async function rows<T>(sql: string): Promise<T[]> {
  return (await service.base.owner.query(sql)).rows as T[];
}

describe('linking needs a proof', () => {
  test('the same e-mail is not one: spouses share it', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    await signInWith(service, service.visitor(), 'franceconnect', 'mehdi-benali');
    expect(await rows('select distinct email from personnes')).toHaveLength(1);
    expect(await service.personnes()).toBe(2);
  });

  test('a link to the address of a FranceConnect account opens another account, declared', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const page = await signInByLink(service.visitor(), 'famille.benali@exemple.test');
    expect(page.url.pathname).toBe('/compte');
    expect(await rows('select identite_certifiee as certifiee from personnes order by 1')).toEqual([
      { certifiee: false },
      { certifiee: true },
    ]);
  });

  test('the same subject with another e-mail is the same person, and without one too', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    await service.base.owner.query(`update personnes set email = 'ancienne@exemple.test'`);
    await signInWith(service, service.visitor(), 'franceconnect', 'camille-moreau');
    expect(await rows('select email from personnes')).toEqual([{ email: 'famille.benali@exemple.test' }]);
  });

  test('the same subject with another civil status is somebody else', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    await service.simulators.control.set({ system: 'franceconnect', behaviour: 'userinfo_other_person', times: 1 });
    const thief = service.visitor();
    const page = await signInWith(service, thief, 'franceconnect', 'camille-moreau');
    expect([page.status, service.events(), thief.cookies.has('session')]).toEqual([403, ['identite_changee'], false]);
    expect(await rows('select nom_naissance as nom from personnes')).toEqual([{ nom: 'MOREAU' }]);
  });

  test('a subject of 66 characters fits, and one of 255', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    expect(await rows('select length(sub) as length from identites')).toEqual([{ length: 66 }]);
    await service.base.owner.query(`update identites set sub = repeat('x', 255)`);
  });
});

describe('a merge', () => {
  test('both are shown, then confirmed; everything follows, and both ways lead to the one that stays', async () => {
    await signInByLink(service.visitor(), 'camille@exemple.test');
    const declared = (await rows<{ id: string }>('select id from personnes'))[0]?.id;
    await addDossier(declared ?? '', 'accepte');
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');

    const start = await visitor.visit('/compte/reunir');
    const sent = await visitor.submit(start, { email: 'camille@exemple.test' }, 'email');
    expect(textOfPage(sent)).toContain('Ouvrez-le dans ce navigateur');
    const shown = await openLink(visitor);
    expect(shown.url.pathname).toBe('/compte/reunir');
    for (const said of ['Camille BENALI', '17 avril 1989', 'FranceConnect', 'lien reçu à camille@exemple.test']) {
      expect(textOfPage(shown)).toContain(said);
    }
    expect(fusions).toEqual([]);
    expect(await rows('select 1 from personnes where fusionnee_dans is not null')).toEqual([]);

    const done = await confirm(visitor, shown);
    expect([done.url.pathname, textOfPage(done).includes('n’en font plus qu’un')]).toEqual(['/compte', true]);
    const [fusion] = fusions;
    expect(fusion?.absorbee).toBe(declared);
    expect(await rows('select distinct usager_id as id from dossiers')).toEqual([{ id: fusion?.conservee }]);
    expect(await rows('select distinct personne_id as id from sessions')).toEqual([{ id: fusion?.conservee }]);
    expect(
      await rows(
        `select email, prenoms, nom_naissance, date_naissance, fusionnee_dans from personnes where id = '${declared}'`,
      ),
    ).toEqual([
      { email: null, prenoms: [], nom_naissance: null, date_naissance: null, fusionnee_dans: fusion?.conservee },
    ]);
    const journal = await rows<{ type: string }>(
      `select canonical::json->>'type' as type from journal_entries order by 1`,
    );
    expect(journal.map(({ type }) => type)).toEqual(expect.arrayContaining(['compte.fusionne', 'dossier.rattache']));

    const again = await signInByLink(service.visitor(), 'camille@exemple.test');
    expect(textOfPage(again)).toContain('Camille BENALI');
    const other = await signInWith(service, service.visitor(), 'franceconnect', 'camille-moreau');
    expect(textOfPage(other)).toContain('Camille BENALI');
    expect(await service.personnes()).toBe(2);
  });

  test('from the declared account, the certified one stays, and the session goes on in it', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    const shown = await proveWithFranceConnect(visitor, 'camille-moreau');
    expect(shown.url.pathname).toBe('/compte/reunir');
    const done = await confirm(visitor, shown);
    expect(textOfPage(done)).toContain('Camille BENALI');
    expect(await rows('select identite_certifiee as c from personnes where fusionnee_dans is null')).toEqual([
      { c: true },
    ]);
  });

  test('a changed civil status: the new subject and the old one become one account', async () => {
    await signInWith(service, service.visitor(), 'franceconnect', 'camille-moreau');
    await addDossier((await rows<{ id: string }>('select id from personnes'))[0]?.id ?? '', 'accepte');
    // Before the change FranceConnect gave another subject to the same birth.
    await service.base.owner.query(`update identites set sub = repeat('a', 64) || 'v1'`);
    await signInByLink(service.visitor(), 'avant@exemple.test');
    await service.base.owner.query(
      `update identites set personne_id = (select id from personnes where identite_certifiee) where issuer = 'lien'`,
    );
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    await visitor.submit(await visitor.visit('/compte/reunir'), { email: 'avant@exemple.test' }, 'email');
    const done = await confirm(visitor, await openLink(visitor));
    expect(done.url.pathname).toBe('/compte');
    const [{ id } = { id: '' }] = await rows<{ id: string }>(
      'select id from personnes where fusionnee_dans is null and identite_certifiee',
    );
    expect(await rows('select distinct personne_id as id from identites')).toEqual([{ id }]);
    expect(await rows('select distinct usager_id as id from dossiers')).toEqual([{ id }]);
  });

  test('of two drafts of one démarche, the last written stays', async () => {
    await signInByLink(service.visitor(), 'camille@exemple.test');
    const declared = (await rows<{ id: string }>('select id from personnes'))[0]?.id ?? '';
    const older = await addDossier(declared, 'brouillon', '2026-01-01');
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const certified = (await rows<{ id: string }>(`select id from personnes where id <> '${declared}'`))[0]?.id ?? '';
    const newer = await addDossier(certified, 'brouillon', '2026-02-01');
    await visitor.submit(await visitor.visit('/compte/reunir'), { email: 'camille@exemple.test' }, 'email');
    await confirm(visitor, await openLink(visitor));
    expect(await rows('select id from dossiers')).toEqual([{ id: newer }]);
    expect(newer).not.toBe(older);
  });

  test('a module that cannot follow undoes it all', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    const shown = await proveWithFranceConnect(visitor, 'camille-moreau');
    breaks = true;
    expect((await confirm(visitor, shown)).status).toBe(500);
    expect(await rows('select 1 from personnes where fusionnee_dans is not null')).toEqual([]);
    breaks = false;
    expect((await confirm(visitor, shown)).url.pathname).toBe('/compte');
  });

  test('confirmed twice at once is done once', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    const shown = await proveWithFranceConnect(visitor, 'camille-moreau');
    await Promise.all([confirm(visitor, shown), confirm(visitor, shown)]);
    expect(fusions).toHaveLength(1);
  });
});

describe('never', () => {
  test('two people: their births differ', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const page = await proveWithFranceConnect(visitor, 'mehdi-benali');
    expect(textOfPage(page)).toContain('ce sont celles de deux personnes');
    expect(shownIn(page, 'rapprochement')).toEqual([]);
    expect(textOfPage(await visitor.visit('/compte'))).toContain('Camille BENALI');
  });

  test('with oneself', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const page = await proveWithFranceConnect(visitor, 'camille-moreau');
    expect(textOfPage(page)).toContain('C’est le même compte');
    expect(shownIn(page, 'rapprochement')).toEqual([]);
  });

  test('long after having signed in', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    service.advance(11 * 60);
    try {
      const page = await visitor.visit('/compte/reunir');
      expect(textOfPage(page)).toContain('reconnectez-vous');
      expect(page.html).not.toContain('action="/compte/reunir');
    } finally {
      service.advance(-11 * 60);
    }
  });

  test('long after having proven', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    const shown = await proveWithFranceConnect(visitor, 'camille-moreau');
    service.advance(11 * 60);
    try {
      expect(textOfPage(await confirm(visitor, shown))).toContain('Trop de temps a passé');
      expect(service.events()).toEqual(['rapprochement_refuse']);
      expect(fusions).toEqual([]);
    } finally {
      service.advance(-11 * 60);
    }
  });

  test('with a proof brought by another browser', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    await visitor.submit(await visitor.visit('/compte/reunir'), { email: 'autre@exemple.test' }, 'email');
    const thief = service.visitor();
    await signInWith(service, thief, 'franceconnect', 'mehdi-benali');
    expect((await openLink(thief)).status).toBe(403);
    expect(await rows('select 1 from rapprochements where autre_personne_id is not null')).toEqual([]);
  });

  test('by who knows its number but is somebody else', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    const shown = await proveWithFranceConnect(visitor, 'camille-moreau');
    const thief = service.visitor();
    await signInByLink(thief, 'voleur@exemple.test');
    const page = await thief.visit('/compte/reunir');
    const body = new URLSearchParams({
      _jeton: shownIn(page, '_jeton')[0] ?? '',
      rapprochement: shownIn(shown, 'rapprochement')[0] ?? '',
    });
    const refused = await thief.send('/compte/reunir/confirmer', { method: 'POST', body });
    expect(textOfPage(refused)).toContain('Trop de temps a passé');
    expect(fusions).toEqual([]);
  });

  test('between an agent and an usager', async () => {
    await signInByLink(visitor, 'camille@exemple.test');
    const answer = await answerOf(service, visitor, 'proconnect', 'fatou-sow');
    const { rowCount } = await service.base.owner.query(
      `insert into rapprochements (id, navigateur_empreinte, personne_id, prouvee_at, created_at)
       select gen_random_uuid(), navigateur_empreinte, (select id from personnes), now(), now()
       from connexions_en_cours order by created_at desc limit 1`,
    );
    expect(rowCount).toBe(1);
    await service.base.owner.query(
      `update connexions_en_cours set rapprochement_id = (select id from rapprochements)
       where created_at = (select max(created_at) from connexions_en_cours)`,
    );
    const page = await visitor.visit(answer);
    expect(textOfPage(page)).toContain('Un compte professionnel et un compte personnel ne se réunissent pas');
    expect(fusions).toEqual([]);
  });

  test('without being signed in', async () => {
    expect((await visitor.visit('/compte/reunir')).url.pathname).toBe('/connexion');
    expect(linksOf(await visitor.visit('/connexion')).length).toBeGreaterThan(0);
  });
});

test('every reference to a person was thought of', async () => {
  const found = await rows<{ reference: string }>(`
    select conrelid::regclass || '.' || attname as reference from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'personnes'::regclass order by 1`);
  expect(found.map(({ reference }) => reference)).toEqual(Object.keys(REFERENCES).toSorted());
});

/** What becomes of each at a merge. A new one fails the test above: give it a `Rattachement`, or a reason to stay. */
const REFERENCES: Readonly<Record<string, string>> = {
  'adresses_remplacees.personne_id': 'moves, in comptes',
  'avis_candidatures.demandeur_id': 'stays: who asked, an agent',
  'avis_candidatures.expert_id': 'stays: who was asked, an agent',
  'candidatures.instructeur_id': 'stays: who examines, an agent',
  'classements.auteur_id': 'stays: who ranked',
  'commissions.cloture_par': 'stays: who closed',
  'corrections_siret.acteur_id': 'stays: who corrected',
  'conflits_interets.evaluateur_id': 'stays: who declared it, an agent',
  'decisions.auteur_id': 'stays: who decided',
  'dossiers.deposant_id': 'moves, in demarches',
  'dossiers.usager_id': 'moves, in demarches',
  'ecritures.acteur_id': 'stays: who moved credits',
  'evaluations.evaluateur_id': 'stays: who notes, an agent',
  'identites.personne_id': 'moves, in comptes',
  'imports.acteur_id': 'stays: who brought the file',
  'liens_connexion.changement_de': 'stays a day: of an account that went, it serves no more',
  'lots_candidatures.auteur_id': 'stays: who acted',
  'lots_candidatures.instructeur_id': 'stays: to whom it was given, an agent',
  'lots_paiement.acteur_id': 'stays: who made the sheet',
  'mandats.mandant_id': 'moves, in comptes',
  'mandats.mandataire_id': 'moves, in comptes',
  'membres.invited_by': 'moves, in comptes',
  'membres.personne_id': 'moves, in comptes',
  'messages.auteur_id': 'stays: who wrote',
  'personnes.fusionnee_dans': 'is the merge itself',
  'pieces.auteur_id': 'stays: who sent',
  'prolongations.auteur_id': 'stays: who put it off',
  'rappels_echeance.destinataire_id': 'stays: whom it was recalled to',
  'rapprochements.autre_personne_id': 'stays a day',
  'rapprochements.personne_id': 'stays a day',
  'retours_paiement.acteur_id': 'stays: who brought the return',
  'sessions.personne_id': 'moves, in comptes',
  'selections_candidatures.instructeur_id': 'stays: to whom it would be given, an agent',
  'selections_candidatures.personne_id': 'stays: of an agent, for two days',
  'vues_candidatures.personne_id': 'stays: of an agent, a convenience',
};

/** A dossier of Poitiers as `usager` would have it. @returns its id */
async function addDossier(usager: string, statut: 'brouillon' | 'accepte', at = '2026-01-01'): Promise<string> {
  const { owner } = service.base;
  await owner.query(`
    insert into organisations (id, siren, nom, slug, type) values
      ('00000000-0000-7000-8000-000000000001', '218601946', 'Poitiers', 'poitiers', 'commune') on conflict do nothing;
    insert into demarches (id, organisation_id, slug, statut) values ('00000000-0000-7000-8000-000000000002',
      '00000000-0000-7000-8000-000000000001', 'cantine', 'publiee') on conflict do nothing;
    insert into demarche_versions (id, demarche_id, organisation_id, numero, definition, empreinte) values
      ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000002',
       '00000000-0000-7000-8000-000000000001', 1, '{}', '\\x00') on conflict do nothing`);
  const decided = statut === 'accepte';
  const { rows: made } = await owner.query(
    `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, created_at,
       modified_at, submitted_at, decided_at)
     values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002',
       '00000000-0000-7000-8000-000000000003', $1, $2, $3, $4::date, $4::date, $5, $5) returning id`,
    [usager, statut, decided ? `2026-${usager.slice(-6)}` : null, at, decided ? at : null],
  );
  return made[0].id;
}
