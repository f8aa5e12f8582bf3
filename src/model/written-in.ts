/** The language of the file that holds commands. In `markdown` they are a sketch: what a reader is to type. */
export type CommandLanguage = 'shell' | 'markdown' | 'make' | 'workflow' | 'compose' | 'devcontainer' | 'dockerfile';
