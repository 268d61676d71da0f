import type { Module } from '../../platform/module.ts';
import { journalPages } from './pages.ts';

export function moduleDuJournal(deps: Parameters<typeof journalPages>[0]): Module {
  return { pages: journalPages(deps) };
}
