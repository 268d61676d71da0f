import { createLimiter } from '../api-particulier/limits.ts';
import { sendJson } from '../http.ts';
import { type CommuneGeo, communes } from '../registres/communes.ts';
import { misbehave, type RegistreOptions, type RegistreServer } from '../registres/registre.ts';

/** API Géo, on the communes of the demonstration. */
export function createGeo(options: RegistreOptions): RegistreServer {
  const perSecond = createLimiter(50, 1_000, options.now);
  const refusals = {
    tooMany: 'Too Many Requests',
    broken: [500, { code: 500, message: 'Internal error' }],
    retryAfter: 1,
  } as const;
  return {
    async handle(request, response, path) {
      if (await misbehave(options, 'geo', refusals, response)) return;
      if (perSecond.count(request.socket.remoteAddress ?? '').remaining < 0) {
        return sendJson(response, 429, refusals.tooMany, { 'retry-after': '1' });
      }
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const fields = (query.get('fields') ?? DEFAULT_FIELDS).split(',');
      const code = /^\/communes\/([^/]+)$/.exec(path)?.[1];
      if (code !== undefined) {
        const found = communes.find((commune) => commune.code === code);
        if (found) return sendJson(response, 200, only(found, fields));
        // Not JSON: the real one says it in plain text.
        response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('Not Found');
        return;
      }
      if (path !== '/communes') return sendJson(response, 404, { code: 404, message: 'Not Found' });
      const limit = Number(query.get('limit') ?? 0) || communes.length;
      sendJson(
        response,
        200,
        communes
          .filter((commune) => fits(commune, query))
          .slice(0, limit)
          .map((one) => only(one, fields)),
      );
    },
  };
}

const DEFAULT_FIELDS = 'nom,code,codesPostaux,siren,codeEpci,codeDepartement,codeRegion,population';

function fits({ nom, code, codesPostaux }: CommuneGeo, query: URLSearchParams): boolean {
  const [asked, codePostal, name] = [query.get('code'), query.get('codePostal'), query.get('nom')];
  return (
    (!asked || asked === code) &&
    (!codePostal || codesPostaux.includes(codePostal)) &&
    (!name || plain(nom).includes(plain(name)))
  );
}

function only(commune: CommuneGeo, fields: readonly string[]) {
  const always = ['nom', 'code'];
  return Object.fromEntries(Object.entries(commune).filter(([key]) => always.includes(key) || fields.includes(key)));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
