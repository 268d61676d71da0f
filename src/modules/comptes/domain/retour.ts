/**
 * Where to go after a sign-in: only a path of this site. Anything that a browser could read as another host
 * (`//evil`, `/\evil`, `https:evil`, control characters) becomes the home page.
 */
export function safeRetour(asked: string | null | undefined): string {
  if (!asked || asked.length > 2000) return '/';
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.includes('\\')) return '/';
  const base = 'https://parvis.invalid';
  const url = new URL(asked, base);
  // `/.//evil` only shows its two slashes once its dots are folded.
  if (url.origin !== base || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
