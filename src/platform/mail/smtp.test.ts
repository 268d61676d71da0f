import { once } from 'node:events';
import type { Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../clock.ts';
import { Unavailable } from '../errors.ts';
import { createMail, type Mail } from './mail.ts';

type Received = { readonly from: string; readonly to: readonly string[]; readonly source: string };

let sink: SMTPServer;
let received: Received[];
let refusal: number | undefined;
let mail: Mail;

beforeEach(async () => {
  received = [];
  refusal = undefined;
  sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, callback) {
      callback(refusal ? Object.assign(new Error('no such user'), { responseCode: refusal }) : null);
    },
    onData(stream, { envelope }, callback) {
      void text(stream).then((source) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        received.push({ from, to: envelope.rcptTo.map((recipient) => recipient.address), source });
        callback();
      });
    },
  });
  const server: Server = sink.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  mail = createMail({
    kind: 'smtp',
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    from: 'Parvis <ne-pas-repondre@exemple.fr>',
    clock: fixedClock('2026-11-24T09:00:00+01:00'),
  });
});
afterEach(async () => {
  mail.close();
  await new Promise<void>((resolve) => sink.close(resolve));
});

const message = {
  to: 'usager@exemple.fr',
  subject: 'Délibération reçue',
  text: 'Bonjour,\n\nvotre dossier est arrivé : https://exemple.fr/d/42',
};

describe('a mail over SMTP', () => {
  test('goes to one recipient, as text with an HTML alternative', async () => {
    expect(await mail.send({ ...message, senderName: 'Mairie de Sèvres', replyTo: 'mairie@exemple.fr' })).toMatchObject(
      { ok: true },
    );
    const [{ from, to, source }] = received as [Received];
    expect([from, to]).toEqual(['ne-pas-repondre@exemple.fr', ['usager@exemple.fr']]);
    const { headers, parts } = read(source);
    expect(headers).toMatchObject({
      from: 'Mairie de Sèvres <ne-pas-repondre@exemple.fr>',
      to: 'usager@exemple.fr',
      'reply-to': 'mairie@exemple.fr',
      subject: 'Délibération reçue',
      date: 'Tue, 24 Nov 2026 08:00:00 +0000',
      'auto-submitted': 'auto-generated',
    });
    expect(headers['content-type']).toMatch(/^multipart\/alternative;/);
    expect(parts.map((part) => part.type)).toEqual(['text/plain', 'text/html']);
    expect(parts[0]?.content.trim()).toBe(message.text);
    expect(parts[1]?.content).toContain('<a href="https://exemple.fr/d/42">');
  });

  test('carries attachments', async () => {
    const content = Buffer.from('%PDF-1.7 é');
    await mail.send({ ...message, attachments: [{ fileName: 'accusé.pdf', mediaType: 'application/pdf', content }] });
    const { source = '' } = received[0] ?? {};
    expect(source).toContain('Content-Type: multipart/mixed;');
    expect(source).toContain(content.toString('base64'));
    expect(source).toContain("filename*0*=utf-8''accus%C3%A9.pdf");
  });

  test('is not tried again when its recipient does not exist', async () => {
    refusal = 550;
    expect(await mail.send(message)).toEqual({
      ok: false,
      error: 'Cette adresse électronique est refusée par son serveur.',
    });
    expect(received).toEqual([]);
  });

  test('is to be tried again when its recipient’s server is busy', async () => {
    refusal = 451;
    await expect(mail.send(message)).rejects.toThrow(Unavailable);
  });

  test('is to be tried again when nobody answers, without a word on whom it was for', async () => {
    await new Promise<void>((resolve) => sink.close(resolve));
    const failure = await mail.send(message).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Unavailable);
    expect(String(failure)).not.toContain('usager');
    expect(await mail.isReady()).toBe(false);
  });

  test('can break out of no header', async () => {
    const attempt = async () => mail.send({ ...message, to: 'a@exemple.fr>\r\nRCPT TO:<b@exemple.fr' });
    await expect(attempt).rejects.toThrow('one plain address');
    expect(received).toEqual([]);
  });
});

test('readiness is asked of the server', async () => {
  expect(await mail.isReady()).toBe(true);
});

type Part = { readonly type: string; readonly content: string };

/** Enough of MIME for the mails above: headers unfolded, words decoded, one level of parts. */
function read(source: string): { headers: Record<string, string>; parts: Part[] } {
  const { headers, body } = split(source);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const { headers: own, body: encoded } = split(part.replace(/^\r\n/, ''));
      const decoded =
        own['content-transfer-encoding'] === 'base64' ? Buffer.from(encoded, 'base64') : quotedPrintable(encoded);
      return {
        type: own['content-type']?.split(';')[0] ?? '',
        content: decoded.toString('utf8').replaceAll('\r\n', '\n'),
      };
    });
  return { headers, parts };
}

function split(source: string): { headers: Record<string, string>; body: string } {
  const end = source.indexOf('\r\n\r\n');
  const lines = source
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
  });
  return { headers: Object.fromEntries(headers), body: source.slice(end + 4) };
}

function decodeWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_all, encoding: string, word: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')).toString('utf8'),
    );
}

function quotedPrintable(encoded: string): Buffer {
  const bytes = encoded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
