import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Product } from './product.ts';

/** A query that the server really sent, with its scope and its values, and how PostgreSQL answered it. */
export type PlannedQuery = { readonly text: string; readonly ms: number; readonly nodes: readonly PlanNode[] };

export type PlanNode = {
  readonly type: string;
  readonly relation: string | undefined;
  readonly index: string | undefined;
  /** Rows that came in: of its children, or those that a scan gave. */
  readonly rows: number;
};

/** Has PostgreSQL explain (`auto_explain`) every query that the application sends while `work` runs. */
export async function plansOf(product: Product, work: () => Promise<void>): Promise<readonly PlannedQuery[]> {
  const log = join(product.folder, 'postgres', 'data', 'server.log');
  await product.owner.query(`
    alter role parvis set session_preload_libraries = 'auto_explain';
    alter role parvis set auto_explain.log_min_duration = 0;
    alter role parvis set auto_explain.log_analyze = on;
    alter role parvis set auto_explain.log_format = 'json'`);
  // The setting is for new sessions: the pool opens others.
  await product.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'parvis'`);
  await untilReady(product);
  const before = (await readFile(log)).length;
  await work();
  // A query is told when its session turns to the next: that may be after its answer.
  await wait(500);
  return plannedQueries((await readFile(log)).subarray(before).toString('utf8'));
}

async function untilReady({ parvis }: Product): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(`${parvis.url}/readyz`)).ok) return;
    await wait(50);
  }
  throw new Error('Parvis does not find its database again');
}

/** PostgreSQL indents by a tab what continues a line of its log. */
function plannedQueries(log: string): PlannedQuery[] {
  const found = log.matchAll(/LOG: {2}duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g);
  return [...found].map(([, ms, json = '']) => {
    const explained = explainedQuery.parse(JSON.parse(json.replaceAll(/^\t/gm, '')));
    return { text: explained['Query Text'], ms: Number(ms), nodes: [...nodesOf(explained.Plan)] };
  });
}

function* nodesOf(plan: Plan): Generator<PlanNode> {
  const children = plan.Plans ?? [];
  const given = (one: Plan) => one['Actual Rows'] * one['Actual Loops'];
  yield {
    type: plan['Node Type'],
    relation: plan['Relation Name'],
    index: plan['Index Name'],
    rows: children.length > 0 ? Math.max(...children.map(given)) : given(plan) + (plan['Rows Removed by Filter'] ?? 0),
  };
  for (const child of children) yield* nodesOf(child);
}

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly Plan[] | undefined;
};

const plan: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    Plans: z.array(plan).optional(),
  }),
);
const explainedQuery = z.object({ 'Query Text': z.string(), Plan: plan });
