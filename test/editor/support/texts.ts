import type { Page } from 'playwright-core';

/** Defines `texts(selector)`: all pieces of text that can be seen there, each with its element. */
const TEXTS = `
  const texts = (selector) => [...document.querySelectorAll(selector)].flatMap((root) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.trim();
      const element = node.parentElement;
      if (text !== '' && element.checkVisibility({ visibilityProperty: true })) found.push({ text, element });
    }
    return found;
  });`;

/** What a user can read below an element, placeholders and titles included, but for code. */
export function shownTexts(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    ${TEXTS}
    const attributes = [...document.querySelectorAll(${JSON.stringify(`${selector} *`)})].flatMap((element) =>
      ['placeholder', 'title', 'aria-label'].map((name) => element.getAttribute(name) ?? '').filter((text) => text !== ''));
    const words = texts(${JSON.stringify(selector)}).filter(({ element }) => !element.closest('code'));
    return [...words.map(({ text }) => text), ...attributes];
  })()`);
}

/**
 * Texts whose contrast with what is behind them is below 3:1, the least that WCAG 2.2 asks of large text (1.4.3). What is
 * greyed out on purpose is left out, as there.
 */
export function weakTexts(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    ${TEXTS}
    const parts = (colour) => (colour.match(/[0-9.]+/g) ?? []).map(Number);
    const behind = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const [red, green, blue, alpha = 1] = parts(getComputedStyle(each).backgroundColor);
        if (alpha > 0.5) return [red, green, blue];
      }
      return [255, 255, 255];
    };
    const light = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
    const contrast = (one, other) => {
      const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (bright + 0.05) / (dark + 0.05);
    };
    return texts(${JSON.stringify(selector)}).flatMap(({ text, element }) => {
      if (element.closest('.voip-lacking, [disabled], option')) return [];
      const ratio = contrast(parts(getComputedStyle(element).color), behind(element));
      return ratio < 3 ? [\`\${text.slice(0, 40)} (\${ratio.toFixed(1)}:1)\`] : [];
    });
  })()`);
}

/**
 * What does not fit into a dialog that has 410 pixels, as an editor at 150 % gives it: parts that reach out of it, and
 * texts that are wider than their place.
 */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const dialog = [...document.querySelectorAll('.voip-dialog')].pop();
    const width = dialog.style.width;
    dialog.style.width = '410px';
    const edge = dialog.getBoundingClientRect().right + 1;
    const found = [...dialog.querySelectorAll('*')].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || /^(?:INPUT|TEXTAREA|OPTION)$/.test(element.tagName)) return false;
      if (element.getBoundingClientRect().right > edge) return true;
      const { overflowX, display } = getComputedStyle(element);
      const isWider = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      return isWider && overflowX === 'visible' && display !== 'inline' && element.tagName !== 'SELECT';
    });
    dialog.style.width = width;
    return found.map((element) => \`\${element.tagName} \${element.id || element.className}: \${element.textContent.trim().slice(0, 40)}\`);
  })()`);
}
