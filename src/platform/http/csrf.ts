import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/**
 * The token that the forms of one browser carry: it proves that we made the form for that browser. A form shown to
 * somebody who acts for another person is only good while they do: sent later, from another tab say, it would be done in
 * their own name, or the reverse.
 *
 * @param titreId what they act under (`Auteur.titreId`), when they act for another person
 */
export function csrfToken(secret: string, browserId: string, titreId?: string): string {
  const purpose = titreId ? `formulaire:${browserId}:${titreId}` : `formulaire:${browserId}`;
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}

export function isCsrfToken(secret: string, browserId: string, given: string, titreId?: string): boolean {
  const expected = Buffer.from(csrfToken(secret, browserId, titreId));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * First line of defence, from headers that a page of another site cannot forge. Browsers that send neither header
 * (very old ones) are judged by the token alone.
 */
export function comesFromOurSite(request: FastifyRequest, origin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const from = request.headers.origin;
  return from === undefined || from === origin;
}
