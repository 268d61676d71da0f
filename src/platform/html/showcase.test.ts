import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPage } from '../../../test/support/page-invariants.ts';
import * as everything from './index.ts';
import { renderPage } from './render.ts';
import { Showcase } from './showcase.tsx';
import { DEFAULT_THEME } from './theme.ts';

const html = renderPage(
  Showcase({
    organisation: { name: 'Ville de Poitiers', slug: 'poitiers', theme: DEFAULT_THEME },
    assets: { cssHref: '/c.css', wideHref: '/w.css', dossierHref: '/d.css', themeHref: '/t.css' },
    nonce: 'x',
  }),
);

test('respects every invariant of a page', () => {
  expect(checkPage(html)).toEqual([]);
});

test('shows every component', () => {
  const folder = new URL('./showcase/', import.meta.url);
  const sources = [
    readFileSync(new URL('./showcase.tsx', import.meta.url), 'utf8'),
    ...readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')),
  ].join('\n');
  const components = Object.keys(everything).filter((name) => /^[A-Z][a-z]/.test(name));
  expect(components.length).toBeGreaterThan(45);
  expect(components.filter((name) => !new RegExp(`<${name}\\b`).test(sources))).toEqual(PARTS);
});

/** Seen inside the others. */
const PARTS = ['Frieze', 'Icon', 'SkipLink', 'VisuallyHidden'];
