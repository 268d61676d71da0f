-- The one door from the application to the job queue. The application's role has no right on the queue's own
-- schema: it calls this function, which runs as its owner and puts the job in the caller's transaction, so that a
-- change and the work that follows from it are committed together or not at all.
--
-- `job_key` set: one waiting job a key, the last call wins. `queue` set: its jobs run one after the other.
-- A null leaves the queue's default (run now, 25 attempts).

create function enqueue_job(
  task text, payload json, run_at timestamptz, job_key text, max_attempts int, queue text
) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select (graphile_worker.add_job(
      identifier => task, payload => payload, queue_name => queue,
      run_at => run_at, max_attempts => max_attempts, job_key => job_key
    )).id
  $$;

revoke all on function enqueue_job(text, json, timestamptz, text, int, text) from public;
grant execute on function enqueue_job(text, json, timestamptz, text, int, text) to parvis_app;
