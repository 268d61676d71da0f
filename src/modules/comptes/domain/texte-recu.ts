import { z } from 'zod';

/**
 * Controls, and the marks that change the direction of writing or are not seen at all: they are no part of a name, and
 * could make a page or a letter say something else. The joiners of some scripts stay.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this removes
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A name as an identity provider writes it, fit to be shown; empty when nothing is left. */
export const texteOuVide = z
  .string()
  .transform((text) => text.toWellFormed().normalize('NFC').replace(INVISIBLE, ' ').replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().max(300));

export const texte = texteOuVide.pipe(z.string().min(1));
