import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../../src/platform/root.ts';

const ORIGIN = 'http://parvis.test';
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', woff2: 'font/woff2' };

/** The built style sheets and the fonts they ask for, by name, as `npm run build` makes them. */
export async function builtStyles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { STYLES } = (await import(join(ROOT, 'scripts/build.js'))) as { readonly STYLES: BuildOptions };
  const { outputFiles = [] } = await build({ ...STYLES, write: false, assetNames: '[name]', outdir: '/' });
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(1), contents]));
}

/** The script that every page loads, as `npm run build` makes it. */
export async function builtScript(): Promise<string> {
  const { SCRIPTS } = (await import(join(ROOT, 'scripts/build.js'))) as { readonly SCRIPTS: BuildOptions };
  const { outputFiles = [] } = await build({ ...SCRIPTS, write: false, outdir: '/' });
  return outputFiles.find(({ path }) => path === '/page.js')?.text ?? '';
}

/**
 * Shows a page made of components in a browser without starting the platform. Its style sheets must be at
 * `/assets/parvis.css`, `/assets/wide.css`…; `others` holds what else it asks for, by path.
 */
export async function showPage(
  browser: Browser,
  html: string,
  options: { readonly context?: BrowserContextOptions; readonly others?: Readonly<Record<string, string>> } = {},
): Promise<Page> {
  styles ??= builtStyles();
  const files = await styles;
  const context = await browser.newContext(options.context);
  const page = await context.newPage();
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    const other = options.others?.[pathname];
    const name = pathname.replace('/assets/', '');
    const body = other === undefined ? files.get(name) : Buffer.from(other);
    if (!body) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'text/css', body: Buffer.from(body) });
  });
  await page.goto(`${ORIGIN}/`);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  return page;
}

let styles: ReturnType<typeof builtStyles> | undefined;
