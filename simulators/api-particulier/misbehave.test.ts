import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Behaviour } from '../control/behaviours.ts';
import {
  type ApiParticulierDEssai,
  openApiParticulier,
  QF,
  QF_SCOPES,
  RECIPIENT,
  refusal,
} from '../test-support/api-particulier.ts';

let api: ApiParticulierDEssai;

beforeAll(async () => {
  api = await openApiParticulier();
});

afterEach(() => api.world.simulators.control.clear());
afterAll(() => api.world.close());

describe('misbehaviours', () => {
  test.each<[Behaviour<'api-particulier'>, number, string]>([
    ['401', 401, '00101'],
    ['403', 403, '00100'],
    ['404', 404, '37003'],
    ['409', 409, '00015'],
    ['429', 429, '00429'],
    ['502', 502, '37999'],
    ['504', 504, '37002'],
    ['technical_404', 404, '35003'],
    ['errors_in_200', 200, '35003'],
  ])('%s', async (behaviour, status, code) => {
    const token = await api.tokenOf('camille-moreau');
    await api.order(behaviour);
    expect(await refusal(await api.call(QF, token))).toEqual([status, code]);
  });

  test('429 with and without the time to come back', async () => {
    await api.order('429', { times: 1 });
    expect((await api.call(QF, undefined)).headers.get('retry-after')).toBe('30');
    await api.order('429_bare', { times: 1 });
    expect((await api.call(QF, undefined)).headers.get('retry-after')).toBeNull();
  });

  test.each<[Behaviour<'api-particulier'>, string]>([
    ['garbage', 'application/json'],
    ['html', 'text/html'],
    ['truncated', 'application/json'],
    ['empty', 'application/json'],
  ])('%s is a 200 that cannot be read', async (behaviour, type) => {
    const token = await api.tokenOf('camille-moreau');
    await api.order(behaviour);
    const response = await api.call(QF, token);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    await expect(response.json()).rejects.toThrow();
  });

  test('slow outlasts a patient client', async () => {
    const token = await api.tokenOf('camille-moreau');
    await api.order('slow', { delayMs: 500 });
    const headers = { authorization: `Bearer ${token}` };
    const impatient = fetch(`${api.base}${QF}?recipient=${RECIPIENT}`, { headers, signal: AbortSignal.timeout(100) });
    await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('silence never answers', async () => {
    await api.order('silence');
    const call = fetch(`${api.base}${QF}`, { signal: AbortSignal.timeout(150) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('wrong_person tells another family, once, and does not stay in the cache', async () => {
    const scope = `${QF_SCOPES} email`;
    await api.order('wrong_person', { times: 1 });
    const lie = await (await api.quotientOf('camille-moreau', { scope })).json();
    expect(lie.data.allocataires[0].nom_naissance).not.toBe('MOREAU');
    const truth = await (await api.quotientOf('camille-moreau', { scope })).json();
    expect(truth.data.allocataires[0].nom_naissance).toBe('MOREAU');
  });

  test('masked_keys and strange_values', async () => {
    await api.order('masked_keys', { times: 1 });
    expect(await api.dataOf('maelle-delattre')).not.toHaveProperty('quotient_familial');
    await api.order('strange_values', { times: 1 });
    expect((await api.dataOf('maelle-delattre')).quotient_familial).toMatchObject({
      valeur: '-780',
      fournisseur: 'AUTRE',
    });
  });

  test('legacy_error speaks like the second version', async () => {
    await api.order('legacy_error');
    const response = await api.call(QF, undefined);
    expect(response.status).toBe(503);
    expect(Object.keys(await response.json()).sort()).toEqual(['error', 'message', 'reason']);
  });
});
