import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemeOf, problemJson } from './errors.ts';

/** What cannot be read as HTTP has no request nor page: its sender is told on the connection itself, which is then closed. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const probleme = problemeOf({ statusCode: STATUS[error.code ?? ''] ?? 400 });
    const body = JSON.stringify(problemJson(probleme, crypto.randomUUID()));
    socket.write(
      [
        `HTTP/1.1 ${probleme.status} ${STATUS_CODES[probleme.status]}`,
        'Content-Type: application/problem+json; charset=utf-8',
        'X-Content-Type-Options: nosniff',
        'Connection: close',
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy(error);
}

const STATUS: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
