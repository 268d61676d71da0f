/** A kind of file that a form may accept. What it is called, and how it announces itself. */
export type FileType = keyof typeof FILE_TYPES;

/** Kinds that one may take for another without harm: phones name photos at random, a CSV is a text. */
type Family = 'image' | 'texte' | 'document';

type Announcement = {
  readonly label: string;
  readonly family: Family;
  /** The first is the one that we serve. */
  readonly mediaTypes: readonly [string, ...string[]];
  readonly extensions: readonly [string, ...string[]];
};

const FILE_TYPES = {
  pdf: announce('PDF', 'document', ['application/pdf', 'application/x-pdf'], ['pdf']),
  jpeg: announce('JPEG', 'image', ['image/jpeg', 'image/jpg', 'image/pjpeg'], ['jpg', 'jpeg', 'jpe', 'jfif']),
  png: announce('PNG', 'image', ['image/png', 'image/x-png'], ['png']),
  heic: announce('HEIC', 'image', ['image/heic', 'image/heif'], ['heic', 'heif']),
  webp: announce('WebP', 'image', ['image/webp'], ['webp']),
  odt: announce('ODT', 'document', ['application/vnd.oasis.opendocument.text'], ['odt']),
  ods: announce('ODS', 'document', ['application/vnd.oasis.opendocument.spreadsheet'], ['ods']),
  docx: announce(
    'DOCX',
    'document',
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['docx'],
  ),
  xlsx: announce('XLSX', 'document', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['xlsx']),
  txt: announce('texte', 'texte', ['text/plain'], ['txt', 'text', 'md']),
  csv: announce('CSV', 'texte', ['text/csv', 'application/csv', 'text/comma-separated-values'], ['csv']),
  json: announce('JSON', 'texte', ['application/json'], ['json']),
  xml: announce('XML', 'texte', ['text/xml', 'application/xml'], ['xml']),
  zip: announce('ZIP', 'document', ['application/zip', 'application/x-zip-compressed'], ['zip']),
};

export function describeType(type: FileType): Announcement {
  return FILE_TYPES[type];
}

/**
 * What a file says it is: by the type that the browser declares, by its extension, or nothing that we know. A declared
 * zip says nothing: some browsers call so any office document.
 */
export function announcedTypes(declaredType: string, fileName: string): readonly FileType[] {
  const mediaType = declaredType.split(';')[0]?.trim().toLowerCase() ?? '';
  const declared = find(({ mediaTypes }) => mediaTypes.includes(mediaType));
  const named = typeOfExtension(extensionOf(fileName));
  return [declared === 'zip' ? undefined : declared, named].filter((type) => type !== undefined);
}

export function typeOfExtension(extension: string): FileType | undefined {
  return find(({ extensions }) => extensions.includes(extension.toLowerCase()));
}

/** Without its dot, empty when there is none: `scan.PDF` → `PDF`. */
export function extensionOf(fileName: string): string {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(fileName)?.[1] ?? '';
}

function find(matches: (announcement: Announcement) => boolean): FileType | undefined {
  return (Object.keys(FILE_TYPES) as FileType[]).find((type) => matches(FILE_TYPES[type]));
}

function announce(
  label: string,
  family: Family,
  mediaTypes: readonly [string, ...string[]],
  extensions: readonly [string, ...string[]],
): Announcement {
  return { label, family, mediaTypes, extensions };
}
