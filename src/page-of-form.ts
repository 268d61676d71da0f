import type { Page } from './platform/http/page.ts';

/**
 * The page on which the form of an address stands: itself, or the nearest address above it that can be read. A message
 * is written on the page of its dossier, at an address of its own.
 *
 * @returns `/` when nothing above can be read
 */
export function makePageOfForm(pages: readonly Pick<Page, 'path' | 'GET'>[]): (path: string) => string {
  const readable = pages.filter(({ GET }) => GET !== undefined).map(({ path }) => patternOf(path));
  const isReadable = (path: string) => readable.some((pattern) => pattern.test(path));
  return (path) => {
    let above = path;
    while (above !== '' && !isReadable(above)) above = above.slice(0, above.lastIndexOf('/'));
    return above === '' ? '/' : above;
  };
}

function patternOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => (segment.startsWith(':') ? '[^/]+' : RegExp.escape(segment)));
  return new RegExp(`^${segments.join('/')}$`);
}
