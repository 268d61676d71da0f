import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;

export type Metrics = {
  /** @param route the pattern of the route (`/dossiers/:id`), undefined when none matched; never the URL */
  observeRequest(request: {
    readonly method: string;
    readonly route: string | undefined;
    readonly statusCode: number;
    readonly seconds: number;
  }): void;
  /** Something that only grows. Declare it once, keep the function: `const sent = metrics.counter(…); sent({ kind })`. */
  counter(name: string, help: string, labelNames?: readonly string[]): (labels?: Labels, amount?: number) => void;
  /** Something read when asked for, e.g. how many jobs failed for good. A read that fails leaves it out of the page. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** The page that Prometheus reads. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
};

/** One registry a server, none shared: two servers in one process do not add up. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by pattern of route, method and class of status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });

  return {
    observeRequest({ method, route, statusCode, seconds }) {
      requests.observe(
        { method: knownMethod(method), route: route ?? 'none', status: `${Math.floor(statusCode / 100)}xx` },
        seconds,
      );
    },
    counter(name, help, labelNames = []) {
      const counter = new Counter({ name, help, labelNames: [...labelNames], registers });
      return (labels = {}, amount = 1) => counter.inc({ ...labels }, amount);
    },
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          try {
            this.set(await read());
          } catch {
            this.remove(); // The database may be down: the other measures are then worth the most.
          }
        },
      });
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Whoever invents methods must not grow our memory. */
function knownMethod(method: string): string {
  return METHODS.has(method) ? method : 'other';
}
