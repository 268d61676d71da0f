import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shownIn, textOfPage, type Visite } from '../../../test/support/visitor.ts';
import { expirerMandats } from './tasks/expirer-mandats.ts';
import { makeAide } from './testing/aide.ts';
import { type Service, startService } from './testing/service.tsx';

/** A mandate is given by one, accepted by the other, and by nobody else who came across its link. */
let service: Service;
const {
  reset,
  advance,
  compte,
  principalOf,
  propose,
  offer,
  answer,
  accepted,
  act,
  rows,
  statutOf,
  journalOf,
  sendMails,
  jetonOf,
} = makeAide(() => service);

beforeAll(async () => {
  service = await startService();
});
beforeEach(reset);
afterAll(() => service?.close());

const JOUR = 24 * 3600;

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
    expect(page.html).not.toContain(encodeURIComponent(lien));
    await visitor.submit(page, {}, '/connexion/franceconnect').catch(() => undefined);
    const jeton = lien.split('/').at(-1) ?? '';
    const [begun] = await rows<{ retour: string }>('select retour from connexions_en_cours order by created_at desc');
    expect(begun?.retour).toBe('/mandats/reprendre');
    const back = await visitor.visit('/mandats/reprendre');
    expect(back.url.pathname).toBe(`/mandats/${jeton}`);
  });
});
