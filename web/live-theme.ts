/** Long enough for a colour to be typed. */
const PAUSE_MS = 400;

/**
 * The look of an organisation, live: as soon as a value changes, the server says what cannot be read, beside its field,
 * and the page wears what can. The answers stay where they are typed; nothing is saved.
 */
export function liveTheme(document: Document): void {
  const form = document.querySelector<HTMLFormElement>('form#apparence');
  if (!form) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void tryOn(document, form), PAUSE_MS);
  });
}

/** A failure changes nothing on the page: the button « Voir l’aperçu » is there. */
async function tryOn(document: Document, form: HTMLFormElement): Promise<void> {
  const fields = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const body = new URLSearchParams([...fields, ['action', 'apercu']]);
  try {
    // Not `form.action`: its buttons are named so, and a form gives its elements first.
    const response = await fetch(form.getAttribute('action') ?? '', {
      method: 'POST',
      body,
      headers: { accept: 'text/html' },
    });
    if (response.status !== 200 && response.status !== 422) return;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const look = fresh.querySelector<HTMLLinkElement>('link[href*="/apercu.css"]');
    if (look) wear(document, look.getAttribute('href') ?? '');
    for (const input of form.querySelectorAll<HTMLInputElement>('input[type="text"]')) {
      sayErrors(input, fresh.getElementById(input.id));
    }
  } catch {
    // Offline for a moment.
  }
}

/** After the page's own sheets, so that it wins; one at a time. */
function wear(document: Document, href: string): void {
  const link = document.head.appendChild(document.createElement('link'));
  link.rel = 'stylesheet';
  link.href = href;
  link.dataset['essai'] = '';
  link.addEventListener('load', () => {
    for (const other of document.querySelectorAll('link[data-essai]')) if (other !== link) other.remove();
  });
}

function sayErrors(input: HTMLInputElement, fresh: HTMLElement | null): void {
  const [field, other] = [input.closest('.field'), fresh?.closest('.field')];
  if (!field || !fresh || !other) return;
  field.className = other.className;
  field.querySelector('.error-message')?.remove();
  const message = other.querySelector('.error-message');
  if (message) input.before(message);
  for (const name of ['aria-invalid', 'aria-describedby']) {
    const value = fresh.getAttribute(name);
    if (value === null) input.removeAttribute(name);
    else input.setAttribute(name, value);
  }
}
