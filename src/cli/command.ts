import type { CommandIo } from './verify.ts';

/** What a command is given besides its arguments. */
export type Surroundings = CommandIo & { readonly env: Readonly<Record<string, string | undefined>> };

/** @returns the exit code: see `EXIT` */
export type Command = (args: readonly string[], around: Surroundings) => Promise<number>;

export const EXIT = {
  done: 0,
  /** Understood, and refused or failed. */
  refused: 1,
  /** Not understood, or the configuration is wrong: nothing was tried. */
  misused: 2,
} as const;
