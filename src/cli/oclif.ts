/** The parts of oclif that commands are made of. Its main module loads help, tables and spinners that a command seldom needs. */
export * as Args from '@oclif/core/args';
export { Command } from '@oclif/core/command';
export * as Flags from '@oclif/core/flags';
