import { nameOf } from '../text/path';

export const isScriptPath = (path: string): boolean => /\.(sh|bash)$/.test(path);

export const isDockerfilePath = (path: string): boolean =>
  /(^|\/)(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.Dockerfile$/i.test(path) &&
  !/\.(dockerignore|md|sh|py|ya?ml|jinja2?|j2|tmpl|tpl|template|in|erb|mustache|hbs)$/i.test(path);

export const isReadmePath = (path: string): boolean => /^readme(\.(md|rst|txt|markdown))?$/i.test(nameOf(path));
