import type { Report } from '../api/rule';

/** Replaces each `{{name}}` of a text with its value. An unknown name stays, so that the mistake is visible. */
export const renderMessage = (text: string, data: Report['data'] = {}): string =>
  text.replace(/\{\{\s*(.+?)\s*\}\}/g, (placeholder, name: string) =>
    Object.hasOwn(data, name) && data[name] !== undefined ? String(data[name]) : placeholder,
  );
