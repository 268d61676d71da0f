import { describeType, extensionOf, type FileType, typeOfExtension } from './file-types.ts';

/** File systems take 255 bytes; this leaves room for a number or a folder in front, in an archive or an export. */
const LONGEST_NAME = 150;

/**
 * A name to show and to give back: without folders, emoji, invisible or reversing characters, nor what Windows
 * refuses. Accents and spaces stay.
 *
 * @param type when given, the extension becomes one of this type: `photo.png` that is a JPEG becomes `photo.jpg`
 */
export function safeFileName(name: string, type?: FileType): string {
  const clean = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(INVISIBLE_OR_EMOJI, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]*(?=\.(\w+)[\s.]*$)/u, (nothing, extension) => (typeOfExtension(extension) ? 'fichier' : nothing))
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/gu, '');
  const { stem, extension } = type ? withExtensionOf(clean, type) : split(clean);
  const suffix = extension ? `.${extension}` : '';
  const short = shorten(stem, LONGEST_NAME - suffix.length).replace(/[\s.]+$/u, '') || 'fichier';
  return RESERVED.test(short) ? `_${short}${suffix}` : `${short}${suffix}`;
}

/** The value of a `Content-Disposition` header (RFC 6266): an ASCII name for old software, the real one for others. */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const safe = safeFileName(name);
  const ascii = safe
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/[%;\\"]/g, '_');
  if (ascii === safe) return `${kind}; filename="${ascii}"`;
  const encoded = encodeURIComponent(safe).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Control, format (joiners, direction overrides), unpaired, private and unassigned characters; pictures. */
const INVISIBLE_OR_EMOJI =
  /\p{C}|\ufffd|\p{Variation_Selector}|\u20e3|(?![©®™])\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu;

/** Devices for Windows, whatever their extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

function split(name: string): { stem: string; extension: string } {
  const extension = extensionOf(name);
  return { stem: extension ? name.slice(0, -extension.length - 1) : name, extension };
}

function withExtensionOf(name: string, type: FileType): { stem: string; extension: string } {
  const { stem, extension } = split(name);
  const { extensions } = describeType(type);
  if (extensions.includes(extension.toLowerCase())) return { stem, extension };
  const [usual] = extensions;
  return typeOfExtension(extension) ? { stem, extension: usual } : { stem: name, extension: usual };
}

/** Cut between characters, never inside one. */
function shorten(text: string, maxBytes: number): string {
  let bytes = 0;
  let short = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    short += character;
  }
  return short;
}
