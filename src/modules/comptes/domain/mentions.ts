import { type Email, parseEmail } from '../../../values/email.ts';
import { tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { parseTelephone, type Telephone } from '../../../values/telephone.ts';

/** What an organisation says of itself on its public pages. Empty as long as it did not say it. */
export type Mentions = {
  readonly courriel?: Email;
  readonly telephone?: Telephone;
  /** Several lines, as on an envelope. */
  readonly adresse?: string;
  /** LCEN, art. 1-1: who answers for what is published, and who hosts it. */
  readonly directeur?: string;
  readonly hebergeur?: string;
  /** RGPD, art. 13.1.b: how to reach the data protection officer. */
  readonly dpo?: Email;
  /** Loi n° 2005-102, art. 47: what the audit concluded, and which one. */
  readonly accessibilite: 'non' | 'partiellement' | 'totalement';
  readonly audit?: string;
  readonly courrielAccessibilite?: Email;
};

/** Names of the fields, in the order of the form. */
export const CHAMPS_MENTIONS = [
  'courriel',
  'telephone',
  'adresse',
  'directeur',
  'hebergeur',
  'dpo',
  'accessibilite',
  'audit',
  'courrielAccessibilite',
] as const;

export type MentionsErrors = { readonly [champ in (typeof CHAMPS_MENTIONS)[number]]?: string };

export const SANS_MENTIONS: Mentions = { accessibilite: 'non' };

const LONGUEUR = 500;
const NIVEAUX = ['non', 'partiellement', 'totalement'] as const;

/** Reads them from a form or from the database. An empty answer is no answer: nothing is demanded at once. */
export function parseMentions(input: unknown): Result<Mentions, MentionsErrors> {
  const raw = (name: keyof MentionsErrors): string => {
    const value = typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined;
    return typeof value === 'string' ? value.trim() : '';
  };
  const errors: { -readonly [champ in keyof MentionsErrors]: string } = {};
  const read = <T>(name: keyof MentionsErrors, parse: (text: string) => Result<T>): T | undefined => {
    if (raw(name) === '') return undefined;
    const parsed = parse(raw(name));
    if (parsed.ok) return parsed.value;
    errors[name] = parsed.error;
    return undefined;
  };
  const accessibilite = NIVEAUX.find((niveau) => niveau === raw('accessibilite'));
  if (!accessibilite) errors.accessibilite = 'Choisissez un état de conformité.';
  else if (accessibilite !== 'non' && raw('audit') === '') errors.audit = SANS_AUDIT;
  const mentions = {
    courriel: read('courriel', parseEmail),
    telephone: read('telephone', parseTelephone),
    adresse: read('adresse', court),
    directeur: read('directeur', court),
    hebergeur: read('hebergeur', court),
    dpo: read('dpo', parseEmail),
    audit: read('audit', court),
    courrielAccessibilite: read('courrielAccessibilite', parseEmail),
  };
  if (Object.keys(errors).length > 0 || !accessibilite) return refuse(errors);
  const said = Object.entries(mentions).filter(([, value]) => value !== undefined);
  return ok({ ...(Object.fromEntries(said) as Omit<Mentions, 'accessibilite'>), accessibilite });
}

/** What was kept before a rule changed is as if it had not been said. */
export function mentionsOf(organisation: { readonly mentions: unknown } | undefined): Mentions {
  const kept = organisation?.mentions;
  if (typeof kept !== 'object' || kept === null) return SANS_MENTIONS;
  const known = KNOWN.get(kept);
  if (known) return known;
  const parsed = parseMentions(kept);
  const mentions = parsed.ok ? parsed.value : SANS_MENTIONS;
  KNOWN.set(kept, mentions);
  return mentions;
}

/** They are at the foot of every page, and the same as long as their organisation is held: read once. */
const KNOWN = new WeakMap<object, Mentions>();

/**
 * What the law asks for and nobody has written yet, in the words of a list: LCEN, art. 1-1 (who answers, who hosts, where
 * to reach them) and RGPD, art. 37 (a public body has a data protection officer).
 */
export function mentionsManquantes(mentions: Mentions): readonly string[] {
  return Object.entries(ATTENDUES).flatMap(([champ, mot]) => (champ in mentions ? [] : [mot]));
}

const ATTENDUES: { readonly [champ in keyof Mentions]?: string } = {
  courriel: 'l’adresse électronique de l’accueil',
  telephone: 'son téléphone',
  adresse: 'l’adresse postale',
  directeur: 'le directeur de la publication',
  hebergeur: 'l’hébergeur',
  dpo: 'le délégué à la protection des données',
};

const SANS_AUDIT =
  'Dites quel audit l’a établi, de quand il date et son taux de conformité\u00a0: la loi le demande, et sans audit le service est non conforme.';

function court(text: string): Result<string> {
  return text.length <= LONGUEUR ? ok(text) : refuse(tropLong(LONGUEUR));
}
