import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shownIn, textOfPage, type Visite } from '../../../test/support/visitor.ts';
import { append } from '../journal/index.ts';
import { expirerMandats } from './tasks/expirer-mandats.ts';
import { CHOIX, makeAide } from './testing/aide.ts';
import { answerOf, type Service, signInWith, startService } from './testing/service.tsx';
import { endMandat } from './use-cases/end-mandat.ts';

/** Somebody acts for somebody else: as long as both agree, never in the dark, and for nothing more. */
let service: Service;
let intentions: unknown[] = [];
const {
  reset,
  advance,
  compte,
  signIn,
  principalOf,
  whoIs,
  offer,
  accepted,
  act,
  rows,
  statutOf,
  journalOf,
  sendMails,
  jetonOf,
} = makeAide(() => service);

beforeAll(async () => {
  service = await startService({
    apresFranceConnect: async ({ intention }) => {
      intentions.push(intention);
      return undefined;
    },
  });
});
beforeEach(async () => {
  intentions = [];
  await reset();
});
afterAll(() => service?.close());

const JOUR = 24 * 3600;

describe('acting', () => {
  test('is in the name of the person, said on every page, and stops by a button', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines);
    expect(await whoIs(ines.visitor)).toEqual([ines.id, undefined]);
    await act(ines, id);
    const principal = await principalOf(ines.visitor);
    expect(principal).toMatchObject({
      type: 'usager',
      personneId: rose.id,
      nom: 'Rose MARTIN',
      auteur: { personneId: ines.id, nom: 'Inès MARTIN', titreId: id },
    });
    const page = await ines.visitor.visit('/connexion/agents');
    expect(textOfPage(page)).toContain('Vous agissez pour Rose MARTIN, jusqu’au');
    const stopped = await ines.visitor.submit(page, {}, '/compte/personnes-aidees/arreter');
    expect(textOfPage(stopped)).not.toContain('Vous agissez pour');
    expect(await whoIs(ines.visitor)).toEqual([ines.id, undefined]);
    expect((await journalOf(id)).map(({ type }) => type)).toEqual([
      'mandat.propose',
      'mandat.accepte',
      'mandat.utilise',
      'mandat.repose',
    ]);
  });

  test('shows neither account, gives no mandate, accepts none', async () => {
    const [rose, ines, paul] = [await compte('Rose'), await compte('Inès'), await compte('Paul')];
    const toInes = await offer(paul, { email: 'autre@exemple.test' });
    await act(ines, await accepted(rose, ines));
    const own = ['/compte/connexions', '/compte/export', '/compte/export/donnees.json', '/compte/effacement'];
    for (const path of [
      ...['/compte', '/compte/reunir', '/compte/mandats', '/compte/personnes-aidees', toInes.lien],
      ...own,
    ]) {
      const page = await ines.visitor.visit(path);
      expect([path, page.status]).toEqual([path, 403]);
      expect(page.html).not.toContain('Firefox sur Linux');
    }
    const jeton = await jetonOf(ines.visitor);
    const [session] = await rows<{ id: string }>('select id from sessions where personne_id = $1', [rose.id]);
    for (const [path, fields] of [
      ['/compte/mandats', CHOIX],
      [`/compte/sessions/${session?.id}/fermer`, {}],
      ['/compte/reunir/lien', { email: 'voleur@exemple.test' }],
      ['/compte/reunir/franceconnect', {}],
      ['/compte/effacement/confirmer', { confirmation: 'oui', poursuivi: 'oui' }],
      [toInes.lien, { action: 'accepter', code: toInes.code }],
    ] as const) {
      const body = new URLSearchParams({ ...fields, _jeton: jeton });
      const page = await ines.visitor.send(path, { method: 'POST', body });
      expect([path, page.status]).toEqual([path, 403]);
    }
    expect(await rows('select 1 from mandats')).toHaveLength(2);
    expect(await rows('select 1 from sessions where personne_id = $1', [rose.id])).toHaveLength(1);
    expect(await statutOf(toInes.id)).toBe('propose');
  });

  test('is refused under a mandate of somebody else, in one’s own session only', async () => {
    const [rose, ines, thief] = [await compte('Rose'), await compte('Inès'), await compte('Voleur')];
    const id = await accepted(rose, ines);
    for (const who of [thief, rose]) {
      const body = new URLSearchParams({ _jeton: await jetonOf(who.visitor) });
      for (const verb of ['agir', 'rendre']) {
        if (who === rose && verb === 'rendre') continue;
        const page = await who.visitor.send(`/compte/personnes-aidees/${id}/${verb}`, { method: 'POST', body });
        expect(page.status).toBe(404);
      }
      expect(await whoIs(who.visitor)).toEqual([who.id, undefined]);
    }
    const body = new URLSearchParams({ _jeton: await jetonOf(thief.visitor) });
    expect((await thief.visitor.send(`/compte/mandats/${id}/fin`, { method: 'POST', body })).status).toBe(404);
    expect((await thief.visitor.visit(`/compte/mandats/${id}`)).status).toBe(404);
    expect((await ines.visitor.visit(`/compte/mandats/${id}`)).status).toBe(404);
    expect(await statutOf(id)).toBe('accepte');
    // Even a session that was tampered with: the mandate is not its person's.
    await service.base.owner.query('update sessions set mandat_id = $1 where personne_id = $2', [id, thief.id]);
    expect(await whoIs(thief.visitor)).toEqual([thief.id, undefined]);
    const other = await signIn(ines.id);
    await act(ines, id);
    expect(await whoIs(other)).toEqual([ines.id, undefined]);
  });

  test('ends at the very next request when it is taken back', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines);
    await act(ines, id);
    expect(await whoIs(ines.visitor)).toEqual([rose.id, ines.id]);
    await rose.visitor.submit(await rose.visitor.visit(`/compte/mandats/${id}`), {}, '/fin');
    expect(await whoIs(ines.visitor)).toEqual([ines.id, undefined]);
    expect(await statutOf(id)).toBe('revoque');
    expect((await sendMails()).at(-1)).toContain('inès@exemple.test: Vous ne pouvez plus');
    const again = await endMandat(service.deps, { personneId: rose.id, mandatId: id });
    expect(again.ok).toBe(false);
  });

  test('ends when the aidant gives it back, or signs out', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines);
    await act(ines, id);
    const page = await ines.visitor.visit('/connexion/agents');
    await ines.visitor.submit(page, {}, '/deconnexion');
    expect(await rows('select 1 from sessions where personne_id = $1', [ines.id])).toEqual([]);
    const back = await signIn(ines.id);
    await back.submit(await back.visit('/compte/personnes-aidees'), {}, `/${id}/rendre`);
    expect(await statutOf(id)).toBe('rendu');
    expect(textOfPage(await back.visit('/compte/personnes-aidees'))).toContain('Personne ne vous a donné');
  });

  test('ends at its term, to the second; both are told after', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines, { duree: 'jour' });
    await act(ines, id);
    const [{ fin } = { fin: '' }] = await rows<{ fin: string }>('select echeance::text as fin from mandats');
    expect(fin).not.toBe('');
    await service.base.owner.query(`update sessions set expires_at = expires_at + interval '3 days'`);
    advance(JOUR - 60);
    expect(await whoIs(ines.visitor)).toEqual([rose.id, ines.id]);
    advance(61 + 3600);
    expect(await whoIs(ines.visitor)).toEqual([ines.id, undefined]);
    await service.base.owner.query(`delete from graphile_worker._private_jobs`);
    await expirerMandats(service.deps).run(null, undefined as never);
    await expirerMandats(service.deps).run(null, undefined as never);
    expect((await journalOf(id)).at(-1)).toEqual({ type: 'mandat.expire', acteur: 'parvis', contenu: {} });
    expect((await sendMails()).map((mail) => mail.split(':')[0])).toEqual(['rose@exemple.test', 'inès@exemple.test']);
  });

  test('a form shown in one name is never sent in the other', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines);
    const own = await ines.visitor.visit('/connexion/agents');
    await act(ines, id);
    const acting = await ines.visitor.visit('/connexion/agents');
    const send = (page: Visite) =>
      ines.visitor.send('/connexion/lien', {
        method: 'POST',
        body: new URLSearchParams({ _jeton: shownIn(page, '_jeton').at(-1) ?? '', email: 'pas une adresse' }),
      });
    expect([(await send(own)).status, (await send(acting)).status]).toEqual([403, 422]);
    await endMandat(service.deps, { personneId: rose.id, mandatId: id });
    expect([(await send(own)).status, (await send(acting)).status]).toEqual([422, 403]);
  });

  test('stopping and signing out work from a page left open, and twice', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines);
    await act(ines, id);
    const old = await ines.visitor.visit('/connexion/agents');
    await endMandat(service.deps, { personneId: rose.id, mandatId: id });
    for (let times = 0; times < 2; times += 1) {
      const stopped = await ines.visitor.submit(old, {}, '/compte/personnes-aidees/arreter');
      expect([stopped.status, stopped.url.pathname]).toEqual([200, '/compte/personnes-aidees']);
    }
    await ines.visitor.submit(old, {}, '/deconnexion');
    expect(await rows('select 1 from sessions where personne_id = $1', [ines.id])).toEqual([]);
  });

  test('what was done is shown to the person, with who did it', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const id = await accepted(rose, ines);
    await service.base.db.transaction({ personne: rose.id }, (tx) =>
      append(tx, service.deps, {
        acteur: { type: 'usager', id: ines.id },
        organisation: null,
        sujet: { type: 'dossier', id: '00000000-0000-7000-8000-00000000000d' },
        type: 'dossier.depose',
        contenu: { mandat: id },
        lecteurs: [rose.id],
      }),
    );
    const page = await rose.visitor.visit(`/compte/mandats/${id}`);
    expect(textOfPage(page)).toContain('dossier.depose');
    expect(textOfPage(page)).toMatch(/dossier\.depose.* · Inès MARTIN/);
  });
});

describe('another identity', () => {
  test('a sign-in while acting ends it, and goes on with nothing', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    await act(ines, await accepted(rose, ines));
    const address = await answerOf(service, ines.visitor, 'franceconnect', 'camille-moreau');
    await service.base.owner.query(`update connexions_en_cours set intention = '{"demarche": "cantine"}'`);
    const page = await ines.visitor.visit(address);
    expect(textOfPage(page)).toContain('La démarche n’a pas été commencée');
    expect(intentions).toEqual([]);
    const principal = await principalOf(ines.visitor);
    expect(principal.type === 'usager' && [principal.nom, principal.auteur]).toEqual(['Camille BENALI', undefined]);
  });

  test('two accounts that become one: mandates follow, one between them ends', async () => {
    const declared = await compte('Camille', { certifiee: false });
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const given = await accepted(declared, ines);
    const visitor = service.visitor();
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const certified = (await whoIs(visitor))[0] ?? '';
    const held = await accepted(rose, { id: certified, visitor });
    const between = await accepted(declared, { id: certified, visitor }, { email: 'moi@exemple.test' });
    await act({ id: certified, visitor }, between);
    await visitor.submit(await visitor.visit('/connexion/agents'), {}, '/compte/personnes-aidees/arreter');
    const { navigateur } = Object.fromEntries(visitor.cookies);
    await service.base.owner.query(
      `insert into rapprochements (id, navigateur_empreinte, personne_id, prouvee_at, autre_personne_id,
         autre_prouvee_at, created_at) values (gen_random_uuid(), sha256($1::bytea), $2, now(), $3, now(), now())`,
      [Buffer.from(navigateur ?? ''), certified, declared.id],
    );
    await visitor.submit(await visitor.visit('/compte/reunir'), {}, 'rapprochement');
    expect(
      await rows('select id, mandant_id, mandataire_id, statut from mandats order by array_position($1, id)', [
        [given, held, between],
      ]),
    ).toEqual([
      { id: given, mandant_id: certified, mandataire_id: ines.id, statut: 'accepte' },
      { id: held, mandant_id: rose.id, mandataire_id: certified, statut: 'accepte' },
      { id: between, mandant_id: certified, mandataire_id: certified, statut: 'revoque' },
    ]);
    expect((await journalOf(between)).at(-1)?.type).toBe('mandat.revoque');
  });

  test('agents give and hold none', async () => {
    const agent = await compte('Agent', { type: 'agent' });
    for (const path of ['/compte/mandats', '/compte/personnes-aidees']) {
      expect((await agent.visitor.visit(path)).url.pathname).toBe('/connexion');
    }
  });
});
