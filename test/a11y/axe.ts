import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Nothing that axe can see is wrong with what is on the page, or with one part of it; a finding is said with the element it
 * is about. All rules run, but of what is right nothing is kept; and the page has no frames, so that axe judges in the page
 * itself and not in a second one that it would open each time: a look is four times as quick.
 */
export const expectNoFindings = async (page: Page, where: string, part?: string): Promise<void> => {
  const all = new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] })
    .setLegacyMode();
  const { violations } = await (part === undefined ? all : all.include(part)).analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} — ${failureSummary ?? ''}`),
  );
  expect(findings, where).toEqual([]);
};

/** No part of the page is wider than the window. */
export const expectNoSideways = async (page: Page, where: string): Promise<void> => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${where}: wider than the window by`).toBeLessThanOrEqual(0);
};
