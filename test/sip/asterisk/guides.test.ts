import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../setup/command.ts';

const beds = path.join(root, 'test', 'sip', 'phone', 'beds');
const recipe = path.join(beds, 'asterisk', 'recipe');
const FILES = [
  ...readdirSync(recipe).map((name) => path.join(recipe, name)),
  path.join(beds, 'kamailio', 'etc', 'rtpengine.conf'),
];

describe.each(['telephony.md', 'telefonia.md'])('AP-10 %s', (name) => {
  const guide = readFileSync(path.join(root, 'docs', name), 'utf8');

  it.each(FILES.map((file) => [path.basename(file), file] as const))(
    'AP-10 shows %s as the tests run it',
    (_, file) => {
      expect(guide).toContain(`\`\`\`ini\n${readFileSync(file, 'utf8').trimEnd()}\n\`\`\``);
    },
  );

  it('AP-10 shows no other configuration', () => {
    expect(guide.match(/```ini/gu)).toHaveLength(FILES.length);
  });

  it('AP-10 leads to files that are there', () => {
    const prose = guide.replace(/```ini\n[^`]*```/gu, '');
    for (const [, target] of prose.matchAll(/\]\(([^)#:]+)\)/gu)) {
      expect(() => readFileSync(path.join(root, 'docs', target ?? '')), target).not.toThrow();
    }
  });

  it('AP-10 says which servers nobody has tried', () => {
    for (const server of ['FreeSWITCH', '3CX']) {
      expect(guide).toMatch(new RegExp(String.raw`^\| ${server} +\| \*\*(?:untried|non provato)\*\*`, 'mu'));
    }
  });
});
