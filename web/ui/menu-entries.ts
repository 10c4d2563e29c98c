/** What stands in a menu. Layer: web/ui. */
import type { Component } from 'svelte';

export type MenuEntry =
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly icon?: Component;
      readonly disabled?: boolean;
      readonly onSelect: () => void;
    }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly detail?: string;
      readonly dot?: 'good' | 'warning' | 'off';
      readonly chosen: boolean;
      readonly disabled?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'line' };
