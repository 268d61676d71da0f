import { quote } from '../../../values/french.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import type { Receipt } from './receipt.ts';

export type Line = { readonly label: string; readonly text: string };

/**
 * What a receipt says, for somebody to read: `numero` and `organisation` of `contenu` when the event gave them, else the
 * identifiers. Everything comes from the file: it is only worth what the verdict on it is worth.
 */
export function describeReceipt({ entry, head, position, disclosures }: Receipt): Line[] {
  const { numero, organisation } = entry.contenu;
  const lines = [
    { label: 'Dossier', text: typeof numero === 'string' ? numero : `${entry.sujet.type} ${entry.sujet.id}` },
    { label: 'Organisation', text: typeof organisation === 'string' ? organisation : (entry.organisation ?? 'aucune') },
    { label: 'Fait', text: entry.type },
    { label: 'Date', text: formatInstant(entry.at) },
    { label: 'Auteur', text: entry.acteur.id === null ? entry.acteur.type : `${entry.acteur.type} ${entry.acteur.id}` },
    { label: 'Journal', text: head.origin },
    { label: 'Place', text: `écriture n°\u00a0${position + 1} sur ${head.size}` },
    { label: 'Signé le', text: formatInstant(head.at) },
    ...disclosures.map(({ nom, valeur }) => ({ label: 'Déposé', text: `${quote(nom)}\u00a0: ${showValue(valeur)}` })),
  ];
  return lines.map(({ label, text }) => ({ label, text: printable(text) }));
}

/** The fingerprint of a key in groups of four, to be compared by eye. */
export function formatKeyId(keyId: string): string {
  return keyId.replace(/(.{4})(?=.)/g, '$1 ');
}

/**
 * Text from a file, safe to print: a forged receipt could otherwise drive the terminal or, with characters that reverse
 * the reading order, show something else than what it says.
 */
export function printable(text: string): string {
  return text.replace(/\r?\n/g, ' ⏎ ').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

function showValue(valeur: Json): string {
  return typeof valeur === 'string' ? valeur : canonicalJson(valeur);
}

/** @param at instant in UTC. The verifier also runs where Temporal is absent, hence a Date, which here is an instant. */
function formatInstant(at: string): string {
  const text = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'Europe/Paris' });
  return `${text.format(new Date(at))} (heure de Paris)`;
}
