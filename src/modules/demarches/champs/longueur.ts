/** As people count: an emoji or a rare letter is one. */
export function compterCaracteres(text: string): number {
  return [...text].length;
}
