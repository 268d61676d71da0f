import { rechercheAdresse } from './adresse.ts';
import { communes } from './communes.ts';

/** What a form that asks for an address or a commune gains: loaded by those pages alone. */
export function lieux(document: Document): void {
  rechercheAdresse(document);
  communes(document);
}
