import type { Brand } from './brand.ts';
import { NBSP } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * An e-mail address that can be written to: the local part as typed (RFC 5321 lets servers be case-sensitive), the
 * domain in lower case and in ASCII (an accented domain becomes its `xn--` form). 254 characters at most.
 */
export type Email = Brand<string, 'Email'>;

/**
 * Pragmatic: one @, a domain with a dot, no quotes, comments or IP addresses, which no usager has. Whether somebody
 * reads it is known only by writing to it.
 */
export function parseEmail(input: string): Result<Email> {
  const text = input.trim().replace(/^mailto:/i, '');
  if (text === '') return refuse(`Indiquez une adresse électronique, ${EXAMPLE}.`);
  if (text.length > MAX_LENGTH)
    return refuse(`Une adresse électronique a ${MAX_LENGTH} caractères au plus. Écrivez-la ${EXAMPLE}.`);
  if (/\s/.test(text)) return refuse(`Une adresse électronique ne contient pas d’espace. Écrivez-la ${EXAMPLE}.`);
  const [local = '', domain = '', ...others] = text.split('@');
  if (domain === '' && !text.includes('@'))
    return refuse(`Il manque le signe @ dans cette adresse électronique. Écrivez-la ${EXAMPLE}.`);
  if (others.length > 0)
    return refuse(`Une adresse électronique ne contient qu’un seul signe @. Écrivez-la ${EXAMPLE}.`);
  if (local === '') return refuse(`Il manque le nom avant le signe @. Écrivez l’adresse ${EXAMPLE}.`);
  if (/[^\u0020-\u007e]/.test(local))
    return refuse(`Avant le signe @, une adresse électronique s’écrit sans accent. Écrivez-la ${EXAMPLE}.`);
  if (local.length > 64 || !LOCAL.test(local))
    return refuse(
      `La partie avant le signe @ n’est pas valable${NBSP}: vérifiez les points et les signes. Écrivez l’adresse ${EXAMPLE}.`,
    );
  const asciiDomain = toAsciiDomain(domain);
  if (asciiDomain === undefined)
    return refuse(
      `La partie après le signe @ n’est pas valable${NBSP}: c’est un nom et une extension séparés par un point, ${EXAMPLE}.`,
    );
  const email = `${local}@${asciiDomain}`;
  if (email.length > MAX_LENGTH)
    return refuse(`Une adresse électronique a ${MAX_LENGTH} caractères au plus. Écrivez-la ${EXAMPLE}.`);
  return ok(email as Email);
}

function toAsciiDomain(domain: string): string | undefined {
  const ascii = /^[\u0021-\u007e]*$/.test(domain) ? domain.toLowerCase() : punycode(domain);
  return ascii !== undefined && DOMAIN.test(ascii) ? ascii : undefined;
}

/** The URL parser is the only IDNA implementation that servers and browsers both have. */
function punycode(domain: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined;
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : undefined;
}

const MAX_LENGTH = 254;
const EXAMPLE = 'par exemple marie.durand@mairie.fr';

/** RFC 5322 « dot-atom »: no dot first, last or twice in a row. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** Labels of 1 to 63 characters, and a last one of letters (or `xn--`). */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
