import { gzipSync } from 'node:zlib';
import { beginCantine, depositCantine, dossierOf, fillCantine, signInAsAgent } from '../test/support/cantine.ts';
import { attribute, elements, parseHtml } from '../test/support/html-tree.ts';
import { startParvis } from '../test/support/running-parvis.ts';
import { createVisitor, textOfPage, type Visite } from '../test/support/visitor.ts';
import type { Report } from './support/report.ts';

/** Design § 3, in kilobytes of a thousand bytes, for somebody who comes for the first time. */
const PAGE_LIMIT = 60;
const SCRIPT_LIMIT = 15;
/** Minified, not compressed. */
const SHEET_LIMIT = 12;

/** What a first visit of each kind of page brings over the network: compressed as our proxy would, headers left out. */
export async function run(report: Report): Promise<void> {
  const parvis = await startParvis();
  try {
    const files = createFiles(parvis.url);
    const visites = await visitEachKind(parvis.url);
    const sheets = visites.map(([, visite]) => sheetsOf(visite));
    const common = sheets[0]?.filter((path) => sheets.every((others) => others.includes(path))) ?? [];
    const bytes = await Promise.all(common.map((path) => files.bytesOf(path)));
    report({ what: 'style sheet of every page, minified', value: kilo(sum(bytes)), unit: 'kB', limit: SHEET_LIMIT });
    for (const [name, visite] of visites) {
      const weight = await weigh(visite, files);
      const minified = sum(await Promise.all(sheetsOf(visite).map((path) => files.bytesOf(path))));
      const detail = `HTML ${kilo(weight.html)}, CSS ${kilo(weight.css)} (${kilo(minified)} minified), JS ${kilo(weight.js)}, font ${kilo(weight.font)}, other ${kilo(weight.other)}`;
      const total = weight.html + weight.css + weight.js + weight.font + weight.other;
      report({ what: `${name} (${detail})`, value: kilo(total), unit: 'kB', limit: PAGE_LIMIT });
      report({ what: `${name}, JavaScript alone`, value: kilo(weight.js), unit: 'kB', limit: SCRIPT_LIMIT });
    }
  } finally {
    await parvis.stop();
  }
}

async function visitEachKind(site: string): Promise<readonly (readonly [string, Visite])[]> {
  const [nobody, writing, usager, agent] = [1, 2, 3, 4].map(() => createVisitor(site)) as Visitors;
  const step = await beginCantine(writing, 'sophie-garnier');
  const deposited = await depositCantine(usager);
  const dossier = dossierOf(deposited);
  const list = await signInAsAgent(agent, 'sandrine-auger').then(() => agent.visit('/instruction/poitiers'));
  const draft = createVisitor(site);
  const summary = await fillCantine(draft, await beginCantine(draft, 'camille-moreau'));
  return [
    ['home', await nobody.visit('/')],
    ['portal of an organisation', await nobody.visit('/poitiers')],
    ['presentation of a démarche', await nobody.visit('/poitiers/demarches/cantine')],
    ['sign-in of the agents', await nobody.visit('/connexion/agents')],
    ['step of a form', step],
    ['step of a form, with rows', await writing.visit(`${dossierOf(step)}/etapes/enfants`)],
    ['summary before the deposit', summary],
    ['confirmation', deposited],
    ['follow-up of a dossier', await usager.visit(dossier)],
    ['list of one’s dossiers', await usager.visit('/mes-dossiers')],
    ['list of the agents', list],
    ['dossier of the agents', await agent.visit(`/instruction/poitiers${dossier}`)],
  ];
}

type Visitor = ReturnType<typeof createVisitor>;
type Visitors = [Visitor, Visitor, Visitor, Visitor];

type Weight = {
  readonly html: number;
  readonly css: number;
  readonly js: number;
  readonly font: number;
  readonly other: number;
};

/** Bytes. Once each file, whatever the number of its mentions. */
async function weigh(visite: Visite, files: Files): Promise<Weight> {
  if (visite.status !== 200) throw new Error(`${visite.url.pathname} answers ${visite.status}`);
  const mentioned = mentionedBy(visite);
  const fonts = (await Promise.all(sheetsOf(visite).map((path) => files.fontsFor(path, textOfPage(visite))))).flat();
  const weight = { html: compressed(Buffer.from(visite.html)), css: 0, js: 0, font: 0, other: 0 };
  for (const path of new Set([...mentioned, ...fonts])) weight[kindOf(path)] += await files.weightOf(path);
  return weight;
}

function mentionedBy(visite: Visite): readonly string[] {
  const named = elements(parseHtml(visite.html).root).flatMap((element) => {
    const href = element.tagName === 'link' ? attribute(element, 'href') : attribute(element, 'src');
    return href && element.tagName !== 'a' && !href.startsWith('data:') ? [href] : [];
  });
  return [...new Set(named)];
}

/** The colours of an organisation are one, at an address with a version. */
function sheetsOf(visite: Visite): readonly string[] {
  return mentionedBy(visite).filter(isSheet);
}

function isSheet(path: string): boolean {
  return /\.css(\?|$)/.test(path);
}

function kindOf(path: string): 'css' | 'js' | 'font' | 'other' {
  if (isSheet(path)) return 'css';
  if (/\.m?js$/.test(path)) return 'js';
  return path.endsWith('.woff2') ? 'font' : 'other';
}

type Files = {
  /** As it is stored, before any compression. */
  bytesOf(path: string): Promise<number>;
  weightOf(path: string): Promise<number>;
  /** The fonts that a browser asks for to show this text: those whose range holds one of its characters. */
  fontsFor(sheet: string, text: string): Promise<readonly string[]>;
};

function createFiles(site: string): Files {
  const read = async (path: string) => {
    const answer = await fetch(new URL(path, site));
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    return { body: Buffer.from(await answer.arrayBuffer()), type: answer.headers.get('content-type') ?? '' };
  };
  return {
    bytesOf: async (path) => (await read(path)).body.length,
    async weightOf(path) {
      const { body, type } = await read(path);
      return /text|javascript|json|svg/.test(type) ? compressed(body) : body.length;
    },
    async fontsFor(sheet, text) {
      const css = (await read(sheet)).body.toString('utf8');
      const faces = css.match(/@font-face\{[^}]*\}/g) ?? [];
      return faces.flatMap((face) => {
        const [, url] = /url\(["']?([^"')]+\.woff2)/.exec(face) ?? [];
        return url && usesFace(face, text) ? [new URL(url, new URL(sheet, site)).pathname] : [];
      });
    },
  };
}

function usesFace(face: string, text: string): boolean {
  const ranges = [...face.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, from = '', to = from]) => [
    Number.parseInt(from, 16),
    Number.parseInt(to, 16),
  ]);
  if (ranges.length === 0) return true;
  const codes = new Set([...text].map((character) => character.codePointAt(0) ?? 0));
  return ranges.some(([from = 0, to = 0]) => [...codes].some((code) => code >= from && code <= to));
}

/** As nginx does with the settings of the guide « mise en production ». */
function compressed(body: Buffer): number {
  return gzipSync(body, { level: 5 }).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function kilo(bytes: number): number {
  return Math.round(bytes / 100) / 10;
}
