import { expect, test } from 'vitest';
import { senderOf } from './expediteur.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is %s', (ip, sender) => {
  expect(senderOf(ip)).toBe(sender);
});

test('two addresses of one house are one sender, those of two houses are two', () => {
  expect(senderOf('2001:db8:1:2:aaaa::1')).toBe(senderOf('2001:db8:1:2:bbbb::1'));
  expect(senderOf('2001:db8:1:3:aaaa::1')).not.toBe(senderOf('2001:db8:1:2:aaaa::1'));
});
