import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import type { AxeResults, RunOptions } from 'axe-core';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/**
 * A real Chromium, from npm. Open it once a test file (`beforeAll`) and close it at the end; a page of a fresh
 * context a test keeps cookies apart.
 */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((arg) => !UNWANTED.has(arg)), '--disable-gpu', '--no-sandbox'],
  });
}

const UNWANTED: ReadonlySet<string> = new Set([
  // In a single process, closing one context would end the browser.
  '--single-process',
  '--no-zygote',
  // A graphics card imitated by the processor paints the same page for half as much time again.
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]);

/** One line a violation of WCAG 2.2 AA or of axe's best practices, with where it is; nothing when the page is good. */
export async function axeViolations(page: Page): Promise<string[]> {
  axeSource ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await axeSource);
  const results = await page.evaluate<AxeResults, RunOptions>((options) => window.axe.run(document, options), {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return results.violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${oneLine(failureSummary)})`);
    return `${id}: ${help}\n  ${places.join('\n  ')}`;
  });
}

/** What sticks out when the window is `width` CSS pixels wide (WCAG 1.4.10: 320); nothing when all fits. */
export async function overflowAt(page: Page, width: number): Promise<string[]> {
  const { height } = page.viewportSize() ?? { height: 800 };
  await page.setViewportSize({ width, height });
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    const places = wide.map((element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`);
    return [`the page is ${scrollWidth} px wide in a window of ${clientWidth} px`, ...places.slice(0, 10)];
  });
}

let axeSource: Promise<string> | undefined;

declare global {
  interface Window {
    readonly axe: { run(root: Document, options: RunOptions): Promise<AxeResults> };
  }
}

function oneLine(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}
