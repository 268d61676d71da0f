import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../../src/platform/root.ts';

const ORIGIN = 'http://parvis.test';
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', woff2: 'font/woff2' };

/** The built style sheet and the fonts it asks for, by name, as `npm run build` makes them. */
export async function builtStyles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/platform/html/styles/parvis.css')],
    bundle: true,
    minify: true,
    write: false,
    // The browsers of scripts/build.js: what is weighed is what is sent.
    target: ['chrome90', 'firefox90', 'safari14'],
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
    outdir: '/',
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(1), contents]));
}

/** The script that every page loads, as `npm run build` makes it. */
export async function builtScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'web/page.ts')],
    bundle: true,
    minify: true,
    write: false,
    target: 'es2020',
    format: 'iife',
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Shows a page made of components in a browser without starting the platform. Its style sheet must be at
 * `/assets/parvis.css`; `others` holds what else it asks for, by path.
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
