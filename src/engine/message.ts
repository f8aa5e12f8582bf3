import type { Report } from '../api/rule';

/** Puts data into a text: `{{name}}` becomes its value; an unknown name stays as it is, so that the slip is seen. */
export const renderMessage = (text: string, data: Report['data'] = {}): string =>
  text.replace(/\{\{\s*(.+?)\s*\}\}/g, (placeholder, name: string) =>
    Object.hasOwn(data, name) && data[name] !== undefined ? String(data[name]) : placeholder,
  );
