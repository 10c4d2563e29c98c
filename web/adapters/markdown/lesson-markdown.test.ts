import { describe, expect, it } from 'vitest';
import { markdownRenderer } from './lesson-markdown.ts';

const render = markdownRenderer((address) => (address === 'car.png' ? 'blob:car' : undefined));

describe('a lesson’s text', () => {
  it('becomes paragraphs, lists, tables and headings below the page’s own', () => {
    expect(render('# A\n\n**b** `c`\n\n- d')).toBe('<h3>A</h3>\n<p><strong>b</strong> <code>c</code></p>\n<ul>\n<li>d</li>\n</ul>\n');
    expect(render('| a |\n| - |\n| b |')).toContain('<td>b</td>');
  });

  it('shows raw HTML as text', () => {
    for (const html of ['<script>alert(1)</script>', 'a <img src=x onerror=alert(1)> b', '<style>*{}</style>']) {
      expect(render(html)).not.toMatch(/<(script|img|style)/);
    }
  });

  it('makes no link of a script, and opens others elsewhere', () => {
    expect(render('[x](javascript:alert(1))')).not.toContain('<a ');
    expect(render('[x](https://example.org)')).toContain('target="_blank" rel="noopener noreferrer"');
  });

  it('takes pictures from the pack only', () => {
    expect(render('![a "car"](car.png)')).toContain('<img src="blob:car" alt="a &quot;car&quot;">');
    expect(render('![a](https://example.org/a.png)')).toBe('<p><em>a</em></p>\n');
  });
});
