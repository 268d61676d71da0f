import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { emptyForm, type FormData, formData } from './form.ts';
import type { IncomingFile } from './page.ts';

type ReceiveFile = (file: IncomingFile) => Promise<unknown>;

/** A form may hold this many fields: far above any real page, far below what would tire the server. */
const FORM_LIMITS = { fields: 1000, fieldSize: 100_000, files: 20, headerPairs: 100 };

/** In characters, all the texts that come beside files: they are kept until the form is whole, and none has proved itself. */
const LONGEST_TEXTS = 256 * 1024;

/**
 * Reads the body of a POST. The token field `_jeton` comes first in our forms, so `checkToken` sees it before any file
 * is received; a form without a good token is refused before a byte is stored.
 */
export async function readForm(
  request: FastifyRequest,
  checkToken: (token: string) => void,
  receiveFile: ReceiveFile | undefined,
): Promise<FormData> {
  if (request.isMultipart()) return readMultipart(request, checkToken, receiveFile);
  const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  checkToken(fields.get('_jeton') ?? '');
  return request.body instanceof URLSearchParams ? formData(fields) : emptyForm;
}

async function readMultipart(
  request: FastifyRequest,
  checkToken: (token: string) => void,
  receiveFile: ReceiveFile | undefined,
): Promise<FormData> {
  const fields = new URLSearchParams();
  const files = new Map<string, unknown[]>();
  let [checked, length] = [false, 0];
  for await (const part of request.parts({ limits: { ...FORM_LIMITS, fileSize: Number.POSITIVE_INFINITY } })) {
    if (part.type === 'field') {
      const text = String(part.value);
      length += part.fieldname.length + text.length;
      if (length > LONGEST_TEXTS)
        throw Object.assign(new Error('The texts of a form are too long'), { statusCode: 413 });
      fields.append(part.fieldname, text);
      continue;
    }
    if (!checked) checkToken(fields.get('_jeton') ?? '');
    checked = true;
    await receivePart(part, files, receiveFile);
  }
  if (!checked) checkToken(fields.get('_jeton') ?? '');
  return formData(fields, files);
}

type FilePart = { fieldname: string; filename: string; mimetype: string; file: Readable };

async function receivePart(
  part: FilePart,
  files: Map<string, unknown[]>,
  receiveFile: ReceiveFile | undefined,
): Promise<void> {
  const chosen = part.filename !== '';
  if (!chosen || !receiveFile) {
    part.file.resume();
    return;
  }
  const received = await receiveFile({
    champ: part.fieldname,
    nom: part.filename,
    type: part.mimetype,
    stream: part.file,
  });
  part.file.resume(); // A refused file is read to its end, so that the rest of the form is.
  files.set(part.fieldname, [...(files.get(part.fieldname) ?? []), received]);
}
