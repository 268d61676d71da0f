import { attribute, type Element, elements, parseHtml, textOf } from './html-tree.ts';

/** One answer, at the end of its redirections. */
export type Visite = {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
};

/** What to type in a form: by name of field, one or several values or files; `undefined` leaves the field out. */
export type Typed = Readonly<Record<string, string | File | readonly (string | File)[] | undefined>>;

export type Visitor = {
  visit(url: string | URL): Promise<Visite>;
  /**
   * Submits the form that holds a field or button of that name (or, from `/`, whose address ends so), as a browser
   * without scripts would: what the page has in its fields is sent, except what is typed.
   */
  submit(visite: Visite, typed: Typed, holding: string): Promise<Visite>;
  /** Sends a body that no form of ours would. Redirections are followed. */
  send(url: string | URL, init: RequestInit): Promise<Visite>;
  /** The cookies of an address, by name: to read, and to delete. */
  readonly cookies: Map<string, string>;
  /** `Set-Cookie` headers received so far, whole. */
  readonly received: readonly string[];
};

/** What answers a visitor: a server, or pages without one. */
export type Answer = (url: URL, init: RequestInit) => Promise<Response>;

/** A browser as small as it can be, without scripts: it keeps cookies, follows redirections, submits forms. */
export function createVisitor(site: string, answer: Answer = (url, init) => fetch(url, init)): Visitor {
  const cookies = new Map<string, string>();
  const received: string[] = [];

  async function go(url: URL, init: RequestInit, hops = 0): Promise<Visite> {
    if (hops > 20) throw new Error(`Too many redirections, the last to ${url.pathname}`);
    const response = await answer(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.method === 'POST' ? { origin: url.origin } : {}),
        ...init.headers,
      },
    });
    for (const header of response.headers.getSetCookie()) remember(header);
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      return go(new URL(location, url), {}, hops + 1);
    }
    return { url, status: response.status, headers: response.headers, html: await response.text() };
  }

  function remember(header: string): void {
    received.push(header);
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const expires = attributes.find((text) => /^expires=/i.test(text))?.slice('expires='.length);
    if (value === '' || (expires !== undefined && Date.parse(expires) <= Date.now())) cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    received,
    visit: (url) => go(new URL(url, site), {}),
    send: (url, init) => go(new URL(url, site), init),
    submit(visite, typed, holding) {
      const form = formHolding(visite, holding);
      const url = new URL(attribute(form, 'action') || visite.url, visite.url);
      const body = bodyOf(form, typed);
      if (attribute(form, 'method')?.toLowerCase() !== 'post') {
        for (const [name, value] of body) url.searchParams.append(name, String(value));
        return go(url, {});
      }
      const multipart = attribute(form, 'enctype') === 'multipart/form-data';
      const plain = [...body].map(([name, value]) => [name, String(value)]);
      return go(url, { method: 'POST', body: multipart ? body : new URLSearchParams(plain) });
    },
  };
}

/** All the text of the page, on one line. */
export function textOfPage({ html }: Visite): string {
  return elements(parseHtml(html).root, 'body').map(textOf).join(' ').replaceAll(/\s+/g, ' ');
}

/** What the page shows in a field: its value, the chosen option, or the checked boxes. */
export function shownIn(visite: Visite, name: string): string[] {
  const all = elements(parseHtml(visite.html).root).filter((element) => attribute(element, 'name') === name);
  return all.flatMap((control) => valuesOf(control));
}

export function linksOf({ html, url }: Visite): readonly { readonly text: string; readonly href: URL }[] {
  return elements(parseHtml(html).root, 'a').map((link) => ({
    text: textOf(link).replaceAll(/\s+/g, ' ').trim(),
    href: new URL(attribute(link, 'href') ?? '', url),
  }));
}

function formHolding({ html, url }: Visite, name: string): Element {
  const forms = elements(parseHtml(html).root, 'form');
  const form = forms.find((candidate) =>
    name.startsWith('/')
      ? attribute(candidate, 'action')?.endsWith(name)
      : elements(candidate).some((element) => attribute(element, 'name') === name),
  );
  if (!form) throw new Error(`No form of ${url.pathname} holds « ${name} »`);
  return form;
}

function bodyOf(form: Element, typed: Typed): FormData {
  const body = new FormData();
  for (const control of elements(form)) {
    const name = attribute(control, 'name');
    if (name === undefined || name in typed || attribute(control, 'disabled') !== undefined) continue;
    for (const value of valuesOf(control)) body.append(name, value);
  }
  for (const [name, value] of Object.entries(typed)) {
    for (const one of value === undefined ? [] : [value].flat()) {
      if (one instanceof File) body.append(name, one, one.name);
      else body.append(name, one);
    }
  }
  return body;
}

function valuesOf(control: Element): string[] {
  switch (control.tagName) {
    case 'textarea':
      return [textOf(control)];
    case 'select': {
      const options = elements(control, 'option');
      const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0];
      return chosen ? [attribute(chosen, 'value') ?? textOf(chosen)] : [];
    }
    case 'input':
      return valuesOfInput(control);
    default:
      return [];
  }
}

function valuesOfInput(input: Element): string[] {
  const type = attribute(input, 'type') ?? 'text';
  if (['submit', 'button', 'file', 'reset', 'image'].includes(type)) return [];
  if (['radio', 'checkbox'].includes(type)) {
    return attribute(input, 'checked') === undefined ? [] : [attribute(input, 'value') ?? 'on'];
  }
  return [attribute(input, 'value') ?? ''];
}
