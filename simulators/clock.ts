/** Milliseconds since the epoch. Injected, so that tests can let sixty seconds pass in none. */
export type Now = () => number;

/** Whole seconds since the epoch, as JWT count them. */
export function epochSeconds(now: Now): number {
  return Math.floor(now() / 1000);
}

/** Waits for `ms`, or until `signal` aborts: a simulator that closes leaves no timer behind. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) {
      end();
    }
  });
}
