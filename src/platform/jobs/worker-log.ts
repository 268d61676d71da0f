import { type LogLevel, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from '../log/logger.ts';

/**
 * What the queue says of itself. What it says of jobs is left out: it puts the messages of errors into its sentences.
 * `logEvents` says it, with the error as a field.
 */
export function workerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, meta) => {
    if (scope.jobId ?? meta?.['job'] ?? meta?.['jobs']) return;
    const error = meta?.['error'];
    logger[LEVELS[level]](error ? { err: error } : {}, error ? 'the queue reports an error' : message);
  });
}

const LEVELS: Readonly<Record<`${LogLevel}`, 'error' | 'warn' | 'debug'>> = {
  error: 'error',
  warning: 'warn',
  info: 'debug',
  debug: 'debug',
};

export function logEvents(events: WorkerEvents, logger: Logger): void {
  events.on('job:success', ({ job }) => logger.debug(describe(job), 'job done'));
  events.on('job:error', ({ job, error }) => {
    if (job.attempts < job.max_attempts) {
      logger.warn({ ...describe(job), err: error }, 'job failed, it will be tried again');
    }
  });
  events.on('job:failed', ({ job, error }) => {
    logger.error({ ...describe(job), err: error }, 'job failed for good');
  });
  events.on('pool:fatalError', ({ error }) => logger.error({ err: error }, 'the queue is in doubt: it stops'));
}

type Job = { readonly id: string; readonly task_identifier: string; readonly attempts: number };

function describe({ id, task_identifier, attempts }: Job): { jobId: string; task: string; attempt: number } {
  return { jobId: id, task: task_identifier, attempt: attempts };
}
