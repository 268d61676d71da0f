import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ANSWERS,
  beginCantine,
  CANTINE,
  depositCantine,
  dossierOf,
  errorsOf,
  fillCantine,
  signInAsAgent,
} from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { checkPage } from '../support/page-invariants.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../support/visitor.ts';

/** Double clicks, lost sessions, forged forms, broken files, silent sources: nothing is lost, nothing is doubled. */
let parvis: RunningParvis;

beforeAll(async () => {
  parvis = await startDemonstration();
}, 120_000);
afterAll(() => parvis?.stop());

const newVisitor = () => createVisitor(parvis.url);

describe('one deposit', () => {
  test('two clicks at the same time give one dossier', async () => {
    const visitor = newVisitor();
    const summary = await fillCantine(visitor, await beginCantine(visitor, 'camille-moreau'));
    const both = await Promise.all([
      visitor.submit(summary, {}, '/verification'),
      visitor.submit(summary, {}, '/verification'),
    ]);
    expect(both.map(({ status, url }) => [status, url.pathname])).toEqual([
      [200, `${dossierOf(summary)}/depot`],
      [200, `${dossierOf(summary)}/depot`],
    ]);
    expect(await numbersOf(visitor)).toHaveLength(1);
    // The Back button, then the button again.
    const again = await visitor.submit(summary, {}, '/verification');
    expect(again.url.pathname).toBe(`${dossierOf(summary)}/depot`);
    expect(await numbersOf(visitor)).toHaveLength(1);
  });

  test('a double click on « Commencer » finds the same draft', async () => {
    const [visitor, other] = [newVisitor(), newVisitor()];
    const first = await beginCantine(visitor, 'aicha-diallo');
    const second = await beginCantine(other, 'aicha-diallo');
    expect(dossierOf(second)).toBe(dossierOf(first));
  });

  test('two tabs on two steps lose nothing', async () => {
    const visitor = newVisitor();
    const vous = await beginCantine(visitor, 'sophie-garnier');
    const engagements = await visitor.visit(`${dossierOf(vous)}/etapes/engagements`);
    await Promise.all([
      visitor.submit(vous, { ...ANSWERS['vous'], action: 'continuer' }, 'action'),
      visitor.submit(engagements, { ...ANSWERS['engagements'], action: 'continuer' }, 'action'),
    ]);
    const after = await visitor.visit(`${dossierOf(vous)}/etapes/vous`);
    expect(shownIn(after, 'courriel')).toEqual(['camille.moreau@exemple.test']);
    expect(shownIn(await visitor.visit(`${dossierOf(vous)}/etapes/engagements`), 'reglement')).toEqual(['oui']);
  });
});

test('what was typed survives the end of the session', async () => {
  const visitor = newVisitor();
  const vous = await beginCantine(visitor, 'julien-lefevre');
  visitor.cookies.delete('session');
  const signIn = await visitor.submit(vous, { ...ANSWERS['vous'], action: 'continuer' }, 'action');
  expect(signIn.url.pathname).toBe('/connexion');
  // FranceConnect still knows this browser: it only asks to go on.
  const consent = await visitor.submit(signIn, {}, '/connexion/franceconnect');
  const back = await visitor.submit(consent, { action: 'continuer' }, 'action');
  expect(back.url.pathname).toBe(`${dossierOf(vous)}/etapes/vous`);
  expect(shownIn(back, 'courriel')).toEqual(['camille.moreau@exemple.test']);
  expect(shownIn(back, 'telephone')).toEqual(['06 12 34 56 78']);
  const next = await visitor.submit(back, { action: 'continuer' }, 'action');
  expect(next.url.pathname).toBe(`${dossierOf(vous)}/etapes/adresse`);
});

describe('what comes from elsewhere is refused', () => {
  test('a form without its token, or from another site', async () => {
    const visitor = newVisitor();
    const vous = await beginCantine(visitor, 'thi-mai-nguyen');
    const body = new URLSearchParams({ courriel: 'pirate@exemple.test', action: 'continuer' });
    const without = await visitor.send(vous.url, { method: 'POST', body });
    const jeton = shownIn(vous, '_jeton')[0] ?? '';
    const foreign = await visitor.send(vous.url, {
      method: 'POST',
      body: new URLSearchParams({ ...Object.fromEntries(body), _jeton: jeton }),
      headers: { origin: 'https://pirate.example' },
    });
    expect([without.status, foreign.status]).toEqual([403, 403]);
    expect(shownIn(await visitor.visit(vous.url), 'courriel')).not.toContain('pirate@exemple.test');
  });

  test('the dossier of somebody else, or of another organisation, does not exist', async () => {
    const [owner, stranger, agent] = [newVisitor(), newVisitor(), newVisitor()];
    const dossier = dossierOf(await depositCantine(owner, 'camille-moreau'));
    await beginCantine(stranger, 'mehdi-benali');
    for (const path of ['', '/depot', '/accuse', '/verification', '/etapes/vous']) {
      expect((await stranger.visit(`${dossier}${path}`)).status).toBe(404);
    }
    await signInAsAgent(agent, 'patrice-lacote');
    expect((await agent.visit(`/instruction/poitiers${dossier}`)).status).toBe(404);
    expect((await agent.visit(`/instruction/creuse${dossier}`)).status).toBe(404);
  });

  test('a certified answer cannot be retyped', async () => {
    const visitor = newVisitor();
    const vous = await beginCantine(visitor, 'maelle-delattre');
    const quotient = await visitor.visit(`${dossierOf(vous)}/etapes/quotient`);
    const jeton = shownIn(quotient, '_jeton')[0] ?? '';
    await visitor.send(quotient.url, {
      method: 'POST',
      body: new URLSearchParams({ _jeton: jeton, quotient_familial: '1', action: 'continuer' }),
    });
    const after = await visitor.visit(quotient.url);
    expect(textOfPage(after)).toBe(textOfPage(quotient));
  });
});

describe('files', () => {
  let visitor: Visitor;
  let quotient: Visite;

  beforeAll(async () => {
    visitor = newVisitor();
    // Nobody at the CAF: the document is asked.
    const vous = await beginCantine(visitor, 'hugo-lambert');
    quotient = await visitor.visit(`${dossierOf(vous)}/etapes/quotient`);
  });

  /** The file comes first, as that of one child does before what is typed for the next. */
  const send = (file: File) => {
    const body = new FormData();
    for (const name of ['_jeton', 'tour', '_non_arrivees']) body.append(name, shownIn(quotient, name)[0] ?? '');
    body.append('justificatif_quotient', file);
    const typed = { communiquer_quotient: 'oui', quotient_familial: '900', action: 'continuer' };
    for (const [name, value] of Object.entries(typed)) body.append(name, value);
    return visitor.send(quotient.url, { method: 'POST', body });
  };
  const PDF = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

  test.each([
    ['0 byte', () => new File([], 'vide.pdf', { type: 'application/pdf' }), /vide/],
    ['40 MB', () => new File([PDF, new Uint8Array(40_000_000)], 'lourd.pdf', { type: 'application/pdf' }), /dépasse/],
    [
      'another type',
      () => new File(['MZ\u0000\u0001programme'], 'virus.exe', { type: 'application/x-msdownload' }),
      /n’est pas accepté/,
    ],
    ['not what it says', () => new File(['bonjour'], 'faux.pdf', { type: 'application/pdf' }), /.+/],
  ])('%s is refused beside its field, and nothing typed is lost', async (_name, file, sentence) => {
    const refused = await send(file());
    expect(refused.status).toBe(422);
    expect(errorsOf(refused).join(' ')).toMatch(sentence);
    expect(shownIn(refused, 'quotient_familial')).toEqual(['900']);
  });

  test.each([
    '../../etc/passwd.pdf',
    '📎 attestation 😀.pdf',
    `${'a'.repeat(300)}.pdf`,
  ])('a name such as %s is made safe', async (name) => {
    const fresh = newVisitor();
    const vous = await beginCantine(fresh, 'hugo-lambert');
    const page = await fresh.visit(`${dossierOf(vous)}/etapes/quotient`);
    const file = new File([PDF, name], name, { type: 'application/pdf' });
    const kept = await fresh.submit(
      page,
      { communiquer_quotient: 'oui', quotient_familial: '900', justificatif_quotient: file, action: 'joindre' },
      'action',
    );
    expect(kept.status).toBe(200);
    expect(textOfPage(kept)).not.toContain('..');
    const [remove] = /retirer-piece:[0-9a-f-]{36}/.exec(kept.html) ?? [];
    expect(remove).toBeDefined();
    await fresh.submit(kept, { action: remove }, 'action');
  });

  test('a connection cut half-way leaves nothing, and the server serves on', async () => {
    const jeton = shownIn(quotient, '_jeton')[0] ?? '';
    await cutHalfWay(quotient.url, visitor, jeton, 'justificatif_quotient');
    const after = await visitor.visit(quotient.url);
    expect(after.status).toBe(200);
    expect(after.html).not.toContain('coupe.pdf');
  });
});

describe('the files of a message', () => {
  let usager: Visitor;
  let agent: Visitor;
  let dossier = '';

  beforeAll(async () => {
    [usager, agent] = [newVisitor(), newVisitor()];
    dossier = dossierOf(await depositCantine(usager, 'camille-moreau'));
    await signInAsAgent(agent, 'sandrine-auger');
  });

  const pdf = (name: string, content = name) =>
    new File([`%PDF-1.7\n%${content}\n%%EOF\n`], name, { type: 'application/pdf' });
  const write = async (pieces: readonly File[], message = 'Voici.', from = usager, path = dossier) =>
    from.submit(await from.visit(path), { message, pieces }, '/messages');
  const removers = ({ html }: Visite) =>
    [...html.matchAll(/name="retirer" value="([0-9a-f]{64})"/g)].map(([, id]) => id);
  const threadOf = ({ html }: Visite) => textOfPage({ html: html.slice(html.indexOf('class="thread"')) } as Visite);

  test.each([
    ['0 byte', () => [new File([], 'vide.pdf', { type: 'application/pdf' })], /« vide\.pdf » : le fichier est vide/],
    [
      '40 MB',
      () => [new File(['%PDF-1.7', new Uint8Array(40_000_000)], 'lourd.pdf', { type: 'application/pdf' })],
      /« lourd\.pdf » : le fichier dépasse 20 Mo/,
    ],
    [
      'another type',
      () => [new File(['MZ\u0000\u0001'], 'virus.exe')],
      /« virus\.exe » : ce type .* n’est pas accepté/,
    ],
    [
      'not what it says',
      () => [new File(['bonjour'], '../../faux.pdf', { type: 'application/pdf' })],
      /« faux\.pdf » : ce fichier n’est pas un fichier PDF/,
    ],
    ['six', () => [1, 2, 3, 4, 5, 6].map((n) => pdf(`${n}.pdf`)), /5 fichiers au plus : retirez-en 1/],
  ])('%s: refused beside the field, the text kept', async (_name, files, sentence) => {
    const refused = await write(files(), 'Gardez ce texte.');
    expect(refused.status).toBe(422);
    expect(errorsOf(refused).join(' ').replaceAll('\u00a0', ' ')).toMatch(sentence);
    expect(shownIn(refused, 'message')).toEqual(['Gardez ce texte.']);
    expect((await usager.visit(dossier)).html).not.toContain('Gardez ce texte.');
  });

  test('the good ones stay with the form, one is removed, and what is sent twice is one message', async () => {
    const [one, two, emoji] = [pdf('un.pdf'), pdf('deux.pdf'), pdf(`📎${'é'.repeat(300)}.pdf`)];
    const refused = await write([one, new File([], 'vide.pdf'), two, emoji], '');
    expect([refused.status, removers(refused).length, checkPage(refused.html)]).toEqual([422, 3, []]);
    const errors = errorsOf(refused).join(' ').replaceAll('\u00a0', ' ');
    expect(errors).toMatch(/« vide\.pdf » : le fichier est vide/);
    const [, second] = removers(refused);
    const fewer = await usager.submit(refused, { message: 'Avec deux.', retirer: second }, '/messages');
    expect([fewer.status, removers(fewer).length, shownIn(fewer, 'message')]).toEqual([200, 2, ['Avec deux.']]);
    // The word of a page is good for who it was made for, and nowhere else.
    const stolen = shownIn(fewer, 'recues');
    const theirs = await agent.submit(
      await agent.visit(`/instruction/poitiers${dossier}`),
      { message: 'Volé', recues: stolen },
      '/messages',
    );
    expect([theirs.status, removers(theirs)]).toEqual([422, []]);

    const sent = await Promise.all([usager.submit(fewer, {}, '/messages'), usager.submit(fewer, {}, '/messages')]);
    expect(sent.map(({ status, url }) => [status, url.pathname])).toEqual([
      [200, dossier],
      [200, dossier],
    ]);
    const page = await usager.visit(dossier);
    expect(threadOf(page).match(/Avec deux\./g)).toHaveLength(1);
    expect(threadOf(page)).toContain('non analysé par un antivirus');
    expect(page.html).not.toMatch(/deux\.pdf|📎/u);
    const files = linksOf(await agent.visit(`/instruction/poitiers${dossier}`)).filter(({ href }) =>
      href.pathname.includes('/pieces/'),
    );
    expect(files.map(({ text }) => text)).toEqual(['un.pdf', expect.stringMatching(/^é{10,}\.pdf$/)]);
    const [un] = files;
    const download = await agent.visit(un?.href ?? '');
    expect([download.status, download.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="un.pdf"',
    ]);
    expect(download.html).toBe(await one.text());
    const asUsager = `${dossier}/pieces/${un?.href.pathname.split('/').at(-1)}`;
    expect((await usager.visit(asUsager)).status).toBe(200);
    const stranger = newVisitor();
    await signInAsAgent(stranger, 'patrice-lacote');
    expect((await stranger.visit(`/instruction/poitiers${asUsager}`)).status).toBe(404);
    // Back, a file more, and the button again: another message, not a lost file.
    await usager.submit(fewer, { pieces: pdf('oubli.pdf') }, '/messages');
    expect(threadOf(await usager.visit(dossier)).match(/Avec deux\./g)).toHaveLength(2);
  });

  test('an agent writes with files, and the mail only says that there are some', async () => {
    const path = `/instruction/poitiers${dossier}`;
    const refused = await write([pdf('modele.pdf'), new File([], 'vide.odt')], 'Complétez le modèle.', agent, path);
    expect([refused.status, removers(refused).length]).toEqual([422, 1]);
    await agent.submit(refused, { correction: 'oui' }, '/messages');
    await agent.submit(refused, { correction: 'oui' }, '/messages');
    expect(threadOf(await usager.visit(dossier)).match(/Complétez le modèle\./g)).toHaveLength(1);
    const mail = await parvis.courrier(({ text }) => text.includes(dossier) && text.includes('Pièces jointes'));
    expect(mail.text).toContain('1\u00a0fichier, à lire dans votre dossier.');
    expect([mail.attachments, mail.text.includes('modele')]).toEqual([[], false]);
  });

  test('the end of the session keeps the text, and says that the files must be chosen again', async () => {
    const page = await usager.visit(dossier);
    usager.cookies.delete('session');
    const signIn = await usager.submit(page, { message: 'Trop tard', pieces: pdf('tard.pdf') }, '/messages');
    const consent = await usager.submit(signIn, {}, '/connexion/franceconnect');
    const back = await usager.submit(consent, { action: 'continuer' }, 'action');
    expect([back.url.pathname, shownIn(back, 'message')]).toEqual([dossier, ['Trop tard']]);
    expect(textOfPage(back)).toContain('Choisissez de nouveau les fichiers');
  });

  test('a connection cut half-way sends nothing', async () => {
    const page = await usager.visit(dossier);
    await cutHalfWay(new URL(`${dossier}/messages`, page.url), usager, shownIn(page, '_jeton')[0] ?? '', 'pieces');
    const after = await usager.visit(dossier);
    expect([after.status, after.html.includes('coupe.pdf')]).toEqual([200, false]);
  });
});

describe('a source that fails never blocks', () => {
  // wrong_person first: afterwards the source answers from its cache. 429 last: we then stay away for a minute, for everybody.
  test.each([
    ['wrong_person', 'n’a pas pu être rapproché de votre identité'],
    ['404', 'n’a pas trouvé de dossier à votre nom'],
    ['502', 'ne répond pas pour le moment'],
    ['504', 'ne répond pas pour le moment'],
    ['garbage', 'n’a pas pu être lu'],
    ['html', 'n’a pas pu être lu'],
    ['truncated', 'n’a pas pu être lu'],
    ['429', 'ne répond pas pour le moment'],
  ])('%s', async (behaviour, sentence) => {
    await parvis.misbehave({ system: 'api-particulier', behaviour });
    try {
      const visitor = newVisitor();
      const vous = await beginCantine(visitor, 'ousmane-traore');
      const page = await visitor.visit(`${dossierOf(vous)}/etapes/quotient`);
      expect(textOfPage(page)).toContain(sentence);
      expect(shownIn(page, 'communiquer_quotient')).toEqual([]);
      await visitor.submit(await visitor.visit('/mes-dossiers'), {}, '/supprimer');
    } finally {
      await parvis.misbehave();
    }
  });
});

test('signing in by e-mail: the link serves once, in the browser that asked', async () => {
  const [visitor, thief] = [newVisitor(), newVisitor()];
  const page = await visitor.visit('/connexion?retour=/mes-dossiers');
  await visitor.submit(page, { email: 'lien@exemple.test' }, 'email');
  const mail = await parvis.courrier(({ to }) => to.includes('lien@exemple.test'));
  const link = /https?:\/\/\S+\/connexion\/lien\/\S+/.exec(mail.text)?.[0] ?? '';
  await thief.visit('/connexion');
  expect((await thief.submit(await thief.visit(link), {}, '_jeton')).status).toBe(403);
  const opened = await visitor.submit(await visitor.visit(link), {}, '_jeton');
  expect([opened.status, opened.url.pathname]).toEqual([200, '/mes-dossiers']);
  visitor.cookies.delete('session');
  expect((await visitor.submit(await visitor.visit(link), {}, '_jeton')).status).toBe(403);
});

test('a parent refused by FranceConnect still has a way', async () => {
  const visitor = newVisitor();
  const before = await visitor.visit(`${CANTINE}/commencer`);
  const provider = await visitor.submit(before, { 'accord.api_particulier.quotient_familial': 'non' }, 'avec');
  const consent = await visitor.submit(provider, { personne: 'camille-moreau' }, 'personne');
  const cancelled = await visitor.submit(consent, { action: 'annuler' }, 'action');
  expect(cancelled.status).toBe(200);
  expect(textOfPage(cancelled)).toContain('Vous avez interrompu la connexion');
  expect(visitor.cookies.has('session')).toBe(false);
});

/** Numbers of the deposited dossiers of this usager, for the cantine. */
async function numbersOf(visitor: Visitor): Promise<string[]> {
  const page = await visitor.visit('/mes-dossiers');
  const ids = linksOf(page).flatMap(({ href }) => /^\/dossiers\/[0-9a-f-]{36}$/.exec(href.pathname) ?? []);
  return [...new Set(ids)];
}

/** Sends half of a multipart form, then hangs up. */
function cutHalfWay(url: URL, visitor: Visitor, jeton: string, champ: string): Promise<void> {
  const head = [
    '--x\r\nContent-Disposition: form-data; name="_jeton"\r\n\r\n',
    `${jeton}\r\n--x\r\n`,
    `Content-Disposition: form-data; name="${champ}"; filename="coupe.pdf"\r\n`,
    'Content-Type: application/pdf\r\n\r\n%PDF-1.7\n',
  ].join('');
  return new Promise((resolve) => {
    const sending = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': 1_000_000,
        origin: url.origin,
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    sending.once('error', () => resolve());
    sending.once('close', () => resolve());
    sending.write(head, () => sending.destroy());
  });
}
