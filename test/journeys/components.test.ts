import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../../src/platform/html/render.ts';
import { Showcase } from '../../src/platform/html/showcase.tsx';
import { DEFAULT_THEME, type Theme } from '../../src/platform/html/theme.ts';
import { themeCss } from '../../src/platform/html/theme-css.ts';
import { accessibilityTree } from '../support/accessibility-tree.ts';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { showPage } from '../support/served-page.ts';

/** Every component in each of its states, in a real browser. No script of ours runs: pages must do without. */
let browser: Browser;
let page: Page | undefined;

beforeAll(async () => {
  browser = await openBrowser();
});

afterEach(async () => {
  await page?.context().close();
  page = undefined;
});

afterAll(() => browser.close());

const THEMES: readonly (readonly [name: string, theme: Theme])[] = [
  ['the default look', DEFAULT_THEME],
  ['a pale brand with dark text', { ...DEFAULT_THEME, brand: '#4f9d69', onBrand: '#000000', accent: '#7a1f5c' }],
  ['grey, square, with serifs', { ...DEFAULT_THEME, brand: '#333333', font: 'classique', radius: 'droit' }],
];

describe('accessibility', () => {
  test.each(
    (['light', 'dark'] as const).flatMap((scheme) => THEMES.map(([name, theme]) => [scheme, name, theme] as const)),
  )('axe finds nothing: %s, %s', async (colorScheme, _name, theme) => {
    page = await open({ colorScheme }, theme);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('axe finds nothing on a phone', async () => {
    page = await open({ viewport: { width: 320, height: 640 } });
    expect(await axeViolations(page)).toEqual([]);
  });

  test('everything to press is 44 pixels high', async () => {
    page = await open({ viewport: { width: 320, height: 640 } });
    const small = await page.evaluate(() => {
      const controls = [
        ...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, summary, nav a'),
      ];
      const target = (control: Element) => control.closest('.choice') ?? control;
      return controls
        .filter(
          (control) => !control.closest('.breadcrumb, .skip-links') && target(control).getClientRects().length > 0,
        )
        .map((control) => ({
          text: control.outerHTML.slice(0, 80),
          height: target(control).getBoundingClientRect().height,
        }))
        .filter(({ height }) => height < 44);
    });
    expect(small).toEqual([]);
  });

  test('the first stop of the Tab key leads to the content', async () => {
    page = await open();
    const first = page
      .locator('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')
      .first();
    await first.focus();
    const link = page.locator('.skip-links a:focus');
    expect(await link.textContent()).toBe('Aller au contenu');
    expect((await link.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await focusedId(page)).toBe('contenu');
  });
});

describe('size of the window and of the text', () => {
  test.each([320, 640, 768, 1280])('nothing sticks out at %i pixels', async (width) => {
    page = await open();
    expect(await overflowAt(page, width)).toEqual([]);
  });

  test.each([640, 1280])('nothing sticks out at %i pixels with the text twice as big', async (width) => {
    page = await open();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect(await overflowAt(page, width)).toEqual([]);
  });
});

test.each([320, 768, 1280])('a number is never cut in two at %i pixels', async (width) => {
  page = await open({ viewport: { width, height: 800 } });
  const lines = await page.locator('.key-value, .price-amount').evaluateAll((numbers) =>
    numbers.map((number) => {
      const range = document.createRange();
      range.selectNodeContents(number);
      return `${number.textContent}: ${range.getClientRects().length}`;
    }),
  );
  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(lines.filter((line) => !line.endsWith(': 1'))).toEqual([]);
});

test.each([
  320, 768,
])('a long name of organisation leaves room for the name of the user at %i pixels', async (width) => {
  page = await open({ viewport: { width, height: 800 } });
  await page.locator('.identity span').evaluate((name) => {
    name.textContent = 'Communauté d’agglomération interministérielle du Haut-Clain et des Vallées réunies';
  });
  const name = await page.locator('.identity span').boundingBox();
  const user = await page.locator('.user-link').boundingBox();
  expect((name?.x ?? 0) + (name?.width ?? 1_000)).toBeLessThan(user?.x ?? 0);
  expect(await cutWords(page, '.identity span')).toEqual([]);
  expect(await overflowAt(page, width)).toEqual([]);
});

test('a long menu leaves room for the name of the organisation', async () => {
  page = await open({ viewport: { width: 1280, height: 800 } });
  await page.locator('#menu ul').evaluate((menu) => {
    for (let i = 0; i < 9; i++) menu.append(menu.children[0]?.cloneNode(true) ?? '');
  });
  const name = await page.locator('.identity span').boundingBox();
  expect(name?.width).toBeGreaterThan(100);
  expect(name?.height).toBeLessThan(120);
  expect(await overflowAt(page, 1280)).toEqual([]);
});

test('a number with a hyphen stays on one line, however narrow its place', async () => {
  page = await open();
  const heights = await page.locator('.reference').evaluateAll((numbers) =>
    numbers.map((number) => {
      const place = number.parentElement;
      if (place) place.style.width = '1px';
      return number.getClientRects().length;
    }),
  );
  expect(heights).toEqual([1]);
});

describe('charts', () => {
  test('a square of the map leaves room for a finger on a phone, and says its name', async () => {
    page = await open({ viewport: { width: 320, height: 640 } });
    const sides = await page
      .locator('.map use')
      .evaluateAll((squares) => squares.map((square) => square.getBoundingClientRect().width));
    expect(sides.length).toBe(101);
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(24);
    const tree = await accessibilityTree(page);
    expect(tree.filter((line) => /^link "Vienne \(86\) : [\d\s]+ € pour 1 000 habitants"$/.test(line))).toHaveLength(1);
  });

  test('the keyboard passes the map, or sees where it is on it', async () => {
    page = await open({ colorScheme: 'dark' });
    const pass = page.locator('.chart .hidden', { hasText: 'Passer la carte' });
    await pass.focus();
    expect((await pass.boundingBox())?.height).toBeGreaterThan(20);
    await page.keyboard.press('Tab');
    const square = page.locator('.map a:focus use');
    expect(await square.evaluate((rect) => getComputedStyle(rect).fill)).toBe('rgb(255, 207, 51)');
  });

  test('the words after a bar stay in the page, however long', async () => {
    page = await open({ viewport: { width: 320, height: 640 } });
    await page.locator('.barres td > span').evaluateAll((figures) => {
      for (const figure of figures) figure.textContent = '12 345 678 901,23 € sur plusieurs années';
    });
    expect(await overflowAt(page, 320)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('forced colours keep the tints of the map apart: %s', async (colorScheme) => {
    page = await open({ forcedColors: 'active', colorScheme });
    const looks = await page
      .locator('.map g > a')
      .evaluateAll((squares) =>
        squares.map((square) =>
          ['use', 'text'].map((part) => getComputedStyle(square.querySelector(part) as Element).fill).join(' / '),
        ),
      );
    expect(new Set(looks).size).toBe(6);
    expect(looks.filter((look) => new Set(look.split(' / ')).size !== 2)).toEqual([]);
  });
});

describe('without a script', () => {
  test('the error summary has the focus, and its links reach the first control of each field', async () => {
    page = await open({ javaScriptEnabled: false });
    const summary = page.locator('.error-summary');
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    for (const [message, id] of [
      ['Écrivez un code postal de cinq chiffres.', 'postal'],
      ['Le mois de février 2027 a 28 jours.', 'debut'],
    ] as const) {
      await summary.getByText(message).click();
      expect(await focusedId(page)).toBe(id);
    }
  });

  test('a question shows only while the answer that calls for it is chosen', async () => {
    page = await open({ javaScriptEnabled: false });
    const question = page.getByLabel('Téléphone mobile');
    expect(await question.isVisible()).toBe(true);
    await page.getByLabel('Par courriel').check();
    expect(await question.isVisible()).toBe(false);
    await page.getByLabel('Par SMS').check();
    expect(await question.isVisible()).toBe(true);
  });

  test('a press anywhere on a choice chooses it', async () => {
    page = await open({ javaScriptEnabled: false });
    const choice = page.locator('.choice', { hasText: 'Accueil occasionnel' });
    const box = await choice.boundingBox();
    if (!box) throw new Error('the choice is not shown');
    await choice.click({ position: { x: box.width - 5, y: box.height - 5 } });
    expect(await page.getByLabel('Accueil occasionnel').isChecked()).toBe(true);
  });
});

describe('other ways to see', () => {
  test('forced colours keep the current page and the focus visible', async () => {
    page = await open({ forcedColors: 'active' });
    const current = page.locator('.navigation [aria-current]');
    expect(await current.evaluate((link) => getComputedStyle(link).textDecorationLine)).toBe('underline');
    await current.focus();
    expect(await current.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid');
    expect(
      await page
        .locator('.choice input')
        .first()
        .evaluate((input) => getComputedStyle(input).appearance),
    ).toBe('auto');
  });

  test('paper has the content and not the menus', async () => {
    page = await open();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.navigation').isVisible()).toBe(false);
    expect(await page.locator('.button').first().isVisible()).toBe(false);
    expect(await page.locator('.summary-list').isVisible()).toBe(true);
    const ink = (selector: string) => page?.locator(selector).evaluate((element) => getComputedStyle(element).color);
    expect(await ink('.confirmation')).toBe(await ink('main'));
  });
});

async function open(context: BrowserContextOptions = {}, theme: Theme = DEFAULT_THEME): Promise<Page> {
  const html = renderPage(
    Showcase({
      organisation: { name: 'Communauté de communes du Haut-Clain', slug: 'haut-clain', theme },
      assets: {
        cssHref: '/assets/parvis.css',
        wideHref: '/assets/wide.css',
        dossierHref: '/assets/dossier.css',
        themeHref: '/theme.css',
      },
      nonce: 'test',
    }),
  );
  const opened = await showPage(browser, html, {
    context: { viewport: { width: 1280, height: 800 }, ...context },
    others: { '/theme.css': themeCss(theme) },
  });
  const shown = await opened.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand'));
  if (shown !== theme.brand) throw new Error(`the theme is not applied: ${shown}`);
  return opened;
}

function focusedId(current: Page): Promise<string | undefined> {
  return current.evaluate(() => document.activeElement?.id);
}

/** Words that are on two lines. */
function cutWords(current: Page, selector: string): Promise<string[]> {
  return current.locator(selector).evaluate((element) => {
    const [text] = element.childNodes;
    if (!text) return [];
    const range = document.createRange();
    return [...(text.textContent ?? '').matchAll(/[^\s-]+/g)].flatMap(({ 0: word, index }) => {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return range.getClientRects().length > 1 ? [word] : [];
    });
  });
}
