import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../setup/command.ts';

const beds = path.join(root, 'test', 'sip', 'phone', 'beds');
const recipe = path.join(beds, 'asterisk', 'recipe');
const FILES = [
  ...readdirSync(recipe).map((name) => path.join(recipe, name)),
  ...['tls.cfg', 'rtpengine.conf'].map((name) => path.join(beds, 'kamailio', 'recipe', name)),
];
/** Too long to be shown: the guides lead to the file, and say which of its words are whose. */
const PROXY = path.join('test', 'sip', 'phone', 'beds', 'kamailio', 'recipe', 'kamailio.cfg');
const TO_ADAPT = ['192.168.10.20', '198.51.100.20', '203.0.113.10', 'pbx.example', '2001', '2002', '+39025552'];

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

  it('AP-10 says what must be one’s own in kamailio.cfg, which the tests run', () => {
    const proxy = readFileSync(path.join(root, PROXY), 'utf8');
    expect(guide).toContain(`](../${PROXY.split(path.sep).join('/')})`);
    expect(proxy).not.toMatch(/@[A-Z_]+@/u);
    const addresses = proxy.match(/\b(?!127\.)\d{1,3}(?:\.\d{1,3}){3}\b/gu) ?? [];
    expect(TO_ADAPT).toEqual(expect.arrayContaining([...new Set(addresses)]));
    for (const word of TO_ADAPT) {
      expect(proxy.replaceAll('\\+', '+'), word).toContain(word);
      expect(guide, word).toContain(`\`${word}`);
    }
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
