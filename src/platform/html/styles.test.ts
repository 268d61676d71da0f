import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { attribute, elements, parseHtml } from '../../../test/support/html-tree.ts';
import { ruledBy } from '../../../test/support/page-sheets.ts';
import { builtScript, builtStyles } from '../../../test/support/served-page.ts';
import { ROOT } from '../root.ts';
import { renderPage } from './render.ts';
import { Showcase } from './showcase.tsx';
import { DEFAULT_THEME } from './theme.ts';
import { themeCss } from './theme-css.ts';

const sheets = new Map<string, string>();
let fontBytes = 0;

beforeAll(async () => {
  const files = await builtStyles();
  for (const [name, bytes] of files) if (name.endsWith('.css')) sheets.set(name, Buffer.from(bytes).toString('utf8'));
  fontBytes = [...files].find(([name]) => name.includes('latin-wght'))?.[1].length ?? 0;
});

const sheet = (name: string) => sheets.get(name) ?? '';

const showcase = renderPage(
  Showcase({
    organisation: { name: 'Ville de Poitiers', slug: 'poitiers', theme: DEFAULT_THEME },
    assets: {
      cssHref: '/assets/parvis.css',
      wideHref: '/assets/wide.css',
      dossierHref: '/assets/dossier.css',
      themeHref: '/theme.css',
    },
    nonce: 'x',
  }),
);

describe('weight', () => {
  /** Bytes, minified. The first one is the goal of the design (§ 3): it is on every page. */
  test.each([
    ['parvis.css', 12_000],
    ['wide.css', 4_800],
    ['dossier.css', 3_000],
  ])('%s is under %i bytes', (name, limit) => {
    expect(sheet(name).length).toBeGreaterThan(0);
    expect(Buffer.byteLength(sheet(name))).toBeLessThanOrEqual(limit);
  });

  test('so are the colours of an organisation, and the font', () => {
    expect(themeCss(DEFAULT_THEME).length).toBeLessThanOrEqual(1_000);
    expect(fontBytes).toBeGreaterThan(0);
    expect(fontBytes).toBeLessThanOrEqual(35_000);
  });

  test('no colour of an organisation is in the sheet that is the same for all', () => {
    const definedIn = (css: string) => new Set(css.match(/--[a-z-]+(?=:)/g));
    const own = definedIn(themeCss(DEFAULT_THEME));
    expect(own.size).toBeGreaterThan(20);
    // A button changes its own colours: that is not where they are first said.
    const common = definedIn([...sheets.values()].join('').replaceAll(/\.[^{}]+\{[^}]*\}/g, ''));
    expect(common.size).toBeGreaterThan(8);
    expect([...own].filter((name) => common.has(name))).toEqual([]);
  });

  test('a first visit, even to the page that shows everything, is under 60 kB with its script', async () => {
    const script = await builtScript();
    expect(script.length).toBeGreaterThan(1_000);
    const transferred = [showcase, ...sheets.values(), themeCss(DEFAULT_THEME), script].map(
      (text) => gzipSync(text).length,
    );
    const total = transferred.reduce((sum, size) => sum + size, fontBytes);
    expect(total).toBeLessThanOrEqual(60_000);
  });
});

describe('rules and classes', () => {
  const shown = new Set(
    elements(parseHtml(showcase).root).flatMap((element) => attribute(element, 'class')?.split(/\s+/) ?? []),
  );
  const ruled = new Set(
    ['parvis', 'wide', 'dossier'].flatMap((name) => [...ruledBy(name)]).flatMap((name) => name.split(/^\./)[1] ?? []),
  );

  test('no rule is left behind by its component', () => {
    expect(ruled.size).toBeGreaterThan(80);
    expect([...ruled].filter((name) => !shown.has(name)).sort()).toEqual(ELSEWHERE);
  });

  test('no class is without a rule, nor a rule without a page', () => {
    const written = new Set([...shown, ...writtenClasses()]);
    expect(written.size).toBeGreaterThan(80);
    expect([...written].filter((name) => !ruled.has(name)).sort()).toEqual(UNRULED);
  });

  test('sizes and spaces follow the direction of the writing', () => {
    const physical = /(?:margin|padding|border)-(?:left|right|top|bottom)|(?:^|[;{\s])(?:left|right|top|bottom)\s*:/;
    const sources = readdirSync(STYLES).filter((name) => name !== 'parvis.css');
    expect(sources.length).toBeGreaterThan(10);
    const guilty = sources.filter((name) => physical.test(readFileSync(join(STYLES, name), 'utf8')));
    expect(guilty).toEqual([]);
  });
});

const STYLES = join(import.meta.dirname, 'styles');

/** A page whose title is a question, and the plan de financement that is filled in. */
const ELSEWHERE = ['label-heading', 'row-fields', 'row-table'];

/** What has the look of the others: named so that a neighbour in a table of names is not an exception. */
const UNRULED = ['passe', 'ton-neutre'];

/** Every class that a component or a page writes whole. */
function writtenClasses(): string[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(/\bclass="([^"$]+)"/g)])
    .flatMap(([, classes = '']) => classes.split(/\s+/));
}
