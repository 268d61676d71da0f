import { type RuleNode, reduceAST } from 'publicodes';

/** The first circle of rules that depend on one another, its beginning repeated at its end. */
export function findCycle(regles: Readonly<Record<string, RuleNode>>): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(name);
    if (start >= 0) return [...path.slice(start), name];
    const rule = regles[name];
    if (done.has(name) || !rule) return undefined;
    for (const next of referencesOf(rule)) {
      const cycle = follow(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of Object.keys(regles)) {
    const cycle = follow(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** `$SITUATION` is how the engine names the answer given to a rule: it closes no circle. */
function referencesOf(rule: RuleNode): readonly string[] {
  const found = new Set<string>();
  reduceAST<null>(
    (_, node) => {
      if (node.nodeKind === 'reference' && node.dottedName && !node.dottedName.endsWith('$SITUATION'))
        found.add(node.dottedName);
      return undefined;
    },
    null,
    rule.explanation.valeur,
  );
  return [...found];
}
