import { createLimiter } from '../api-particulier/limits.ts';
import { sendJson } from '../http.ts';
import { type Point, points } from '../registres/adresses.ts';
import { misbehave, type RegistreOptions, type RegistreServer } from '../registres/registre.ts';

/** The geocoder of the Géoplateforme, on the addresses of the demonstration's communes. */
export function createBan(options: RegistreOptions): RegistreServer {
  const perSecond = createLimiter(50, 1_000, options.now);
  const refusals = {
    tooMany: { code: 429, message: 'Too Many Requests' },
    broken: [502, { code: 502, message: 'Bad Gateway' }],
    retryAfter: 5,
  } as const;
  return {
    async handle(request, response, path) {
      if (await misbehave(options, 'ban', refusals, response)) return;
      if (perSecond.count(request.socket.remoteAddress ?? '').remaining < 0) {
        return sendJson(response, 429, refusals.tooMany, { 'retry-after': '5' });
      }
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const doubtful = options.control.take('ban', 'low_score') !== undefined;
      const { status, body } =
        path === '/search' ? search(query, doubtful) : path === '/reverse' ? reverse(query) : NOWHERE;
      sendJson(response, status, body);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const NOWHERE: Answer = { status: 404, body: { code: 404, message: 'Not Found' } };
const DOUBTFUL = 0.31;

function search(query: URLSearchParams, doubtful: boolean): Answer {
  const q = query.get('q')?.trim() ?? '';
  if (q.length < 3 || q.length > 200 || !/^[\p{L}\p{N}]/u.test(q)) {
    return refuse('q: must contain between 3 and 200 chars and start with a number or a letter');
  }
  const limit = limitOf(query);
  if (limit === undefined) return refuse('limit: must be an integer between 1 and 50');
  const unfinished = query.get('autocomplete') !== '0';
  const found = points
    .filter(({ codePostal, codeCommune, type }) => fits(query, { codePostal, codeCommune, type }))
    .map((point) => ({ point, score: doubtful ? DOUBTFUL : scoreOf(point, words(q), unfinished) }))
    .filter(({ score }) => score > 0.25)
    .sort((a, b) => b.score - a.score);
  return { status: 200, body: collection(found.slice(0, limit), { query: q }) };
}

function reverse(query: URLSearchParams): Answer {
  const [lon, lat] = [Number(query.get('lon')), Number(query.get('lat'))];
  const given = query.has('lon') && query.has('lat');
  if (!given || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) return refuse('lon/lat: must be valid coordinates');
  const near = points
    .map((point) => ({ point, distance: metres(point.coordinates, [lon, lat]) }))
    .filter(({ distance }) => distance < 1_000)
    .sort((a, b) => a.distance - b.distance)
    .map(({ point, distance }) => ({ point, score: 1 - distance / 10_000, distance: Math.round(distance) }));
  return { status: 200, body: collection(near.slice(0, limitOf(query) ?? 1), {}) };
}

function refuse(detail: string): Answer {
  return { status: 400, body: { code: 400, message: 'Failed parsing query', detail: [detail] } };
}

function limitOf(query: URLSearchParams): number | undefined {
  const limit = Number(query.get('limit') ?? 10);
  return Number.isInteger(limit) && limit >= 1 && limit <= 50 ? limit : undefined;
}

function fits(query: URLSearchParams, point: Pick<Point, 'codePostal' | 'codeCommune' | 'type'>): boolean {
  const allows = (name: string, value: string) => !query.get(name) || query.get(name) === value;
  return allows('postcode', point.codePostal) && allows('citycode', point.codeCommune) && allows('type', point.type);
}

/** The share of the words in common, a number that is not asked counting against: far simpler than the real one. */
function scoreOf(point: Point, asked: readonly string[], unfinished: boolean): number {
  const own = words(labelOf(point));
  const last = asked.length - 1;
  const common = asked.filter((word, index) =>
    own.some((each) => each === word || (unfinished && index === last && each.startsWith(word))),
  ).length;
  if (point.numero !== undefined && !asked.includes(words(point.numero)[0] ?? '')) return 0;
  const missed = (unfinished ? 0 : own.length - common) + (asked.length - common);
  return Math.max(0, Math.min(1, 0.97 - 0.17 * missed + (point.numero === undefined ? 0 : 0.01)));
}

function words(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/(\d) (bis|ter)\b/g, '$1$2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !['de', 'du', 'des', 'la', 'le', 'l'].includes(word));
}

function labelOf({ numero, voie, codePostal, commune }: Point): string {
  return [numero, voie, codePostal, commune].filter(Boolean).join(' ');
}

function collection(found: readonly { point: Point; score: number; distance?: number }[], more: object) {
  return {
    type: 'FeatureCollection',
    features: found.map(({ point, score, distance }) => {
      const { id, type, numero, voie, codePostal, commune, codeCommune, coordinates } = point;
      const name = numero === undefined ? voie : `${numero} ${voie}`;
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates },
        properties: {
          label: labelOf(point),
          score,
          ...(numero === undefined ? {} : { housenumber: numero, street: voie }),
          id,
          name,
          postcode: codePostal,
          citycode: codeCommune,
          city: commune,
          context: codePostal.slice(0, 2),
          type,
          importance: 0.5,
          ...(distance === undefined ? {} : { distance }),
          _type: 'address',
        },
      };
    }),
    ...more,
  };
}

function metres([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const x = (lonB - lonA) * Math.cos((latA * Math.PI) / 180);
  return Math.hypot(x, latB - latA) * 111_195;
}
