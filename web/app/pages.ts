/** The pages that are loaded when somebody goes there. Layer: web/app. Code is always here. */
import type { Component } from 'svelte';
import type { PageName } from '../state/route-state.svelte.ts';

type LoadedPage = { readonly default: Component };

export const PAGE_LOADERS: { readonly [P in Exclude<PageName, 'code'>]: () => Promise<LoadedPage> } = {
  learn: () => import('../features/learn/LearnPage.svelte'),
  ai: () => import('../features/ai/AiPage.svelte'),
  runs: () => import('../features/runs/RunsPage.svelte'),
  score: () => import('../features/runs/ScorePage.svelte'),
  class: () => import('../features/class/ClassPage.svelte'),
  join: () => import('../features/join/JoinPage.svelte'),
  packs: () => import('../features/packs/PacksPage.svelte'),
  car: () => import('../features/car/CarPage.svelte'),
  tracks: () => import('../features/track-editor/TracksPage.svelte'),
  help: () => import('../features/help/HelpPage.svelte'),
};
