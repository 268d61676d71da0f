/** Milliseconds between two looks. Few: the server awaits no source for more than five seconds. */
const PAUSE_MS = 1000;
/** Whoever is offline for longer is told that nothing comes any more, and presses the button. */
const LOOKS = 10;

/**
 * A step that awaits the answer of a source: looks now and then whether it came, and says so where it said that it was
 * awaited. Nothing of the form changes by itself under the fingers of who fills it in.
 */
export function attente(document: Document): void {
  const zone = document.querySelector<HTMLElement>('[data-attente]');
  if (zone) setTimeout(() => void look(zone, LOOKS), PAUSE_MS);
}

async function look(zone: HTMLElement, left: number): Promise<void> {
  const fresh = await read(zone.dataset['attente'] ?? '');
  if (fresh && !fresh.querySelector('[data-attente]')) return tell(zone, fresh);
  if (left > 1) setTimeout(() => void look(zone, left - 1), PAUSE_MS);
  else show(zone, 'rien');
}

/** Of what the zone may say, one thing. */
function show(zone: HTMLElement, shown: 'apres' | 'rien'): void {
  for (const part of ['avant', 'apres', 'rien']) {
    const said = zone.querySelector<HTMLElement>(`[data-${part}]`);
    if (said) said.hidden = part !== shown;
  }
}

/** @param fresh the step, where nothing is awaited any more */
function tell(zone: HTMLElement, fresh: Document): void {
  const ids = zone.dataset['sources']?.split(' ') ?? [];
  const muettes = ids.flatMap((id) => fresh.querySelector(`[data-muette="${CSS.escape(id)}"]`) ?? []);
  if (muettes.length === ids.length) {
    zone.replaceChildren(...muettes);
    return;
  }
  const button = zone.querySelector('button');
  show(zone, 'apres');
  if (button) button.textContent = 'Voir la réponse';
  zone.append(...muettes);
}

/** Undefined when there is no page to read: offline for a moment. */
async function read(href: string): Promise<Document | undefined> {
  try {
    const response = await fetch(href, { headers: { accept: 'text/html' } });
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : undefined;
  } catch {
    return undefined;
  }
}
