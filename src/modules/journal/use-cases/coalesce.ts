/**
 * Makes many callers share few runs: one runs, at most one waits. Every caller gets a run that starts after its call,
 * so that what it did before is seen by that run.
 */
export function coalesce(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;

  const start = (): Promise<void> => {
    const current = run().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  };

  return () => {
    if (!running) return start();
    // Whether the current run succeeds or fails is the affair of its own callers.
    waiting ??= running
      .catch(() => undefined)
      .then(() => {
        waiting = undefined;
        // A caller that came in between may have started one already: it began after every call that waits here.
        return running ?? start();
      });
    return waiting;
  };
}
