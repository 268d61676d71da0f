import type { Page } from 'playwright-core';

/**
 * Presses Tab from the top of the page until it comes back, and tells which elements were reached, in order, against
 * those that a keyboard must reach: everything that can be used, once, in the order of the document. Radio buttons of one
 * question are one stop.
 */
export async function tabStops(page: Page): Promise<{ reached: string[]; expected: string[] }> {
  const expected = await page.evaluate(() => {
    const usable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
    const seen = new Set<string>();
    return [...document.querySelectorAll<HTMLElement>(usable)].flatMap((element, index) => {
      element.dataset['stop'] = String(index);
      const shown = element.checkVisibility({ visibilityProperty: true });
      if (!shown || element.tabIndex < 0 || element.matches(':disabled')) return [];
      if (element instanceof HTMLInputElement && element.type === 'radio') {
        if (seen.has(element.name)) return [];
        seen.add(element.name);
      }
      return [`${index} ${element.localName} ${(element.getAttribute('name') ?? element.textContent).trim()}`];
    });
  });
  const reached: string[] = [];
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.scrollTo(0, 0);
  });
  for (let presses = 0; presses < expected.length + 5; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      const name = (element.getAttribute('name') ?? element.textContent).trim();
      return `${element.dataset['stop'] ?? 'unexpected'} ${element.localName} ${name}`;
    });
    if (stop === undefined || reached.includes(stop)) break;
    reached.push(stop);
  }
  return { reached, expected };
}
