import { Conflict, Forbidden, NotFound, Unavailable } from '../errors.ts';

/** What the visitor learns when something is refused or breaks. */
export type Probleme = {
  readonly status: number;
  readonly titre: string;
  readonly detail: string;
  /** True when somebody must look at it: logged with its stack. */
  readonly anomalie: boolean;
};

/** The one place where an exception becomes an HTTP answer. */
export function problemeOf(error: unknown): Probleme {
  if (error instanceof NotFound) return known(404, 'Page introuvable', error.message || INTROUVABLE);
  if (error instanceof Forbidden) return known(403, 'Accès refusé', error.message || INTERDIT);
  if (error instanceof Conflict) return known(409, 'Cette page a changé entre-temps', error.message || CONFLIT);
  if (error instanceof Unavailable) {
    return { ...known(503, 'Service momentanément indisponible', error.message || INDISPONIBLE), anomalie: true };
  }
  const status = statusCodeOf(error);
  if (status === 413) return known(413, 'Envoi trop volumineux', 'Ce que vous avez envoyé dépasse la taille permise.');
  if (status === 415) return known(415, 'Format non accepté', 'Ce format d’envoi n’est pas accepté.');
  if (status === 429) return known(429, 'Trop de demandes', 'Attendez une minute, puis réessayez.');
  if (status >= 400 && status < 500)
    return known(status, 'Demande incorrecte', 'Cette demande n’a pas pu être comprise.');
  return {
    status: 500,
    titre: 'Un problème est survenu',
    detail: 'Ce qui était enregistré est conservé. Réessayez dans quelques instants.',
    anomalie: true,
  };
}

/** The same for programs (RFC 9457), as `application/problem+json`. */
export function problemJson({ titre, status, detail }: Omit<Probleme, 'anomalie'>, requestId: string) {
  return { type: 'about:blank', title: titre, status, detail, instance: `urn:uuid:${requestId}` };
}

const INTROUVABLE = 'Vérifiez l’adresse, ou repartez de la page d’accueil.';
const INTERDIT = 'Votre compte ne permet pas d’ouvrir cette page.';
const CONFLIT = 'Rechargez la page pour voir son état actuel.';
const INDISPONIBLE = 'Réessayez dans quelques minutes.';

function known(status: number, titre: string, detail: string): Probleme {
  return { status, titre, detail, anomalie: false };
}

function statusCodeOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
