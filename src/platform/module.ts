import type { Machine } from './http/machine.ts';
import type { Page } from './http/page.ts';
import type { Recurrence, Task } from './jobs/task.ts';

/** What a module adds to the platform. Each one says it in its `module.ts`; `app.ts` puts them together. */
export type Module = {
  readonly pages?: readonly Page[];
  /** Addresses for programs. */
  readonly machines?: readonly Machine[];
  readonly tasks?: readonly Task<unknown>[];
  /** Their tasks need not be said again. */
  readonly recurrences?: readonly Recurrence[];
};

export function assemble(modules: readonly Module[]): Required<Module> {
  const recurrences = modules.flatMap((one) => one.recurrences ?? []);
  return {
    pages: modules.flatMap((one) => one.pages ?? []),
    machines: modules.flatMap((one) => one.machines ?? []),
    tasks: [...modules.flatMap((one) => one.tasks ?? []), ...recurrences.map(({ task }) => task)],
    recurrences,
  };
}
