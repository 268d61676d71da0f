import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../clock.ts';
import { deterministicRandom } from '../random.ts';
import { createMail, type Mail } from './mail.ts';
import type { Message } from './message.ts';

let dir: string;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'parvis-mailbox-')), 'box');
});
afterEach(() => rm(join(dir, '..'), { recursive: true }));

const clock = fixedClock('2026-11-24T09:00:00+01:00');

function open(from = 'Parvis <ne-pas-repondre@exemple.fr>'): Mail {
  return createMail({ kind: 'mailbox', dir, from, clock, random: deterministicRandom('boîte') });
}

const message: Message = { to: 'usager@exemple.fr', subject: 'Votre dossier', text: 'Bonjour,\n\nnous l’avons reçu.' };

describe('the mailbox', () => {
  test('keeps what is sent, whole', async () => {
    const mail = open();
    const content = Buffer.from([0, 1, 2, 255]);
    await mail.send({
      ...message,
      attachments: [{ fileName: '../accusé.pdf', mediaType: 'application/pdf', content }],
    });
    const [kept] = (await mail.mailbox?.list()) ?? [];
    expect(kept).toMatchObject({
      ...message,
      from: 'Parvis <ne-pas-repondre@exemple.fr>',
      sentAt: '2026-11-24T08:00:00Z',
      attachments: [{ fileName: 'accusé.pdf', mediaType: 'application/pdf', base64: content.toString('base64') }],
    });
    expect(kept?.html).toContain('<p>Bonjour,</p>');
    expect(await mail.mailbox?.read(kept?.id ?? '')).toEqual(kept);
  });

  test('lists the newest first, also after a restart and within a millisecond', async () => {
    const mail = open();
    for (const subject of ['un', 'deux', 'trois']) await mail.send({ ...message, subject });
    clock.advance({ seconds: 1 });
    await open().send({ ...message, subject: 'quatre' });
    const list = (await open().mailbox?.list()) ?? [];
    expect(list.map((kept) => kept.subject)).toEqual(['quatre', 'trois', 'deux', 'un']);
    expect((await open().mailbox?.list(2))?.map((kept) => kept.subject)).toEqual(['quatre', 'trois']);
  });

  test('keeps the last 500', async () => {
    const mail = open();
    for (let i = 1; i <= 503; i++) await mail.send({ ...message, subject: `n° ${i}` });
    const list = (await mail.mailbox?.list()) ?? [];
    expect(list).toHaveLength(500);
    expect(list.at(0)?.subject).toBe('n° 503');
    expect(list.at(-1)?.subject).toBe('n° 4');
    expect(await readdir(dir)).toHaveLength(500);
  });

  test('is empty before the first message, and reads nothing else than its messages', async () => {
    const mail = open();
    expect(await mail.mailbox?.list()).toEqual([]);
    await mail.send(message);
    await writeFile(join(dir, 'notes.json'), '{}');
    await writeFile(join(dir, '000000000000000-000000-00000000.json.partial'), '{"half');
    expect(await mail.mailbox?.list()).toHaveLength(1);
    expect(await mail.mailbox?.read('../../etc/passwd')).toBeUndefined();
    expect(await mail.mailbox?.read('notes')).toBeUndefined();
    const [name = ''] = (await readdir(dir)).filter(
      (file) => /^\d{15}-\d{6}-\w{8}\.json$/.test(file) && !file.startsWith('0000000000000'),
    );
    expect(JSON.parse(await readFile(join(dir, name), 'utf8'))).toMatchObject(message);
  });
});

describe('a header cannot be broken out of', () => {
  test.each<[string, Partial<Message>]>([
    ['a second header', { to: 'a@exemple.fr\r\nBcc: b@exemple.fr' }],
    ['a line feed alone', { to: 'a@exemple.fr\nBcc: b@exemple.fr' }],
    ['two addresses', { to: 'a@exemple.fr, b@exemple.fr' }],
    ['a name', { to: 'A <a@exemple.fr>' }],
    ['a comment', { to: 'a(x)@exemple.fr' }],
    ['quotes', { to: '"a b"@exemple.fr' }],
    ['a group', { to: 'g:a@exemple.fr;' }],
    ['a nul', { to: 'a\0@exemple.fr' }],
    ['no address', { to: '' }],
    ['a domain with a space', { to: 'a@exemple .fr' }],
    ['a reply address with a header', { replyTo: 'a@exemple.fr\r\nX: y' }],
    ['a subject with a header', { subject: 'x\r\nBcc: b@exemple.fr' }],
    ['a subject with a line separator', { subject: 'x\u2028y' }],
    ['a sender with a header', { senderName: 'Mairie\r\nBcc: b@exemple.fr' }],
  ])('by %s', async (_what, part) => {
    const mail = open();
    await expect(async () => mail.send({ ...message, ...part })).rejects.toThrow(/one (?:plain address|line)/);
    expect(await mail.mailbox?.list()).toEqual([]);
  });

  test('and a sender is checked when the server starts', () => {
    expect(() => open('Parvis <a@exemple.fr>\r\nX: y <b@exemple.fr>')).toThrow();
    expect(() => open('pas une adresse')).toThrow();
  });

  test.each([
    'jean-michel.o’hara+cantine@exemple.bzh',
    'maïwenn@mairie-café.fr',
    'a@localhost',
  ])('while an unusual address passes: %s', async (to) => {
    const mail = open();
    await mail.send({ ...message, to });
    expect((await mail.mailbox?.list())?.[0]?.to).toBe(to);
  });
});
