import { nameOf } from '../text/path';

export const isScriptPath = (path: string): boolean => /\.(sh|bash|slurm|sbatch)$/.test(path);

export const isDockerfilePath = (path: string): boolean =>
  /(^|\/)(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.Dockerfile$/i.test(path) &&
  !/\.(dockerignore|md|sh|py|ya?ml|jinja2?|j2|tmpl|tpl|template|in|erb|mustache|hbs)$/i.test(path);

export const isReadmePath = (path: string): boolean => /^readme(\.(md|rst|txt|markdown))?$/i.test(nameOf(path));

export const isMarkdownPath = (path: string): boolean => /\.(md|markdown)$/i.test(path);

export const isMakefilePath = (path: string): boolean => /(^|\/)(GNUmakefile|[Mm]akefile)(\.[\w-]+)?$|\.mk$/.test(path);

/** A GitHub workflow, or the `action.yml` of a composite action. */
export const isWorkflowPath = (path: string): boolean =>
  /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(^|\/)action\.ya?ml$/.test(path);

export const isComposePath = (path: string): boolean => nameOf(path).toLowerCase().includes('compose') && /\.ya?ml$/.test(path);

/** The settings of a development container. */
export const isDevcontainerPath = (path: string): boolean =>
  /(^|\/)\.devcontainer\/([^/]+\/)?devcontainer\.json$|(^|\/)\.devcontainer\.json$/.test(path);

/** A file that may hold commands, apart from scripts. */
export const isDocumentPath = (path: string): boolean =>
  isMarkdownPath(path) || isMakefilePath(path) || isWorkflowPath(path) || isComposePath(path) || isDevcontainerPath(path);

export const isPythonPath = (path: string): boolean => path.endsWith('.py');
