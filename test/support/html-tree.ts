import { type DefaultTreeAdapterTypes, html, type ParserError, parse, parseFragment as parsePiece } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export type HtmlTree = { readonly root: DefaultTreeAdapterTypes.Document; readonly errors: readonly ParserError[] };

/** Parses as a browser does, and remembers what the browser had to forgive. */
export function parseHtml(source: string): HtmlTree {
  const errors: ParserError[] = [];
  const root = parse(source, { sourceCodeLocationInfo: true, onParseError: (error) => errors.push(error) });
  return { root, errors };
}

/** A piece of a page, as one component renders it. */
export function parseFragment(source: string): DefaultTreeAdapterTypes.DocumentFragment {
  return parsePiece(source);
}

/** Every element below, in the order of the document. */
export function elements(node: Node, name?: string): Element[] {
  const inside = children(node).flatMap((child) => elements(child));
  const all = isElement(node) ? [node, ...inside] : inside;
  return name === undefined ? all : all.filter((element) => element.tagName === name);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** All the text inside, as it is written. */
export function textOf(node: Node): string {
  if (isText(node)) return node.value;
  return children(node).map(textOf).join('');
}

/** Text nodes, except below the elements that `skip` refuses. */
export function textNodes(node: Node, skip: (element: Element) => boolean): string[] {
  if (isText(node)) return [node.value];
  if (isElement(node) && skip(node)) return [];
  return children(node).flatMap((child) => textNodes(child, skip));
}

/** What a screen reader would say of a link, a button or a label, simply: its label, or its text and images. */
export function accessibleText(element: Element): string {
  const label = attribute(element, 'aria-label');
  if (label !== undefined) return label.trim();
  return saidOf(element).replaceAll(/\s+/g, ' ').trim();
}

function saidOf(node: Node): string {
  if (isText(node)) return node.value;
  if (isElement(node)) {
    if (attribute(node, 'aria-hidden') === 'true') return '';
    if (node.tagName === 'img') return attribute(node, 'alt') ?? '';
  }
  return children(node).map(saidOf).join('');
}

function children(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}

function isElement(node: Node): node is Element {
  return 'tagName' in node && node.namespaceURI !== html.NS.MATHML;
}

function isText(node: Node): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text';
}
