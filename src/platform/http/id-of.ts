import { parseId } from '../../values/ids.ts';
import { NotFound } from '../errors.ts';
import type { Contexte } from './page.ts';

/** An id in an address, written as the platform writes it. @throws NotFound anything else is a page that does not exist */
export function idOf(contexte: Pick<Contexte, 'params'>, name: string): string {
  const text = contexte.params[name] ?? '';
  const id = parseId(text);
  if (!id.ok || id.value !== text) throw new NotFound('');
  return text;
}
