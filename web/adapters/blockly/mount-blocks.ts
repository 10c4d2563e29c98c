/** The block editor: Blockly behind BlocksView. Layer: web/adapters/blockly. Importing this file loads Blockly. */
import * as Blockly from 'blockly/core';
import { blocksToText, isRunningStack } from '../../../core/language/blocks/blocks-to-text.ts';
import type { BlockJson, BlocksDocument, BlocksLayout, BlockSpans, WorkspaceJson } from '../../../core/language/blocks/blocks-document.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { Language } from '../../../core/words/words.ts';
import { BlockBreakpoints } from './block-breakpoints.ts';
import { innermostBlock, type Place } from './block-places.ts';
import type { Backpack } from './backpack.ts';
import { blockTheme } from './block-theme.ts';
import type { BlocksView, BlocksViewOptions, MountBlocks } from './blocks-view.ts';
import './blocks.css';
import { fittingScale } from './fitting-scale.ts';
import { followNames } from './follow-names.ts';
import { injectWorkspace, pageScale, setToolbox, useLanguage, usualScale } from './inject-workspace.ts';
import { Minimap } from './minimap.ts';
import { keepStacksApart } from './stack-places.ts';
import { reshape } from './shaped-blocks.ts';

type Problem = Parameters<BlocksView['markProblems']>[0][number];

const HERE = 'guiji-here';
const PROBLEM = 'guiji-problem';
/** Right of the blocks, for letters of 16 px. */
const FREE_AT_RIGHT_PX = 24;

function withoutEvents(work: () => void): void {
  Blockly.Events.disable();
  try {
    work();
  } finally {
    Blockly.Events.enable();
  }
}

/** Blockly measures words on a canvas that it leaves in the page, outside every landmark. */
function hideMeasuringCanvas(): void {
  document.querySelector('.blocklyComputeCanvas')?.setAttribute('aria-hidden', 'true');
}

class MountedBlocks implements BlocksView {
  readonly #workspace: Blockly.WorkspaceSvg;
  readonly #options: BlocksViewOptions;
  readonly #backpack: Backpack | undefined;
  readonly #minimap: Minimap;
  #language: Language;
  #profile: RobotProfile;
  #spans: BlockSpans = {};
  #lastSeen = '';
  #pageScale = pageScale();
  /** The scale last chosen here; any other one was chosen by a person, who keeps it. */
  #ownScale: number;
  #here: Blockly.BlockSvg | undefined;
  #problemBlocks: Blockly.BlockSvg[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #breakpoints: BlockBreakpoints | undefined;

  constructor(element: HTMLElement, options: BlocksViewOptions) {
    this.#options = options;
    this.#language = options.language;
    this.#profile = options.profile;
    const { workspace, backpack } = injectWorkspace(element, options);
    this.#workspace = workspace;
    this.#backpack = backpack;
    this.#ownScale = this.#workspace.getScale();
    this.#minimap = new Minimap(workspace);
    if (options.readOnly) return;
    this.#breakpoints = this.#withBreakpoints(options);
    this.#workspace.addChangeListener(followNames);
    this.#workspace.addChangeListener((event) => this.#noticed(event));
  }

  load(document: BlocksDocument, layout: BlocksLayout | undefined): void {
    const json = structuredClone(document.workspace);
    json.blocks?.blocks.push(...structuredClone([...(layout?.detached ?? [])]));
    this.#clearMarks();
    // Why: each measuring of a word makes the browser lay out the page.
    Blockly.utils.dom.startTextWidthCache();
    withoutEvents(() => {
      this.#workspace.clear();
      Blockly.serialization.workspaces.load(json as Record<string, unknown>, this.#workspace, { recordUndo: false });
      Blockly.renderManagement.triggerQueuedRenders(this.#workspace);
      keepStacksApart(this.#workspace);
    });
    Blockly.utils.dom.stopTextWidthCache();
    this.#workspace.clearUndo();
    this.#spans = document.spans;
    this.#lastSeen = this.#signature(this.#save());
    this.#fitWidth();
    this.#workspace.scroll(0, 0);
    this.#minimap.refresh();
    hideMeasuringCanvas();
  }

  setLanguage(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    useLanguage(language);
    Blockly.hideChaff();
    withoutEvents(() => {
      for (const block of this.#workspace.getAllBlocks(false)) if (!block.isDisposed()) reshape(block);
    });
    if (!this.#options.readOnly) setToolbox(this.#workspace, this.#profile, language);
    this.#backpack?.setLanguage(language);
    this.#workspace.refreshTheme();
  }

  setProfile(profile: RobotProfile): void {
    if (profile === this.#profile) return;
    this.#profile = profile;
    if (!this.#options.readOnly) setToolbox(this.#workspace, profile, this.#language);
  }

  setDark(dark: boolean): void {
    this.#workspace.setTheme(blockTheme(dark));
  }

  highlight(place: Place | undefined): void {
    this.#here?.getSvgRoot().classList.remove(HERE);
    this.#here = place && this.#visibleBlock(place);
    if (!this.#here) return;
    this.#here.getSvgRoot().classList.add(HERE);
    this.#bringIntoView(this.#here);
  }

  #withBreakpoints({ onToggleBreakpoint, breakpointLabel }: BlocksViewOptions): BlockBreakpoints | undefined {
    if (onToggleBreakpoint === undefined) return undefined;
    return new BlockBreakpoints(this.#workspace, {
      label: () => breakpointLabel?.() ?? '',
      offsetOf: (block) => (block.outputConnection === null ? this.#spans[block.id]?.start : undefined),
      onToggle: onToggleBreakpoint,
    });
  }

  markBreakpoints(offsets: readonly number[]): void {
    const blocks = offsets.map((start) => this.#statementAt(start) ?? this.#visibleBlock({ start, end: start }));
    this.#breakpoints?.show(blocks.filter((block) => block !== undefined));
  }

  /** The outermost block that begins there. */
  #statementAt(start: number): Blockly.BlockSvg | undefined {
    const found = Object.entries(this.#spans)
      .filter(([, span]) => span.start === start)
      .toSorted(([, a], [, b]) => b.end - a.end)
      .map(([id]) => this.#workspace.getBlockById(id))
      .find((block) => block !== null && block.outputConnection === null);
    return found ?? undefined;
  }

  markProblems(problems: readonly Problem[]): void {
    this.#clearProblems();
    const sentences = new Map<Blockly.BlockSvg, string[]>();
    for (const problem of problems) {
      const block = this.#visibleBlock(problem);
      if (block) sentences.set(block, [...(sentences.get(block) ?? []), problem.sentence]);
    }
    for (const [block, texts] of sentences) {
      block.setWarningText([...new Set(texts)].join('\n'));
      block.getSvgRoot().classList.add(PROBLEM);
      this.#problemBlocks.push(block);
    }
  }

  undo(): void {
    this.#workspace.undo(false);
  }

  redo(): void {
    this.#workspace.undo(true);
  }

  resize(): void {
    Blockly.svgResize(this.#workspace);
    this.#minimap.soon();
    const scale = pageScale();
    if (scale === this.#pageScale) return;
    const growth = scale / this.#pageScale;
    this.#pageScale = scale;
    const isOwn = this.#workspace.getScale() === this.#ownScale;
    this.#workspace.setScale(this.#workspace.getScale() * growth);
    if (isOwn) this.#ownScale = this.#workspace.getScale();
    this.#fitWidth();
  }

  /** Small screens see the whole width of a program, unless a person has zoomed. */
  #fitWidth(): void {
    if (this.#workspace.getScale() !== this.#ownScale) return;
    const { left, right } = this.#workspace.getBlocksBoundingBox();
    const paneWidthPx = this.#workspace.getMetricsManager().getViewMetrics(false).width;
    const marginPx = FREE_AT_RIGHT_PX * this.#pageScale;
    const scale = fittingScale({ usualScale: usualScale(), left, right, paneWidthPx, marginPx });
    if (scale !== this.#ownScale) this.#workspace.setScale(scale);
    this.#ownScale = this.#workspace.getScale();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#minimap.dispose();
    this.#workspace.dispose();
  }

  #save(): WorkspaceJson {
    return Blockly.serialization.workspaces.save(this.#workspace) as WorkspaceJson;
  }

  #signature(json: WorkspaceJson): string {
    return JSON.stringify(json.blocks ?? {});
  }

  /** Blockly fires one gesture's events together; the text is made once after them. */
  #noticed(event: Blockly.Events.Abstract): void {
    if (event.isUiEvent || this.#workspace.isDragging() || event.type === Blockly.Events.FINISHED_LOADING) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), 0);
  }

  #changed(): void {
    if (this.#workspace.isDragging()) return;
    const json = this.#save();
    const signature = this.#signature(json);
    if (signature === this.#lastSeen) return;
    this.#lastSeen = signature;
    const { text, spans, layout } = blocksToText(json);
    this.#spans = spans;
    const running: BlockJson[] = (json.blocks?.blocks ?? []).filter(isRunningStack);
    const workspace: WorkspaceJson = { blocks: { languageVersion: json.blocks?.languageVersion ?? 0, blocks: running } };
    this.#options.onChange({ text, document: { workspace, spans }, layout });
  }

  /** The innermost block that a person can see and a mark can stand on: no literal in a socket, nothing inside a folded block. */
  #visibleBlock(place: Place): Blockly.BlockSvg | undefined {
    const id = innermostBlock(this.#spans, place);
    let block: Blockly.BlockSvg | null = id === undefined ? null : this.#workspace.getBlockById(id);
    for (let outer = block; outer; outer = outer.getParent()) if (outer.isCollapsed() || block?.isShadow()) block = outer;
    return block ?? undefined;
  }

  #bringIntoView(block: Blockly.BlockSvg): void {
    const view = this.#workspace.getMetricsManager().getViewMetrics(true);
    const { top, bottom, left, right } = block.getBoundingRectangleWithoutChildren();
    const inside = top >= view.top && left >= view.left && right <= view.left + view.width && bottom <= view.top + view.height;
    if (!inside) this.#workspace.scrollBoundsIntoView(block.getBoundingRectangleWithoutChildren(), 24);
  }

  #clearProblems(): void {
    for (const block of this.#problemBlocks) {
      if (block.isDisposed()) continue;
      block.setWarningText(null);
      block.getSvgRoot().classList.remove(PROBLEM);
    }
    this.#problemBlocks = [];
  }

  #clearMarks(): void {
    this.#clearProblems();
    this.highlight(undefined);
  }
}

export const mountBlocks: MountBlocks = (element, options) => new MountedBlocks(element, options);
