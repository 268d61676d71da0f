import { describe, expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const lineOf = (body: string, start: string) => body.split('\n').find((line) => line.startsWith(start));

describe('the page of metrics', () => {
  test('holds the process’s own measures, in Prometheus’s format', async () => {
    const { contentType, body } = await createMetrics().render();
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(Number(lineOf(body, 'process_resident_memory_bytes ')?.split(' ')[1])).toBeGreaterThan(1_000_000);
    expect(body).toContain('nodejs_eventloop_lag_seconds');
  });

  test('counts requests by pattern of route, method and class of status', async () => {
    const metrics = createMetrics();
    const request = { method: 'GET', route: '/dossiers/:id', seconds: 0.03 };
    metrics.observeRequest({ ...request, statusCode: 200 });
    metrics.observeRequest({ ...request, statusCode: 204, seconds: 0.3 });
    metrics.observeRequest({ ...request, statusCode: 503 });
    const { body } = await metrics.render();
    const labels = 'method="GET",route="/dossiers/:id",status="2xx"';
    expect(body).toContain(`http_request_duration_seconds_count{${labels}} 2`);
    expect(body).toContain(`http_request_duration_seconds_bucket{le="0.05",${labels}} 1`);
    expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/dossiers/:id",status="5xx"} 1');
  });

  test('does not grow with what strangers send', async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 50; i++) {
      metrics.observeRequest({ method: `M${i}`, route: undefined, statusCode: 404, seconds: 0.001 });
    }
    const { body } = await metrics.render();
    expect(body.match(/http_request_duration_seconds_count\{/g)).toHaveLength(1);
    expect(body).toContain('http_request_duration_seconds_count{method="other",route="none",status="4xx"} 50');
  });

  test('holds counters by label', async () => {
    const metrics = createMetrics();
    const sent = metrics.counter('mails_sent_total', 'Mails sent.', ['kind']);
    sent({ kind: 'accuse' });
    sent({ kind: 'accuse' }, 2);
    const { body } = await metrics.render();
    expect(body).toContain('mails_sent_total{kind="accuse"} 3');
  });

  test('reads gauges when asked, and does without one that fails', async () => {
    const metrics = createMetrics();
    let failed: number | Error = 4;
    metrics.gauge('jobs_failed', 'Jobs that failed for good.', async () => {
      if (failed instanceof Error) throw failed;
      return failed;
    });
    expect((await metrics.render()).body).toContain('\njobs_failed 4\n');
    failed = new Error('database down');
    const { body } = await metrics.render();
    expect(lineOf(body, 'jobs_failed')).toBeUndefined();
    expect(body).toContain('process_resident_memory_bytes');
  });
});
