import { type Adresse, adressesPour, PARTIES, type Partie } from './adresses.ts';
import { positionField } from './position.ts';

/** Long enough for a few letters, short enough to feel immediate. */
const PAUSE_MS = 250;
const SHORTEST = 3;

/**
 * Puts before the fields of an address one where it is searched as it is typed (combobox of the ARIA practices), asked
 * of our own server: the browser speaks to nobody else. Choosing fills the fields, which stay the answer. Where the
 * device knows where it is, it can be asked to propose the addresses around.
 */
export function rechercheAdresse(document: Document): void {
  for (const mark of document.querySelectorAll<HTMLElement>('[data-adresse]')) {
    const nom = mark.dataset['adresse'] ?? '';
    const fields = PARTIES.flatMap((partie) => {
      const field = document.querySelector<HTMLInputElement>(`[name="${CSS.escape(`${nom}.${partie}`)}"]`);
      return field ? [[partie, field] as const] : [];
    });
    if (fields.length !== PARTIES.length) continue;
    const jeton = mark.closest('form')?.querySelector<HTMLInputElement>('[name="_jeton"]')?.value ?? '';
    mark.replaceWith(...combobox(document, { nom, jeton }, (adresse) => fill(fields, adresse)));
  }
}

function fill(fields: readonly (readonly [Partie, HTMLInputElement])[], adresse: Adresse): void {
  for (const [partie, field] of fields) {
    field.value = adresse[partie] ?? '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function combobox(
  document: Document,
  { nom, jeton }: { readonly nom: string; readonly jeton: string },
  choose: (adresse: Adresse) => void,
): readonly HTMLElement[] {
  const id = `${nom.replace(/[^A-Za-z0-9_-]+/g, '-')}-recherche`;
  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Readonly<Record<string, string>>,
    text = '',
  ) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const box = make('div', { class: 'field' });
  const input = make('input', {
    id,
    class: 'input',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: '200',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-liste`,
    'aria-describedby': `${id}-indice`,
  });
  const list = make('ul', { id: `${id}-liste`, role: 'listbox', 'aria-label': 'Adresses proposées' });
  const status = make('p', { class: 'hidden', role: 'status' });
  box.append(
    make('label', { class: 'label', for: id }, 'Rechercher l’adresse'),
    make(
      'p',
      { class: 'hint', id: `${id}-indice` },
      'Écrivez-la et choisissez-la dans la liste, ou remplissez les champs ci-dessous.',
    ),
    input,
    list,
    status,
  );

  let found: readonly Adresse[] = [];
  let active = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  const show = (adresses: readonly Adresse[]) => {
    found = adresses;
    active = -1;
    list.replaceChildren(
      ...adresses.map(({ label }, index) =>
        make('li', { id: `${id}-${index}`, role: 'option', 'aria-selected': 'false' }, label),
      ),
    );
    list.hidden = adresses.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  };
  const move = (to: number) => {
    active = to;
    [...list.children].forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === active));
    });
    if (active >= 0) input.setAttribute('aria-activedescendant', `${id}-${active}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const forget = () => {
    clearTimeout(timer);
    asked?.abort();
  };
  const take = (index: number) => {
    const adresse = found[index];
    if (!adresse) return;
    forget();
    input.value = adresse.label;
    choose(adresse);
    show([]);
    status.textContent = 'Les champs de l’adresse sont remplis.';
  };
  const search = async (q: string) => {
    asked = new AbortController();
    try {
      show(await adressesPour(q, asked.signal));
      status.textContent = tell(found.length);
    } catch {
      // Another letter came meanwhile, or nobody answers: the fields are there.
    }
  };

  input.addEventListener('input', () => {
    forget();
    const q = input.value.trim();
    if (q.length < SHORTEST) show([]);
    else timer = setTimeout(() => void search(q), PAUSE_MS);
  });
  input.addEventListener('keydown', (event) => {
    const count = found.length;
    // Enter chooses, and never sends the form from here.
    if (event.key === 'Enter') take(active);
    else if (event.key === 'ArrowDown' && count > 0) move((active + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) move(active <= 0 ? count - 1 : active - 1);
    else if (event.key === 'Escape' && count > 0) show([]);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => {
    forget();
    show([]);
  });
  // Before the field loses the focus, which closes the list.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take([...list.children].indexOf(event.target as Element));
  });
  const propose = (adresses: readonly Adresse[]) => {
    forget();
    input.focus();
    show(adresses);
  };
  show([]);
  return [box, ...positionField(document, { id, jeton, propose })];
}

function tell(count: number): string {
  if (count === 0) return 'Aucune adresse proposée.';
  return count === 1 ? '1\u00a0adresse proposée.' : `${count}\u00a0adresses proposées.`;
}
