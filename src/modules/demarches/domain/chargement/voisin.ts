import { quote } from '../../../../values/french.ts';
import { normaliseName } from '../../../../values/names.ts';

/** « Vouliez-vous « date » ? », or the list of what is known when nothing looks like what was written. */
export function vouliezVous(written: string, known: readonly string[], sinon: string): string {
  const near = voisin(written, known);
  if (near !== undefined) return `Vouliez-vous ${quote(near)}\u00a0?`;
  return known.length === 0
    ? sinon
    : `${sinon} Connus\u00a0: ${known.slice(0, LISTE_MAX).join(', ')}${known.length > LISTE_MAX ? '…' : ''}.`;
}

/** The known name that a slip of the keyboard, or an accent, would turn into what was written. */
function voisin(written: string, known: readonly string[]): string | undefined {
  const key = normaliseName(written.slice(0, LONGUEUR_MAX));
  const [best] = known
    .map((name) => ({ name, slips: distance(key, normaliseName(name)) }))
    .filter(({ name, slips }) => slips <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.slips - b.slips);
  return best?.name;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

const LONGUEUR_MAX = 60;
const LISTE_MAX = 40;
