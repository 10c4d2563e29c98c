/** What is said of faults, diagnostics and checks, in one piece that the page fetches when the first is to be said. Layer: web/messages. */
export { checkSentence } from '../../core/words/check-sentence.ts';
export { sentence } from '../../core/words/sentence.ts';
