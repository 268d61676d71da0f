import type { Adapter, AdapterPayload } from 'oidc-provider';
import { epochSeconds, type Now } from '../clock.ts';

/** Where an OpenID Connect provider keeps sessions, codes and tokens. */
export interface Store {
  /** The adapter that `oidc-provider` asks for, one a model. */
  adapter(model: string): Adapter;
  /** When a record ends, in milliseconds; `undefined` when it is gone. */
  expiryOf(model: string, id: string): number | undefined;
}

/**
 * In memory, on the injected clock.
 *
 * `oidc-provider` measures time with the machine's clock; a record that has expired on ours is simply not found any
 * more, which is also what happens at FranceConnect, whose records expire in Redis. The injected clock may therefore
 * run ahead of the machine's, never behind.
 */
export function createStore(now: Now): Store {
  const records = new Map<string, { payload: AdapterPayload; expiresAt: number }>();

  function live(key: string) {
    const record = records.get(key);
    if (record && record.expiresAt <= now()) {
      records.delete(key);
      return undefined;
    }
    return record;
  }

  function sweep(): void {
    if (records.size > SWEEP_ABOVE) {
      for (const key of records.keys()) {
        live(key);
      }
    }
  }

  function findWhere(model: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload }] of records) {
      if (key.startsWith(`${model}:`) && matches(payload) && live(key)) {
        return payload;
      }
    }
    return undefined;
  }

  return {
    expiryOf: (model, id) => live(`${model}:${id}`)?.expiresAt,
    adapter: (model) => ({
      async upsert(id, payload, expiresIn) {
        sweep();
        const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1000;
        records.set(`${model}:${id}`, { payload, expiresAt });
      },
      find: async (id) => live(`${model}:${id}`)?.payload,
      findByUid: async (uid) => findWhere(model, (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findWhere(model, (payload) => payload.userCode === userCode),
      async consume(id) {
        const record = live(`${model}:${id}`);
        if (record) {
          record.payload.consumed = epochSeconds(now);
        }
      },
      async destroy(id) {
        records.delete(`${model}:${id}`);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of records) {
          if (payload.grantId === grantId) {
            records.delete(key);
          }
        }
      },
    }),
  };
}

/** A simulator that runs for weeks must not keep every code it ever gave. */
const SWEEP_ABOVE = 1_000;
