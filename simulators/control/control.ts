import { BEHAVIOURS, type Behaviour, type System } from './behaviours.ts';

/** What somebody asks of a simulator. */
export interface Order {
  readonly system: string;
  readonly behaviour: string;
  /** How many times to misbehave; without it, until told to stop. */
  readonly times?: number;
  /** For the slow behaviours, in milliseconds. */
  readonly delayMs?: number;
}

/** The switchboard of the misbehaviours. */
export interface Control {
  /** Rejects with an `UnknownBehaviourError` when no simulator knows the behaviour. */
  set(order: Order): Promise<void>;
  clear(): void;
  active(): readonly Order[];
  /** The order to misbehave now, if there is one. Each call that returns an order uses it once. */
  take<S extends System>(system: S, behaviour: Behaviour<S>): Order | undefined;
  /** The first standing order of `system` among `behaviours`, used once. */
  takeAny<S extends System>(system: S, behaviours: readonly Behaviour<S>[]): Order | undefined;
  /** A behaviour that is an action and not a state: it happens when ordered, and leaves nothing standing. */
  onOrder<S extends System>(system: S, behaviour: Behaviour<S>, act: () => Promise<void>): void;
}

export class UnknownBehaviourError extends Error {}

export function createControl(): Control {
  const standing = new Map<string, { order: Order; left: number }>();
  const actions = new Map<string, () => Promise<void>>();

  function use(key: string): Order | undefined {
    const found = standing.get(key);
    if (!found) {
      return undefined;
    }
    found.left -= 1;
    if (found.left <= 0) {
      standing.delete(key);
    }
    return found.order;
  }

  return {
    async set(order) {
      if (!isKnown(order)) {
        throw new UnknownBehaviourError(`${order.system} has no behaviour named ${order.behaviour}`);
      }
      const key = keyOf(order.system, order.behaviour);
      const act = actions.get(key);
      if (act) {
        await act();
        return;
      }
      standing.set(key, { order, left: order.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => standing.clear(),
    active: () => [...standing.values()].map(({ order, left }) => (order.times ? { ...order, times: left } : order)),
    take: (system, behaviour) => use(keyOf(system, behaviour)),
    takeAny(system, behaviours) {
      const names = new Set<string>(behaviours.map((behaviour) => keyOf(system, behaviour)));
      const key = [...standing.keys()].find((candidate) => names.has(candidate));
      return key === undefined ? undefined : use(key);
    },
    onOrder: (system, behaviour, act) => actions.set(keyOf(system, behaviour), act),
  };
}

function isKnown({ system, behaviour }: Order): boolean {
  return Object.entries(BEHAVIOURS).some(([name, known]) => name === system && Object.hasOwn(known, behaviour));
}

function keyOf(system: string, behaviour: string): string {
  return `${system}/${behaviour}`;
}
