const PAUSE_MS = 250;
const SHORTEST = 2;

type Commune = { readonly nom: string; readonly codePostal?: string };

/**
 * What the browser proposes for the name of a commune follows what is typed: the name itself, or the postcode beside it.
 * Asked of our own server, which knows them all.
 */
export function communes(document: Document): void {
  for (const mark of document.querySelectorAll<HTMLElement>('[data-communes]')) {
    const { communes: nom = '', selon = nom } = mark.dataset;
    const field = (name: string) => document.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
    const list = field(nom)?.list;
    const source = field(selon);
    if (!list || !source) continue;
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => void propose(list, source, selon === nom), PAUSE_MS);
    });
  }
}

/** @param parNom homonyms are then told apart by their postcode */
async function propose(list: HTMLDataListElement, source: HTMLInputElement, parNom: boolean): Promise<void> {
  const q = source.value.trim();
  // A choice in the list: the field holds its postcode already.
  if (q.length < SHORTEST || q.endsWith(')')) return;
  try {
    const response = await fetch(`/adresses/communes?q=${encodeURIComponent(q)}`, { redirect: 'error' });
    const { communes: found = [] } = (await response.json()) as { readonly communes?: readonly Commune[] };
    if (source.value.trim() !== q) return;
    list.replaceChildren(
      ...found.map(({ nom, codePostal }) => new Option('', parNom && codePostal ? `${nom} (${codePostal})` : nom)),
    );
  } catch {
    // Offline for a moment: the name is typed whole, and the server proposes when it does not know it.
  }
}
