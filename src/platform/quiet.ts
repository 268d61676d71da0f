/**
 * Lets what nobody waits for (jobs) go after what people wait for (requests): one thread does both, and the two cores of
 * a small town hall also run PostgreSQL.
 */
export type Quiet = {
  /** A request begins. @returns to be called once, when it is over */
  begin(): () => void;
  /** Resolves as soon as no request is being answered, and after `limit` milliseconds whatever happens. */
  reached(limit: number): Promise<void>;
};

export function createQuiet(): Quiet {
  let busy = 0;
  const waiting = new Set<() => void>();

  return {
    begin() {
      busy += 1;
      return () => {
        busy -= 1;
        if (busy === 0) for (const go of [...waiting]) go();
      };
    },
    reached(limit) {
      if (busy === 0 || limit <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, limit);
        waiting.add(go);
      });
    },
  };
}
