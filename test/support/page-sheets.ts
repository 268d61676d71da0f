import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/platform/root.ts';
import { attribute, type Element } from './html-tree.ts';

const STYLES = join(ROOT, 'src/platform/html/styles');

/** A page loads the sheets of what it holds: `wide` or `dossier` was forgotten on its layout otherwise. */
export function sheetFaults(all: readonly Element[]): string[] {
  const loaded = all.filter(({ tagName }) => tagName === 'link').map((link) => attribute(link, 'href') ?? '');
  // Only a page that the server sent has the addresses of built files.
  const has = (name: string) => loaded.some((href) => href.startsWith(`/assets/${name}-`));
  if (!has('parvis')) return [];
  const ruled = new Set(['parvis', ...OPTIONAL.filter(has)].flatMap((name) => [...ruledBy(name)]));
  const elsewhere = new Set(OPTIONAL.flatMap((name) => [...ruledBy(name)]).filter((name) => !ruled.has(name)));
  const orphans = all.flatMap((element) => namesOf(element).filter((name) => elsewhere.has(name)));
  return [...new Set(orphans)].map((name) => `${name} is in a style sheet that the page does not load`);
}

/** What a sheet has rules for, with what it imports: classes as `.card`, and tables. */
export function ruledBy(sheet: string): ReadonlySet<string> {
  const known = kept.get(sheet);
  if (known) return known;
  const css = wholeSheet(sheet).replaceAll(/\/\*[\s\S]*?\*\/|"[^"]*"/g, '');
  const names = new Set([...css.matchAll(/\.[a-z][a-z0-9-]*|^table(?= \{)/gm)].map(([name]) => name));
  kept.set(sheet, names);
  return names;
}

const OPTIONAL = ['wide', 'dossier'];
const kept = new Map<string, ReadonlySet<string>>();

function wholeSheet(name: string): string {
  const css = readFileSync(join(STYLES, `${name}.css`), 'utf8');
  return css.replaceAll(/@import "\.\/([a-z]+)\.css";/g, (_, imported: string) => wholeSheet(imported));
}

function namesOf(element: Element): readonly string[] {
  const classes = attribute(element, 'class')?.split(/\s+/) ?? [];
  return [...classes.map((name) => `.${name}`), ...(element.tagName === 'table' ? ['table'] : [])];
}
