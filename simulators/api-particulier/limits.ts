import type { Now } from '../clock.ts';

/** Counts requests a fixed window at a time. */
interface Limiter {
  /** Counts one request of `who`. `remaining` is below zero once the limit is passed. */
  count(who: string): { readonly remaining: number; readonly resetsAt: number };
}

/** @param windowMs length of a window; `resetsAt` is the end of the current one, in unix seconds */
export function createLimiter(limit: number, windowMs: number, now: Now): Limiter {
  let windowStart = 0;
  let counts = new Map<string, number>();
  return {
    count(who) {
      const start = Math.floor(now() / windowMs) * windowMs;
      if (start !== windowStart) {
        windowStart = start;
        counts = new Map();
      }
      const count = (counts.get(who) ?? 0) + 1;
      counts.set(who, count);
      return { remaining: limit - count, resetsAt: Math.ceil((start + windowMs) / 1000) };
    },
  };
}
