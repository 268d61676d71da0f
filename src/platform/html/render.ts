import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole HTML document, from the vnode of its `<html>` (see layout.tsx). Everything interpolated is escaped. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** A piece of a page: what an e-mail, a fragment or a test needs. */
export function renderFragment(fragment: VNode): string {
  return renderToString(fragment);
}
