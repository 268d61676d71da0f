import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shownIn, textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { saltedDigest } from '../journal/index.ts';
import { deleteAccesses, emptyPersonne } from './storage/effacement.ts';
import { envoyerCourrierAdresse } from './tasks/envoyer-courrier-adresse.ts';
import { purgerComptes } from './tasks/purger-comptes.ts';
import { makeAdresses, PAGE } from './testing/adresses.ts';
import { makeAide } from './testing/aide.ts';
import { type Service, signInWith, startService } from './testing/service.tsx';
import { reunir } from './use-cases/merge-comptes.ts';

/** The contact address of an account: changed once proved, in the browser that asked, and told to the old one. */
let service: Service;
let visitor: Visitor;
const aide = makeAide(() => service);
const { advance, rows, reset, compte, accepted, act, sendMails } = aide;
const {
  lastLink,
  open,
  signInByLink,
  ask,
  change,
  personneOf,
  emailOf,
  subsOf,
  jobs,
  mailOfTheChange,
  undoIn,
  retablies,
} = makeAdresses(() => service, aide);

const [ANCIENNE, NOUVELLE] = ['avant@exemple.test', 'apres@exemple.test'];

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  await rows('delete from liens_connexion');
  await reset();
  visitor = service.visitor();
});
afterAll(() => service?.close());

describe('an account that only the link opens', () => {
  test('the link follows to the address that was proved; sessions stay, the old address is told', async () => {
    await signInByLink(visitor, ANCIENNE);
    const personne = await personneOf(visitor);
    const link = await ask(visitor, 'Apres@Exemple.test');
    expect([service.mails.at(-1)?.to, await emailOf(visitor)]).toEqual(['Apres@exemple.test', ANCIENNE]);
    for (const _scanner of [1, 2]) await visitor.visit(link);
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([ANCIENNE, [ANCIENNE]]);

    const page = await open(visitor, link);
    expect(textOfPage(page)).toContain('votre lien de connexion vous sera envoyé');
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([NOUVELLE, [NOUVELLE]]);
    expect([await personneOf(visitor), await service.sessions()]).toEqual([personne, 1]);

    expect(JSON.stringify(await jobs())).not.toContain('exemple.test');
    const { to, text } = await mailOfTheChange();
    expect(text).toContain('n’y a rien à faire');
    expect([to, text.includes('n’ouvre plus votre compte'), text.includes(NOUVELLE)]).toEqual([ANCIENNE, true, false]);

    const [fait] = await rows<{ contenu: { adresse: string }; canonical: string }>(
      `select canonical, canonical::jsonb -> 'contenu' as contenu from journal_entries
       where type = 'compte.adresse_changee' order by seq desc limit 1`,
    );
    const [{ sel } = { sel: '' }] = await rows<{ sel: string }>(
      `select encode(email_sel, 'hex') as sel from personnes`,
    );
    const digest = saltedDigest({ nom: 'Adresse de contact', salt: sel, valeur: NOUVELLE });
    expect([fait?.contenu.adresse, fait?.canonical.includes('exemple.test')]).toEqual([digest, false]);

    expect((await open(visitor, link)).status).toBe(403);
    const [ici, ailleurs] = [service.visitor(), service.visitor()];
    await signInByLink(ici, NOUVELLE);
    await signInByLink(ailleurs, ANCIENNE);
    expect([await personneOf(ici), (await personneOf(ailleurs)) === personne]).toEqual([personne, false]);
  });

  test('the link is bound to the browser and to the account that asked, and to its use, for 15 minutes', async () => {
    await signInByLink(visitor, ANCIENNE);
    const link = await ask(visitor, NOUVELLE);
    const elsewhere = service.visitor();
    await signInByLink(elsewhere, ANCIENNE);
    expect((await open(elsewhere, link)).status).toBe(403);
    // The same browser, after somebody else has signed in there.
    const { cookies } = visitor;
    const mine = cookies.get('session') ?? '';
    cookies.delete('session');
    await signInByLink(visitor, 'autre@exemple.test');
    expect((await open(visitor, link)).status).toBe(403);
    // As a link to sign in, and the other way round.
    const token = link.split('/').at(-1);
    expect((await open(visitor, `${service.url}/connexion/lien/${token}`)).status).toBe(403);
    service.mails.length = 0;
    await visitor.submit(await visitor.visit('/compte/reunir'), { email: 'tiers@exemple.test' }, 'email');
    const signIn = lastLink().split('/').at(-1);
    expect(signIn).toMatch(/^[\w-]{43}$/);
    expect((await open(visitor, `${service.url}${PAGE}/lien/${signIn}`)).status).toBe(403);
    expect(await rows('select email from personnes where email_prouve_at is not null')).toEqual([]);

    cookies.set('session', mine);
    advance(15 * 60 + 1);
    expect((await open(visitor, link)).status).toBe(403);
    expect(await emailOf(visitor)).toBe(ANCIENNE);
  });

  test('an address that opens another account is told to its holder, and not to who asks', async () => {
    await signInByLink(service.visitor(), NOUVELLE);
    await signInByLink(visitor, ANCIENNE);
    const free = await visitor.submit(await visitor.visit(PAGE), { email: 'libre@exemple.test' }, 'email');
    const taken = await visitor.submit(await visitor.visit(PAGE), { email: NOUVELLE }, 'email');
    const said = (page: Visite) => textOfPage(page).replaceAll(/\s+/g, ' ');
    expect(said(taken)).toBe(said(free));
    expect(service.mails.at(-1)).toMatchObject({ to: NOUVELLE, text: expect.stringContaining('/compte/reunir') });
    expect([lastLink(), await emailOf(visitor)]).toEqual(['', ANCIENNE]);
  });

  test('an address that came to open another account meanwhile stays with it', async () => {
    await signInByLink(visitor, ANCIENNE);
    const link = await ask(visitor, NOUVELLE);
    await signInByLink(service.visitor(), NOUVELLE);
    const page = await open(visitor, link);
    expect([page.status, textOfPage(page).includes('ouvre déjà un autre compte')]).toEqual([403, true]);
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([ANCIENNE, [ANCIENNE]]);
  });
});

describe('an account that FranceConnect opens', () => {
  test('the address is no key, others may share it, and the next sign-in keeps it', async () => {
    await signInByLink(service.visitor(), NOUVELLE);
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const ways = await subsOf(visitor);
    const page = await open(visitor, await ask(visitor, NOUVELLE));
    expect(textOfPage(page)).toContain('Votre adresse de contact est changée');
    expect(textOfPage(page)).toContain('vérifiée par un lien');
    const { to, text } = await mailOfTheChange();
    expect([to, text.includes('n’ouvre plus')]).toEqual(['famille.benali@exemple.test', false]);
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([NOUVELLE, ways]);
  });

  test('the last address that was asked for and proved is the one; those before serve no more', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const first = await ask(visitor, 'une@exemple.test');
    await open(visitor, await ask(visitor, 'deux@exemple.test'));
    expect([(await open(visitor, first)).status, await emailOf(visitor)]).toEqual([403, 'deux@exemple.test']);
  });
});

describe('refused', () => {
  test('what is no address, and the address that one has already, with what was typed', async () => {
    await signInByLink(visitor, ANCIENNE);
    for (const [email, said] of [
      ['apres@@exemple', 'adresse'],
      [ANCIENNE.toUpperCase(), 'C’est déjà votre adresse de contact'],
    ] as const) {
      const page = await visitor.submit(await visitor.visit(PAGE), { email }, 'email');
      expect([page.status, shownIn(page, 'email'), textOfPage(page).includes(said)]).toEqual([422, [email], true]);
    }
  });

  test('a sign-in of more than 15 minutes is proved again, and nothing typed is lost', async () => {
    await signInByLink(visitor, ANCIENNE);
    const form = await visitor.visit(PAGE);
    advance(15 * 60 + 1);
    const page = await visitor.submit(form, { email: NOUVELLE }, 'email');
    expect([page.status, textOfPage(page).includes('D’abord, reconnectez-vous')]).toEqual([403, true]);
    const retour = shownIn(page, 'retour').at(-1) ?? '';
    expect(retour).toMatch(/^\/compte\/adresse-de-contact\?reprise=/);
    expect(service.mails).toHaveLength(1);
  });

  test('beyond what may be asked for, of links of all kinds, nothing is sent and nothing tells', async () => {
    await signInByLink(visitor, ANCIENNE);
    await service.visitor().visit('/connexion');
    for (const _link of [1, 2, 3]) await ask(visitor, NOUVELLE);
    const sent = service.mails.length;
    await ask(visitor, NOUVELLE);
    expect([service.mails.length, service.events()]).toEqual([sent, expect.arrayContaining(['lien_trop_demande'])]);
  });

  test('an agent, and whoever acts for somebody else', async () => {
    const agent = await compte('Sandrine', { type: 'agent' });
    expect((await agent.visitor.visit(PAGE)).url.pathname).toBe('/connexion');
    const [camille, ines] = [await compte('Camille'), await compte('Ines')];
    await act(ines, await accepted(camille, ines));
    await sendMails();
    expect((await ines.visitor.visit(PAGE)).status).toBe(403);
  });
});

describe('« ce n’est pas moi »', () => {
  test('the address before is put back, by whoever reads it, with a button; the account is closed to who took it', async () => {
    await signInByLink(visitor, ANCIENNE);
    const personne = await personneOf(visitor);
    const thief = service.visitor();
    await thief.visit('/connexion');
    thief.cookies.set('session', visitor.cookies.get('session') ?? '');
    const pending = await ask(thief, 'encore@exemple.test');
    const undo = await change(thief, NOUVELLE);
    expect(new URL(undo).pathname).toMatch(/^\/adresse-de-contact\/remettre\/[\w-]{43}$/);
    const [kept] = await rows<{ row: string }>('select adresses_remplacees::text as row from adresses_remplacees');
    expect(kept?.row).not.toContain(undo.split('/').at(-1));

    const victim = service.visitor();
    for (const _scanner of [1, 2]) {
      expect(textOfPage(await victim.visit(undo))).toContain('fermez cette page');
    }
    expect([await emailOf(thief), await service.sessions()]).toEqual([NOUVELLE, 1]);

    const page = await open(victim, undo);
    expect([page.status, textOfPage(page).includes('L’adresse est remise')]).toEqual([200, true]);
    expect([await personneOf(thief), await service.sessions()]).toEqual([undefined, 0]);
    expect((await thief.visit(pending)).url.pathname).toBe('/connexion');
    expect(await rows('select 1 from liens_connexion where changement_de is not null and used_at is null')).toEqual([]);
    const told = await mailOfTheChange();
    expect([told.to, told.text.includes(ANCIENNE), undoIn(told)]).toEqual([NOUVELLE, false, '']);
    await signInByLink(victim, ANCIENNE);
    expect([await personneOf(victim), await emailOf(victim), await subsOf(victim)]).toEqual([
      personne,
      ANCIENNE,
      [ANCIENNE],
    ]);
    await signInByLink(thief, NOUVELLE);
    expect(await personneOf(thief)).not.toBe(personne);

    const facts = await retablies(personne);
    const [{ sel } = { sel: '' }] = await rows<{ sel: string }>(
      `select encode(email_sel, 'hex') as sel from personnes where id = $1`,
      [personne],
    );
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      acteur: { type: 'public', id: null },
      contenu: {
        adresse: saltedDigest({ nom: 'Adresse de contact', salt: sel, valeur: ANCIENNE }),
        changementsAnnules: 1,
        sessionsFermees: 1,
      },
    });
    expect(service.log()).not.toContain('exemple.test');
    expect(service.log()).not.toContain(undo.split('/').at(-1));
  });

  test('it serves once: sent again it changes nothing, and says that it was done', async () => {
    await signInByLink(visitor, ANCIENNE);
    const undo = await change(visitor, NOUVELLE);
    const form = await visitor.visit(undo);
    await visitor.submit(form, {}, new URL(undo).pathname);
    // Signed in there with this account: this one session stays.
    expect([await emailOf(visitor), await service.sessions()]).toEqual([ANCIENNE, 1]);
    await change(visitor, 'trois@exemple.test');
    const again = await visitor.submit(form, {}, new URL(undo).pathname);
    expect(textOfPage(again)).toContain('L’adresse est remise');
    expect(await emailOf(visitor)).toBe('trois@exemple.test');
    expect(await retablies(await personneOf(visitor))).toHaveLength(1);
  });

  test('changed twice: the first address undoes both, the second only its own; what it undoes serves no more', async () => {
    await signInByLink(visitor, ANCIENNE);
    const first = await change(visitor, 'b@exemple.test');
    const second = await change(visitor, 'c@exemple.test');
    await open(visitor, second);
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual(['b@exemple.test', ['b@exemple.test']]);
    const third = await change(visitor, 'd@exemple.test');
    const fourth = await change(visitor, 'e@exemple.test');
    await open(visitor, first);
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([ANCIENNE, [ANCIENNE]]);
    for (const link of [third, fourth]) expect((await visitor.visit(link)).status).toBe(404);
    expect((await mailOfTheChange()).to).toBe('e@exemple.test');
  });

  test('whoever tried to sign in by link meanwhile made a second account: the two become one', async () => {
    await signInByLink(visitor, ANCIENNE);
    const personne = await personneOf(visitor);
    const undo = await change(visitor, NOUVELLE);
    const victim = service.visitor();
    await signInByLink(victim, ANCIENNE);
    expect(await personneOf(victim)).not.toBe(personne);
    expect(textOfPage(await victim.visit(undo))).toContain('est réuni à celui-ci');
    await open(victim, undo);
    expect([await personneOf(victim), await emailOf(victim), await subsOf(victim)]).toEqual([
      personne,
      ANCIENNE,
      [ANCIENNE],
    ]);
    expect([await personneOf(visitor), await service.sessions()]).toEqual([undefined, 1]);
  });

  test('an account that FranceConnect opens keeps its ways; an address that others share stays a mere contact', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const ways = await subsOf(visitor);
    const undo = await change(visitor, NOUVELLE);
    const sharing = service.visitor();
    await signInByLink(sharing, 'famille.benali@exemple.test');
    const other = await personneOf(sharing);
    await open(service.visitor(), undo);
    expect(await personneOf(visitor)).toBeUndefined();
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual(['famille.benali@exemple.test', ways]);
    expect([await personneOf(sharing), other === undefined]).toEqual([other, false]);
  });

  test('mandates that were given since end; those before stay', async () => {
    const [camille, ines, karim] = [await compte('Camille'), await compte('Ines'), await compte('Karim')];
    const before = await accepted(camille, ines);
    const undo = await change(camille.visitor, NOUVELLE);
    advance(1);
    const since = await accepted(camille, karim, { email: 'karim@exemple.test' });
    await open(camille.visitor, undo);
    const statuts = await rows<{ id: string; statut: string }>('select id, statut from mandats');
    expect(Object.fromEntries(statuts.map(({ id, statut }) => [id, statut]))).toEqual({
      [before]: 'accepte',
      [since]: 'revoque',
    });
  });

  test('for seven days; then the old address is forgotten', async () => {
    await signInByLink(visitor, ANCIENNE);
    const undo = await change(visitor, NOUVELLE);
    advance(7 * 24 * 3600 - 60);
    const late = service.visitor();
    const form = await late.visit(undo);
    advance(60);
    expect((await late.submit(form, {}, new URL(undo).pathname)).status).toBe(404);
    const helpers = { logger: service.deps.logger, signal: new AbortController().signal };
    await purgerComptes(service.deps).run(null, helpers);
    expect(await rows('select 1 from adresses_remplacees')).toEqual([]);
    expect(await rows('select 1 from personnes where email = $1', [NOUVELLE])).toHaveLength(1);
  });

  test('an account that is erased meanwhile stays erased; one that is merged is put back with what it joined', async () => {
    await signInByLink(visitor, ANCIENNE);
    const undo = await change(visitor, NOUVELLE);
    const erased = await personneOf(visitor);
    await service.base.db.transaction({ systeme: true }, async (tx) => {
      await emptyPersonne(tx, erased ?? '', service.deps.clock.now());
      await deleteAccesses(tx, { personneId: erased ?? '', linkIssuer: 'lien', navigateurEmpreinte: undefined });
    });
    expect((await service.visitor().visit(undo)).status).toBe(404);

    const [one, other] = [service.visitor(), service.visitor()];
    await signInByLink(one, 'une@exemple.test');
    const back = await change(one, 'prise@exemple.test');
    await signInByLink(other, 'voleur@exemple.test');
    const fusion = { conservee: (await personneOf(other)) ?? '', absorbee: (await personneOf(one)) ?? '' };
    await service.base.db.transaction({ systeme: true }, (tx) =>
      reunir(tx, service.deps, fusion, { type: 'usager', id: fusion.conservee }),
    );
    await open(service.visitor(), back);
    expect([await personneOf(one), await personneOf(other)]).toEqual([undefined, undefined]);
    await signInByLink(one, 'une@exemple.test');
    expect([await personneOf(one), await emailOf(one)]).toEqual([fusion.conservee, 'une@exemple.test']);
    expect(await subsOf(one)).not.toContain('prise@exemple.test');
  });

  test('two links at once put one address back, and a message that is sent twice holds the same link', async () => {
    await signInByLink(visitor, ANCIENNE);
    await open(visitor, await ask(visitor, NOUVELLE));
    const task = envoyerCourrierAdresse(service.deps);
    const helpers = { logger: service.deps.logger, signal: new AbortController().signal };
    const sent: string[] = [];
    for (const { payload } of [...(await jobs()), ...(await jobs())]) {
      await task.run(task.parse(payload), helpers);
      sent.push(undoIn(service.mails.at(-1) ?? { text: '' }));
    }
    expect([sent.length, new Set(sent).size]).toEqual([2, 1]);
    const personne = await personneOf(visitor);
    const both = await Promise.all(
      [service.visitor(), service.visitor()].map(async (who) => [who, await who.visit(sent[0] ?? '')] as const),
    );
    await Promise.all(both.map(([who, form]) => who.submit(form, {}, form.url.pathname)));
    expect(await retablies(personne)).toHaveLength(1);
  });

  test('without a link where the installation gives none, and with an unknown one, nothing happens', async () => {
    await signInByLink(visitor, ANCIENNE);
    await open(visitor, await ask(visitor, NOUVELLE));
    const task = envoyerCourrierAdresse({ ...service.deps, adresseRetablissableJours: 0 });
    const [job] = await jobs();
    await task.run(task.parse(job?.payload), { logger: service.deps.logger, signal: new AbortController().signal });
    const { text } = service.mails.at(-1) ?? { text: '' };
    expect([undoIn({ text }), text.includes('prévenez sans attendre')]).toEqual(['', true]);
    const unknown = await service.visitor().visit('/adresse-de-contact/remettre/inconnu');
    expect([unknown.status, textOfPage(unknown).includes('ne peut plus servir')]).toEqual([404, true]);
  });
});
