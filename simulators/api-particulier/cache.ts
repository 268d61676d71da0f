import type { Now } from '../clock.ts';
import type { Answer } from './errors.ts';

/** Remembers successful answers, as the real API does: 24 hours for the quotient familial. */
interface Cache {
  find(key: string): { readonly answer: Answer; readonly expiresIn: number } | undefined;
  keep(key: string, answer: Answer, seconds: number): void;
}

export function createCache(now: Now): Cache {
  const kept = new Map<string, { answer: Answer; expiresAt: number }>();
  return {
    find(key) {
      const found = kept.get(key);
      if (!found || found.expiresAt <= now()) {
        kept.delete(key);
        return undefined;
      }
      return { answer: found.answer, expiresIn: Math.ceil((found.expiresAt - now()) / 1000) };
    },
    keep: (key, answer, seconds) => kept.set(key, { answer, expiresAt: now() + seconds * 1000 }),
  };
}
