export type IconName = keyof typeof PATHS;

/** A small drawing that repeats what the text next to it says: always hidden from assistive technologies. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Drawn for a stroke of 2 on a grid of 24. */
const PATHS = {
  'arrow-right': 'M4 12h15M13 6l6 6-6 6',
  'arrow-left': 'M20 12H5M11 6l-6 6 6 6',
  'chevron-right': 'M9 5l7 7-7 7',
  'chevron-down': 'M5 9l7 7 7-7',
  'sort-up': 'M12 20V5M6 11l6-6 6 6',
  'sort-down': 'M12 4v15M6 13l6 6 6-6',
  sort: 'M8 9l4-4 4 4M8 15l4 4 4-4',
  check: 'M4 13l5 5L20 6',
  cross: 'M6 6l12 12M18 6L6 18',
  info: 'M12 11v6M12 7.2v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  succes: 'M8 12.5l3 3 5.5-6.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  attention: 'M12 10v4.5M12 17.6v.1M12 3.5L22 20.5H2Z',
  erreur: 'M12 7v6.5M12 16.8v.1M8 3h8l5 5v8l-5 5H8l-5-5V8Z',
  file: 'M6 3h8l5 5v13H6ZM14 3v5h5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 21a7.5 7.5 0 0 1 15 0',
  lock: 'M6 11h12v10H6ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  source: 'M12 3v9M8.5 8.5L12 12l3.5-3.5M5 12v8h14v-8',
} as const;
