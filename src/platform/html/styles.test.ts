import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { attribute, elements, parseHtml } from '../../../test/support/html-tree.ts';
import { builtScript, builtStyles } from '../../../test/support/served-page.ts';
import { renderPage } from './render.ts';
import { Showcase } from './showcase.tsx';
import { DEFAULT_THEME } from './theme.ts';
import { themeCss } from './theme-css.ts';

let css = '';
let fontBytes = 0;

beforeAll(async () => {
  const files = await builtStyles();
  css = Buffer.from(files.get('parvis.css') ?? []).toString('utf8');
  fontBytes = [...files].find(([name]) => name.includes('latin-wght'))?.[1].length ?? 0;
});

const showcase = renderPage(
  Showcase({
    organisation: { name: 'Ville de Poitiers', slug: 'poitiers', theme: DEFAULT_THEME },
    assets: { cssHref: '/assets/parvis.css' },
    nonce: 'x',
  }),
);

describe('weight', () => {
  test('the style sheet and the font are small', () => {
    expect(css.length).toBeLessThanOrEqual(18_950);
    expect(gzipSync(css).length).toBeLessThanOrEqual(5_950);
    expect(fontBytes).toBeGreaterThan(0);
    expect(fontBytes).toBeLessThanOrEqual(35_000);
  });

  test('a first visit, even to the page that shows everything, is under 60 kB with its script', async () => {
    const script = await builtScript();
    expect(script.length).toBeGreaterThan(1_000);
    const transferred = [showcase, css, themeCss(DEFAULT_THEME), script].map((text) => gzipSync(text).length);
    const total = transferred.reduce((sum, size) => sum + size, fontBytes);
    expect(total).toBeLessThanOrEqual(60_000);
  });
});

describe('rules and classes', () => {
  const used = new Set(
    elements(parseHtml(showcase).root).flatMap((element) => attribute(element, 'class')?.split(/\s+/) ?? []),
  );

  test('no rule is left behind by its component', () => {
    const ruled = new Set(
      [...css.replaceAll(/"[^"]*"/g, '').matchAll(/\.([a-z][a-z0-9-]*)/g)].map(([, name]) => name ?? ''),
    );
    expect(ruled.size).toBeGreaterThan(80);
    expect([...ruled].filter((name) => !used.has(name)).sort()).toEqual(ELSEWHERE);
  });

  test('sizes and spaces follow the direction of the writing', () => {
    const physical = /(?:margin|padding|border)-(?:left|right|top|bottom)|(?:^|[;{\s])(?:left|right|top|bottom)\s*:/;
    const sources = ['actions', 'base', 'charts', 'choices', 'content', 'dossier', 'forms', 'layout', 'modes'];
    const guilty = sources.filter((name) =>
      physical.test(readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8')),
    );
    expect(guilty).toEqual([]);
  });
});

/** A page whose title is a question, and one where nobody is signed in. */
const ELSEWHERE = ['label-heading', 'user-link'];
