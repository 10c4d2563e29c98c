/**
 * How an empty socket is written in text: the blank of a worksheet. Layer: language/blocks.
 * It is an ordinary identifier that is never declared, so a program with one does not run; the checker says `language.empty-socket` at it.
 */
export const EMPTY_SOCKET = '___';
