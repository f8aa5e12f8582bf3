import type { Report } from '../api/rule';

/** Replaces each `{{name}}` of a text with its value. An unknown name stays, so that the mistake is visible. */
export const renderMessage = (text: string, data: Report['data'] = {}): string =>
  text.replace(/\{\{([^{}\n]+)\}\}/g, (placeholder, written: string) => {
    const name = written.trim();
    return Object.hasOwn(data, name) && data[name] !== undefined ? String(data[name]) : placeholder;
  });
