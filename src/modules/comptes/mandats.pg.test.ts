import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shownIn, textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import type { Principal } from '../../platform/http/page.ts';
import { append } from '../journal/index.ts';
import { identify } from './index.ts';
import { envoyerCourrierMandat } from './tasks/envoyer-courrier-mandat.ts';
import { expirerMandats } from './tasks/expirer-mandats.ts';
import { answerOf, type Service, signInWith, startService } from './testing/service.tsx';
import { endMandat } from './use-cases/end-mandat.ts';
import { openSession } from './use-cases/open-session.ts';

/** Somebody acts for somebody else: only when both agreed, only as long as they do, and never in the dark. */
let stateDir: string;
let service: Service;
let ahead = 0;
let intentions: unknown[] = [];

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'comptes-'));
  service = await startService(stateDir, {
    apresFranceConnect: async ({ intention }) => {
      intentions.push(intention);
      return undefined;
    },
  });
});
beforeEach(async () => {
  advance(-ahead);
  service.mails.length = 0;
  service.events();
  intentions = [];
  for (const table of ['sessions', 'mandats', 'rapprochements', 'identites', 'personnes']) {
    await service.base.owner.query(`delete from ${table}`);
  }
  await service.base.owner.query(`delete from graphile_worker._private_jobs`);
});
afterAll(async () => {
  await service.close();
  await rm(stateDir, { recursive: true, force: true });
});

function advance(seconds: number): void {
  ahead += seconds;
  service.advance(seconds);
}

const JOUR = 24 * 3600;

type Compte = { readonly id: string; readonly visitor: Visitor };

type Traits = { readonly type?: 'usager' | 'agent'; readonly email?: string; readonly certifiee?: boolean };

/** An account, and a browser signed in to it. */
async function compte(prenom: string, { type = 'usager', email, certifiee = true }: Traits = {}): Promise<Compte> {
  const { rows: made } = await service.base.owner.query(
    `insert into personnes (id, type, prenoms, nom_usage, email, identite_certifiee)
     values (gen_random_uuid(), $1, array[$2], 'MARTIN', $3, $4) returning id`,
    [type, prenom, email ?? `${prenom.toLowerCase()}@exemple.test`, certifiee],
  );
  const { id } = made[0];
  return { id, visitor: await signIn(id, type) };
}

async function signIn(personneId: string, type: 'usager' | 'agent' = 'usager'): Promise<Visitor> {
  const visitor = service.visitor();
  await visitor.visit('/connexion/agents'); // The browser gets its name.
  const session = { personneId, type, fournisseur: 'franceconnect' as const, appareil: 'Firefox sur Linux' };
  const token = await service.base.db.transaction({ systeme: true }, (tx) => openSession(tx, service.deps, session));
  visitor.cookies.set('session', token);
  return visitor;
}

const principalOf = ({ cookies }: Visitor): Promise<Principal> => identify(service.deps, cookies.get('session'));

/** The person in whose name a browser acts, and who is really there. */
async function whoIs(visitor: Visitor): Promise<readonly (string | undefined)[]> {
  const principal = await principalOf(visitor);
  return principal.type === 'anonyme' ? [] : [principal.personneId, principal.auteur?.personneId];
}

const CHOIX = { email: 'ines@exemple.test', portee: 'toutes', duree: 'mois', accord: 'oui' };

async function propose({ visitor }: Compte, typed: Readonly<Record<string, string>> = {}): Promise<Visite> {
  return visitor.submit(await visitor.visit('/compte/mandats'), { ...CHOIX, ...typed }, 'email');
}

/** What an offer left behind: its page, its code, its link. */
async function offer(mandant: Compte, typed: Readonly<Record<string, string>> = {}) {
  const page = await propose(mandant, typed);
  const code = /data-copy="(\d{6})"/.exec(page.html)?.[1] ?? '';
  const lien = /\/mandats\/\S+/.exec(service.mails.at(-1)?.text ?? '')?.[0] ?? '';
  return { page, code, lien, id: page.url.pathname.split('/').at(-1) ?? '' };
}

async function answer({ visitor }: Compte, lien: string, typed: Readonly<Record<string, string>>): Promise<Visite> {
  return visitor.submit(await visitor.visit(lien), { action: 'accepter', ...typed }, 'code');
}

/** An accepted mandate. @returns its id */
async function accepted(mandant: Compte, mandataire: Compte, typed: Readonly<Record<string, string>> = {}) {
  const { id, lien, code } = await offer(mandant, typed);
  await answer(mandataire, lien, { code });
  expect(await statutOf(id)).toBe('accepte');
  return id;
}

async function act({ visitor }: Compte, id: string): Promise<Visite> {
  return visitor.submit(await visitor.visit('/compte/personnes-aidees'), {}, `/${id}/agir`);
}

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await service.base.owner.query(sql, values)).rows as T[];
}

async function statutOf(id: string): Promise<string | undefined> {
  return (await rows<{ statut: string }>('select statut from mandats where id = $1', [id]))[0]?.statut;
}

async function journalOf(id: string): Promise<{ type: string; acteur: string | null; contenu: object }[]> {
  return rows(
    `select type, canonical::jsonb #>> '{acteur,id}' as acteur, canonical::jsonb -> 'contenu' as contenu
     from journal_entries where sujet_id = $1 order by seq`,
    [id],
  );
}

/** The mails that wait, sent. */
async function sendMails(): Promise<string[]> {
  const task = envoyerCourrierMandat(service.deps);
  const jobs = await rows<{ payload: unknown }>('select payload from graphile_worker._private_jobs order by id');
  await service.base.owner.query(`delete from graphile_worker._private_jobs`);
  service.mails.length = 0;
  const helpers = { logger: service.deps.logger, signal: new AbortController().signal };
  for (const { payload } of jobs) await task.run(task.parse(payload), helpers);
  return service.mails.map(({ to, text }) => `${to}: ${text.split('\n\n')[1]}`);
}

describe('giving one', () => {
  test('a link goes by mail, a code is shown to the person, and both are needed', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès', { email: 'ines@exemple.test' })];
    const { page, code, lien, id } = await offer(rose);
    expect(textOfPage(page)).toContain('Dites ce code');
    expect(service.mails).toHaveLength(1);
    expect(service.mails[0]?.text).not.toContain(code);
    const shown = await ines.visitor.visit(lien);
    for (const said of ['Rose MARTIN', 'Certifié par FranceConnect', 'Toutes les démarches', 'Un mois']) {
      expect(textOfPage(shown)).toContain(said);
    }
    expect(textOfPage(shown)).not.toContain(code);
    const done = await answer(ines, lien, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect([done.url.pathname, textOfPage(done).includes('Rose MARTIN')]).toEqual(['/compte/personnes-aidees', true]);
    expect(await journalOf(id)).toEqual([
      { type: 'mandat.propose', acteur: rose.id, contenu: { duree: 'mois', limite: null } },
      { type: 'mandat.accepte', acteur: ines.id, contenu: {} },
    ]);
    const after = await rose.visitor.visit(`/compte/mandats/${id}`);
    expect(textOfPage(after)).toContain('Inès MARTIN');
    expect(textOfPage(after)).not.toContain('Dites ce code');
    expect(await sendMails()).toEqual([expect.stringContaining('rose@exemple.test: Inès MARTIN peut faire')]);
  });

  test('nothing of the link nor of the code is in the database', async () => {
    const { code, lien } = await offer(await compte('Rose'));
    const jeton = lien.split('/').at(-1) ?? '';
    const [dump] = await rows<{ all: string }>(`select string_agg(m::text, '') as all from mandats m`);
    expect(dump?.all).not.toContain(code);
    expect(dump?.all).not.toContain(jeton);
    expect(dump?.all).not.toContain(Buffer.from(jeton).toString('hex'));
    expect(dump?.all).not.toContain(Buffer.from(code).toString('hex'));
  });

  test('an answer is missing: everything typed stays, and nothing is made', async () => {
    const rose = await compte('Rose');
    const page = await propose(rose, { portee: 'une', organisation: 'Nulle-Part', duree: '', accord: '' });
    expect(page.status).toBe(422);
    expect(shownIn(page, 'email')).toEqual(['ines@exemple.test']);
    expect(shownIn(page, 'organisation')).toEqual(['Nulle-Part']);
    for (const said of ['Aucune collectivité', 'combien de temps cette', 'Cochez la case']) {
      expect(textOfPage(page)).toContain(said);
    }
    expect(await rows('select 1 from mandats')).toEqual([]);
  });

  test('to one’s own address, to one’s own account: no', async () => {
    const rose = await compte('Rose');
    expect(textOfPage(await propose(rose, { email: 'ROSE@exemple.test' }))).toContain('votre propre adresse');
    const { lien, code, id } = await offer(rose);
    expect(textOfPage(await rose.visitor.visit(lien))).toContain('Ce mandat est le vôtre');
    const other = await compte('Inès');
    const body = new URLSearchParams({ _jeton: await jetonOf(rose.visitor), action: 'accepter', code });
    await rose.visitor.send(lien, { method: 'POST', body });
    expect(await statutOf(id)).toBe('propose');
    await answer(other, lien, { code });
    expect(await statutOf(id)).toBe('accepte');
  });

  test('is bounded, by person and by address, even all at once', async () => {
    const rose = await compte('Rose');
    const pages = await Promise.all(
      Array.from({ length: 12 }, (_, index) => propose(rose, { email: `aidant${index}@exemple.test` })),
    );
    expect(pages.filter(({ status }) => status === 422)).toHaveLength(2);
    await service.base.owner.query('delete from mandats');
    for (let times = 0; times < 3; times += 1) await propose(rose);
    expect(textOfPage(await propose(await compte('Paul')))).toContain('Réessayez demain');
    advance(JOUR + 1);
    await service.base.owner.query(`update sessions set expires_at = expires_at + interval '2 days'`);
    expect((await propose(rose)).status).toBe(200);
  });

  test('a message that cannot leave takes the offer back', async () => {
    const rose = await compte('Rose');
    const { send } = service.deps.mail;
    Object.assign(service.deps.mail, { send: () => Promise.reject(new Error('down')) });
    try {
      expect(textOfPage(await propose(rose))).toContain('n’a pas pu partir');
    } finally {
      Object.assign(service.deps.mail, { send });
    }
    expect(await rows('select statut from mandats')).toEqual([{ statut: 'revoque' }]);
  });

  test('with one organisation only: the principal says which', async () => {
    await service.base.owner.query(
      `insert into organisations (id, siren, nom, slug, type) values
         ('00000000-0000-7000-8000-000000000001', '218601946', 'Poitiers', 'poitiers', 'commune'),
         ('00000000-0000-7000-8000-000000000002', '200069854', 'Grand Poitiers', 'grand-poitiers', 'epci')
       on conflict do nothing`,
    );
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const vague = await propose(rose, { portee: 'une', organisation: 'poit' });
    expect(textOfPage(vague)).toContain('Plusieurs collectivités correspondent');
    const id = await accepted(rose, ines, { portee: 'une', organisation: 'POITIERS' });
    expect(textOfPage(await rose.visitor.visit(`/compte/mandats/${id}`))).toContain('Les démarches de Poitiers');
    await act(ines, id);
    const principal = await principalOf(ines.visitor);
    expect(principal.type === 'usager' && principal.auteur?.organisationId).toBe(
      '00000000-0000-7000-8000-000000000001',
    );
  });
});

async function jetonOf(visitor: Visitor): Promise<string> {
  return shownIn(await visitor.visit('/connexion/agents'), '_jeton')[0] ?? '';
}

describe('a stolen link', () => {
  test('says nothing before its reader is known', async () => {
    const { lien, code } = await offer(await compte('Rose'));
    const anybody = service.visitor();
    const declared = await compte('Voleur', { certifiee: false });
    const agent = await compte('Agent', { type: 'agent' });
    for (const visitor of [anybody, declared.visitor, agent.visitor]) {
      const page = await visitor.visit(lien);
      expect(textOfPage(page)).toContain('Identifiez-vous avec FranceConnect');
      expect(textOfPage(page)).not.toContain('Rose');
      const body = new URLSearchParams({ _jeton: shownIn(page, '_jeton')[0] ?? '', action: 'accepter', code });
      await visitor.send(lien, { method: 'POST', body });
    }
    expect(await rows('select statut from mandats')).toEqual([{ statut: 'propose' }]);
  });

  test('accepts nothing without the code; five wrong ones end it, and the person is told', async () => {
    const { lien, code, id } = await offer(await compte('Rose'));
    const thief = await compte('Voleur');
    const wrong = code === '000000' ? '000001' : '000000';
    for (const left of ['4 essais', '3 essais', '2 essais', '1 essai.', 'dernier essai']) {
      const page = await answer(thief, lien, { code: wrong });
      expect(textOfPage(page)).toContain(left);
    }
    expect(await statutOf(id)).toBe('bloque');
    const late = await thief.visitor.visit(lien);
    expect([late.status, textOfPage(late).includes('Rose')]).toEqual([404, false]);
    expect((await journalOf(id)).map(({ type, acteur }) => [type, acteur]).slice(1)).toEqual([
      ...Array.from({ length: 5 }, () => ['mandat.code_errone', thief.id]),
      ['mandat.bloque', thief.id],
    ]);
    expect(await sendMails()).toEqual([expect.stringContaining('s’est trompé de code')]);
  });

  test('tried many times at once gives no more chances', async () => {
    const { lien, code, id } = await offer(await compte('Rose'));
    const thief = await compte('Voleur');
    const page = await thief.visitor.visit(lien);
    const wrong = Array.from({ length: 12 }, (_, index) => String(index).padStart(6, '0')).filter((c) => c !== code);
    await Promise.all(wrong.map((tried) => thief.visitor.submit(page, { code: tried, action: 'accepter' }, 'code')));
    expect(await rows('select essais, statut from mandats')).toEqual([{ essais: 5, statut: 'bloque' }]);
    expect(await statutOf(id)).toBe('bloque');
  });

  test('a mistyped code costs no try', async () => {
    const { lien } = await offer(await compte('Rose'));
    const page = await answer(await compte('Inès'), lien, { code: '12 34' });
    expect([page.status, shownIn(page, 'code')]).toEqual([422, ['12 34']]);
    expect(await rows('select essais from mandats')).toEqual([{ essais: 0 }]);
  });
});

describe('an answer', () => {
  test('twice at once is given once, by one person', async () => {
    const { lien, code, id } = await offer(await compte('Rose'));
    const [ines, paul] = [await compte('Inès'), await compte('Paul')];
    const pages = await Promise.all([ines, paul].map(({ visitor }) => visitor.visit(lien)));
    await Promise.all(
      [ines, paul].flatMap(({ visitor }, index) =>
        [0, 1].map(() => visitor.submit(pages[index] as Visite, { code, action: 'accepter' }, 'code')),
      ),
    );
    expect((await journalOf(id)).filter(({ type }) => type === 'mandat.accepte')).toHaveLength(1);
    expect(await statutOf(id)).toBe('accepte');
  });

  test('no needs no code, and does not tell who', async () => {
    const rose = await compte('Rose');
    const { lien, id } = await offer(rose);
    const ines = await compte('Inès');
    await answer(ines, lien, { action: 'refuser' });
    expect(await statutOf(id)).toBe('refuse');
    const page = await rose.visitor.visit(`/compte/mandats/${id}`);
    expect(textOfPage(page)).toContain('Une personne qui a ouvert le lien');
    expect(textOfPage(page)).not.toContain('Inès');
    expect(await sendMails()).toEqual([expect.stringContaining('l’a refusé')]);
  });

  test('comes too late after seven days, or once the offer is taken back', async () => {
    const [rose, ines] = [await compte('Rose'), await compte('Inès')];
    const { lien, code, id } = await offer(rose);
    const open = await ines.visitor.visit(lien);
    await rose.visitor.submit(await rose.visitor.visit(`/compte/mandats/${id}`), {}, '/fin');
    expect(textOfPage(await ines.visitor.submit(open, { code, action: 'accepter' }, 'code'))).toContain(
      'ne peut plus être accepté',
    );
    expect(await statutOf(id)).toBe('revoque');
    const second = await offer(rose);
    advance(7 * JOUR + 1);
    await service.base.owner.query(`update sessions set expires_at = expires_at + interval '10 days'`);
    expect((await ines.visitor.visit(second.lien)).status).toBe(404);
    expect(textOfPage(await rose.visitor.visit(second.page.url))).not.toContain('Dites ce code');
    await expirerMandats(service.deps).run(null, undefined as never);
    expect(await statutOf(second.id)).toBe('expire');
    expect(await sendMails()).toEqual([expect.stringContaining('pas accepté à temps')]);
  });

  test('after a sign-in on the way, the link was written nowhere', async () => {
    const { lien } = await offer(await compte('Rose'));
    const visitor = service.visitor();
    const page = await visitor.visit(lien);
    await visitor.submit(page, {}, '/connexion/franceconnect').catch(() => undefined);
    const jeton = lien.split('/').at(-1) ?? '';
    const [begun] = await rows<{ retour: string }>('select retour from connexions_en_cours order by created_at desc');
    expect(begun?.retour).toBe('/mandats/reprendre');
    const back = await visitor.visit('/mandats/reprendre');
    expect(back.url.pathname).toBe(`/mandats/${jeton}`);
  });
});

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
    for (const path of ['/compte', '/compte/reunir', '/compte/mandats', '/compte/personnes-aidees', toInes.lien]) {
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
        body: new URLSearchParams({ _jeton: shownIn(page, '_jeton')[0] ?? '', email: 'pas une adresse' }),
      });
    expect([(await send(own)).status, (await send(acting)).status]).toEqual([403, 422]);
    await endMandat(service.deps, { personneId: rose.id, mandatId: id });
    expect([(await send(own)).status, (await send(acting)).status]).toEqual([422, 403]);
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
