import { describe, expect, test } from 'vitest';
import {
  actionTaking,
  DEFAULT_KEYS,
  isKeyAllowed,
  isSignal,
  isTyping,
  keysWith,
} from '../../../src-renderer/app/keys/key-map.ts';

const element = (tagName: string, more: { role?: string; type?: string; editable?: boolean; opens?: string } = {}) => ({
  tagName,
  isContentEditable: more.editable ?? false,
  ...(more.type === undefined ? {} : { type: more.type }),
  getAttribute: (name: string) =>
    name === 'role' ? (more.role ?? null) : name === 'aria-haspopup' ? (more.opens ?? null) : null,
});

describe('single keys', () => {
  test('UI-07 single keys do nothing where somebody writes', () => {
    expect(isTyping(element('INPUT', { type: 'text' }))).toBe(true);
    expect(isTyping(element('INPUT', { type: 'search' }))).toBe(true);
    expect(isTyping(element('TEXTAREA'))).toBe(true);
    expect(isTyping(element('SELECT'))).toBe(true);
    expect(isTyping(element('DIV', { editable: true }))).toBe(true);
    expect(isTyping(element('DIV', { role: 'spinbutton' }))).toBe(true);
    expect(isTyping(element('DIV', { role: 'combobox' }))).toBe(true);
    // A closed choice: a letter picks an option.
    expect(isTyping(element('BUTTON', { opens: 'listbox' }))).toBe(true);
  });

  test('UI-07 they work on buttons, boxes and lists', () => {
    expect(isTyping(element('BUTTON'))).toBe(false);
    expect(isTyping(element('BUTTON', { opens: 'menu' }))).toBe(false);
    expect(isTyping(element('INPUT', { type: 'checkbox' }))).toBe(false);
    expect(isTyping(element('DIV', { role: 'listbox' }))).toBe(false);
    expect(isTyping(element('BODY'))).toBe(false);
  });

  test('TE-30 the keys of a telephone are the ten digits, the star and the hash', () => {
    expect([...'0123456789*#'].every(isSignal)).toBe(true);
    expect(['a', 'D', ',', '+', '10', '', 'Enter'].some(isSignal)).toBe(false);
  });

  test('UI-08 keys can be changed, never to a digit and never two actions on one key', () => {
    const map = keysWith({ next: 'x', hangUp: '5', unknown: 'q' });
    expect(map.next).toBe('x');
    expect(map.hangUp).toBe(DEFAULT_KEYS.hangUp);
    expect(actionTaking(map, 'x', 'previous')).toBe('next');
    expect(actionTaking(map, 'x', 'next')).toBeNull();
    expect(['7', ' ', 'Enter', ''].some(isKeyAllowed)).toBe(false);
  });

  test('UI-08 no two actions begin with the same key', () => {
    const keys = Object.values(DEFAULT_KEYS);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every(isKeyAllowed)).toBe(true);
  });
});
