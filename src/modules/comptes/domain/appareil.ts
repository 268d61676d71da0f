const NAVIGATEURS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMES: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** « Firefox sur Android »: enough for a person to recognise their device, too little to follow them. */
export function appareilOf(userAgent: string | undefined): string {
  const find = (table: typeof NAVIGATEURS) => table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [navigateur, systeme] = [find(NAVIGATEURS), find(SYSTEMES)];
  if (!navigateur) return 'Appareil inconnu';
  return systeme ? `${navigateur} sur ${systeme}` : navigateur;
}
