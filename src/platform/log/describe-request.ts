/**
 * What a log says of a request: its method and the pattern of its route (`/dossiers/:id`), never its URL, whose path
 * and query may hold a person's data or a code that opens a session.
 */
export function describeRequest(request: unknown): { method?: string; route?: string } {
  const method = textOf(request, 'method');
  const route = textOf(propertyOf(request, 'routeOptions'), 'url') ?? textOf(request, 'route');
  return { ...(method ? { method } : {}), ...(route ? { route } : {}) };
}

export function describeResponse(response: unknown): { statusCode?: number } {
  const status = propertyOf(response, 'statusCode');
  return typeof status === 'number' ? { statusCode: status } : {};
}

function textOf(holder: unknown, key: string): string | undefined {
  const value = propertyOf(holder, key);
  return typeof value === 'string' ? value : undefined;
}

function propertyOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && key in holder ? Reflect.get(holder, key) : undefined;
}
