import { expect, test } from 'vitest';
import { InvalidConfiguration } from './platform/config/config.ts';
import { explainStart } from './start-failure.ts';

const fault = (members: object) => Object.assign(new Error('as the system says it'), members);

test.each([
  [new InvalidConfiguration(['PORT : attendu un port']), /^Configuration refusée :\n {2}- PORT/],
  [fault({ code: 'EADDRINUSE', syscall: 'listen', port: 3000 }), /^Le port 3000 est déjà pris/],
  [fault({ code: 'EACCES', syscall: 'listen', port: 80 }), /^PORT : .*port 80/],
  [fault({ code: 'EADDRNOTAVAIL', syscall: 'listen' }), /^HOST : /],
  [fault({ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'ici' }), /^HOST : /],
  [fault({ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'db.exemple.fr' }), /DATABASE_URL/],
  [fault({ code: 'ECONNREFUSED' }), /DATABASE_URL/],
  [fault({ code: 'ENOSPC', path: '/var/lib/parvis/secret' }), /^DATA_DIR : .*\/var\/lib\/parvis\/secret \(ENOSPC\)/],
  [new Error('une panne', { cause: new Error('sa cause') }), /^Parvis n’a pas pu démarrer : une panne \(sa cause\)/],
  ['un texte', /un texte/],
])('%s is told by what to correct', (error, told) => {
  const text = explainStart(error, 'ici');
  expect(text.replaceAll('\u00a0', ' ')).toMatch(told);
  expect(text).not.toContain('    at ');
});
