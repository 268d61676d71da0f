import type { Page } from 'playwright-core';

/**
 * What a screen reader is given by Chromium: one line an element that means something, as
 * `textbox "Nom de naissance" (description) level=1 checked`. Layout and style do not count.
 */
export async function accessibilityTree(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inOrder = (id: string): AxNode[] => {
    const node = byId.get(id);
    return node ? [node, ...(node.childIds ?? []).flatMap(inOrder)] : [];
  };
  const root = nodes.find(({ parentId }) => parentId === undefined);
  return (root ? inOrder(root.nodeId) : [])
    .filter(({ ignored, role }) => !ignored && MEANINGFUL.has(String(role?.value)))
    .map(lineOf);
}

type AxValue = { readonly value?: unknown };
type AxNode = {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: string[];
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly description?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
};

function lineOf({ role, name, description, properties = [] }: AxNode): string {
  const states = properties
    .filter((property) => STATES.has(property.name) && ![false, 'false'].includes(property.value.value as never))
    .map((property) => `${property.name}=${property.value.value}`);
  const words = (value: unknown) =>
    String(value ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  return [
    `${role?.value} "${words(name?.value)}"`,
    ...(description?.value ? [`(${words(description.value)})`] : []),
    ...states,
  ].join(' ');
}

const MEANINGFUL = new Set(
  'alert button caption cell checkbox columnheader combobox definition group heading link list listitem navigation option radio row rowheader table term textbox'.split(
    ' ',
  ),
);

const STATES = new Set(['level', 'checked', 'expanded']);
