import { expect, test } from 'vitest';
import { appareilOf } from './appareil.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0';

test.each([
  ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'Firefox sur Android'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, 'Chrome sur Android'],
  [`Mozilla/5.0 (Linux; Android 14) ${CHROME} SamsungBrowser/27.0 Safari/537.36`, 'Samsung Internet sur Android'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/130.0.0.0`, 'Edge sur Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36 OPR/114.0.0.0`, 'Opera sur Linux'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari sur iOS'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) FxiOS/130.0 Mobile/15E148 Safari/605.1.15', 'Firefox sur iOS'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/17.0 Safari/605.1.15', 'Safari sur macOS'],
  ['Firefox/1.0', 'Firefox'],
  ['curl/8.5.0', 'Appareil inconnu'],
  ['', 'Appareil inconnu'],
  [undefined, 'Appareil inconnu'],
  ['<script>alert(1)</script>', 'Appareil inconnu'],
])('%s', (userAgent, appareil) => {
  expect(appareilOf(userAgent)).toBe(appareil);
});
