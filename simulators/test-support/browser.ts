/**
 * A browser as small as it can be, without scripts: it keeps cookies, follows redirections and submits forms. It stops
 * at the door of any other site, which is where a sign-in ends.
 */
export interface Browser {
  visit(url: string | URL): Promise<Visit>;
  /** Submits the form of the page that `visit` left on screen. */
  submit(visit: Visit, fields: Readonly<Record<string, string>>): Promise<Visit>;
  /** Another browser that holds the cookies of this one, as a thief would. */
  twin(): Browser;
}

export interface Visit {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
  /** Set when a redirection led out of the site: where to. */
  readonly leftFor: URL | undefined;
}

type Jar = Map<string, { value: string; path: string }>;

export function createBrowser(site: string, jar: Jar = new Map()): Browser {
  const { origin } = new URL(site);

  async function go(url: URL, init: RequestInit): Promise<Visit> {
    if (url.origin !== origin) {
      return { url, status: 0, html: '', leftFor: url };
    }
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, accept: 'text/html', cookie: cookiesFor(url.pathname) },
    });
    response.headers.getSetCookie().forEach(remember);
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      return go(new URL(location, url), { method: 'GET' });
    }
    return { url, status: response.status, html: await response.text(), leftFor: undefined };
  }

  function cookiesFor(path: string): string {
    return [...jar]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([key, { value }]) => `${key.slice(0, key.indexOf(' '))}=${value}`)
      .join('; ');
  }

  function remember(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const attribute = (wanted: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? '/';
    const expires = attribute('expires');
    const key = `${name} ${path}`;
    if (expires !== undefined && Date.parse(expires) <= Date.now()) {
      jar.delete(key);
    } else {
      jar.set(key, { value: pair.slice(pair.indexOf('=') + 1), path });
    }
  }

  return {
    twin: () => createBrowser(site, new Map(jar)),
    visit: (url) => go(new URL(url), { method: 'GET' }),
    submit: (visit, fields) => {
      const action = /<form[^>]* action="([^"]*)"/.exec(visit.html)?.[1];
      return go(new URL(action ?? visit.url, visit.url), { method: 'POST', body: new URLSearchParams(fields) });
    },
  };
}
