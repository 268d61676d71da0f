import type { Logger } from './log/logger.ts';

/** Work that goes on once the request that began it is answered. It is lost if the process is killed, and may be. */
export type InFlight = {
  /** @param work bounded in time by itself; its failure is logged */
  follow(work: Promise<void>): void;
  /** Resolves when nothing is followed any more: for a stop that cuts nothing. */
  settled(): Promise<void>;
};

export function makeInFlight(logger: Logger): InFlight {
  const followed = new Set<Promise<void>>();
  return {
    follow(work) {
      const told = work
        .catch((err: unknown) => logger.error({ err }, 'work that went on after its request failed'))
        .finally(() => followed.delete(told));
      followed.add(told);
    },
    async settled() {
      while (followed.size > 0) await Promise.all(followed);
    },
  };
}
