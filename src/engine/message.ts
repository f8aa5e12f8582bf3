import type { Report } from '../api/rule';

/** Puts data into a text: `{{name}}` becomes its value; an unknown name stays as it is, so that the slip is seen. */
export const renderMessage = (text: string, data: Report['data'] = {}): string =>
  text.replace(/\{\{\s*(.+?)\s*\}\}/g, (placeholder, name: string) =>
    data[name] === undefined ? placeholder : String(data[name]),
  );
