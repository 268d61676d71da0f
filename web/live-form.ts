import { type FaitsDeLaPage, revealConditional } from './form-faits.ts';

/** Long enough for a word to be typed, short enough to feel immediate. */
const PAUSE_MS = 400;

/**
 * A step of a form, live: conditional questions appear as soon as their condition is met (the very code that the server
 * runs), and computed values follow the answers (asked to the server, which keeps the draft by the way). A condition on
 * what only the server understands, the commune of an address say, is asked to it with them.
 */
export function liveForm(document: Document): void {
  const form = document.querySelector<HTMLFormElement>('form#etape');
  if (!form) return;
  const base = JSON.parse(form.querySelector<HTMLElement>('[data-faits]')?.dataset['faits'] ?? '{}') as FaitsDeLaPage;
  const reveal = () => revealConditional(form, base);
  let timer: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    reveal();
    clearTimeout(timer);
    if (base.serveur || form.querySelector('[data-calcul]')) {
      timer = setTimeout(() => void compute(form).then(reveal), PAUSE_MS);
    }
  });
  reveal();
}

/** A failure changes nothing on the page: the answers are there, and the next step computes again. */
async function compute(form: HTMLFormElement): Promise<void> {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.set('action', 'calculer');
  try {
    // Not `form.action`: its buttons are named so, and a form gives its elements first.
    const response = await fetch(form.getAttribute('action') ?? '', {
      method: 'POST',
      body: bodyFor(form, body),
      headers: { accept: 'text/html' },
    });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const shown of form.querySelectorAll<HTMLElement>('[data-calcul]')) {
      const fresh = page.getElementById(shown.id);
      if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes);
    }
    for (const shown of form.querySelectorAll<HTMLElement>('[data-condition]')) {
      shown.hidden = page.getElementById(shown.id)?.hidden ?? shown.hidden;
    }
  } catch {
    // Offline for a moment.
  }
}

function bodyFor(form: HTMLFormElement, body: FormData): FormData | URLSearchParams {
  if (form.enctype === 'multipart/form-data') return body;
  return new URLSearchParams([...body].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
