/** The text with ordinary spaces in place of those that do not break, so that a test writes what people read. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}
