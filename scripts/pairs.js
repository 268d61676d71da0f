// `npm run test:pairs [-- clamd]`: our code against the real programs that an installation talks to. As root on Debian,
// installs those that are missing; elsewhere, says what to install, and their tests say that they did not run.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const PACKAGES = [
  'clamav-daemon',
  ...['swift', 'swift-proxy', 'swift-account', 'swift-container', 'swift-object', 'memcached'],
  ...['postgresql-15', 'pgbouncer'],
  ...['qpdf', 'poppler-utils'],
];

const missing = PACKAGES.filter((name) => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `\${Status}`, name], { encoding: 'utf8' });
  return !stdout?.includes('install ok installed');
});
if (missing.length > 0) install(missing);

const vitest = ['vitest', 'run', '--config', 'test/pairs/vitest.config.ts', ...process.argv.slice(2)];
process.exit(spawnSync('npx', vitest, { stdio: 'inherit' }).status ?? 1);

/** @param {readonly string[]} packages */
function install(packages) {
  const apt = ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages];
  if (process.getuid?.() !== 0 || process.platform !== 'linux') {
    process.stderr.write(`!! Missing here, and so not tested. As root: ${apt.join(' ')}\n`);
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '--quiet'], { stdio: 'inherit', env });
  const [program = '', ...args] = apt;
  // One that fails leaves its tests untold as passed: they say that their peer is absent.
  if (spawnSync(program, args, { stdio: 'inherit', env }).status !== 0) {
    process.stderr.write('!! Not everything could be installed.\n');
  }
}
