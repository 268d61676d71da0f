import { z } from 'zod';
import { invisibles } from '../../../values/invisibles.ts';

/**
 * A name holds on one line and is shown inside sentences of ours: what ends a line or says a direction goes too, and a
 * space stands for it. The soft hyphen, which is inside a word, would cut it in two: it stays, unseen, and so do the
 * joiners that some names are written with.
 */
const INVISIBLE = invisibles('controls', 'layout', 'lineSeparators', 'turning', 'directionMarks', 'zeroWidth');

/** A name as an identity provider writes it, fit to be shown; empty when nothing is left. */
export const texteOuVide = z
  .string()
  .transform((text) => text.toWellFormed().normalize('NFC').replace(INVISIBLE, ' ').replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().max(300));

export const texte = texteOuVide.pipe(z.string().min(1));
