/** A text in every language of the product, as data files carry it. Layer: base. */
import { z } from 'zod';

export interface LocalText {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** @param charactersMax of each language, in UTF-16 units */
export const localTextSchema = (charactersMax: number) =>
  z.strictObject({ 'zh-CN': z.string().trim().min(1).max(charactersMax), en: z.string().trim().min(1).max(charactersMax) });
