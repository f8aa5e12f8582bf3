import { definePlugin } from '../../src/api';
import api from './rules/api';
import apiDeprecated from './rules/api-deprecated';
import apiUnpinned from './rules/api-unpinned';
import argumentValues from './rules/argument-values';
import argumentsRule from './rules/arguments';
import boolOption from './rules/bool-option';
import caches from './rules/caches';
import configurationFile from './rules/configuration-file';
import datasetScript from './rules/dataset-script';
import datasets from './rules/datasets';
import deviceNumbers from './rules/device-numbers';
import downloadFolders from './rules/download-folders';
import environmentForwarded from './rules/environment-forwarded';
import environmentNumbers from './rules/environment-numbers';
import environmentRequired from './rules/environment-required';
import evaluationStrategy from './rules/evaluation-strategy';
import frameworks from './rules/frameworks';
import hubToken from './rules/hub-token';
import ignoredLogs from './rules/ignored-logs';
import ignoredOptions from './rules/ignored-options';
import ignoredOutputs from './rules/ignored-outputs';
import importedNames from './rules/imported-names';
import imports from './rules/imports';
import installed from './rules/installed';
import lateDevices from './rules/late-devices';
import launcherOptions from './rules/launcher-options';
import loadedModule from './rules/loaded-module';
import localRank from './rules/local-rank';
import masterAddress from './rules/master-address';
import metricLogging from './rules/metric-logging';
import operands from './rules/operands';
import outputs from './rules/outputs';
import processes from './rules/processes';
import readOnlyCaches from './rules/read-only-caches';
import readOnlyOutputs from './rules/read-only-outputs';
import readmeCommands from './rules/readme-commands';
import readmeOptions from './rules/readme-options';
import removedVariable from './rules/removed-variable';
import requiredArguments from './rules/required-arguments';
import savedModel from './rules/saved-model';
import searchPath from './rules/search-path';
import sharedCache from './rules/shared-cache';
import syntax from './rules/syntax';
import taskMetrics from './rules/task-metrics';
import temporaryResults from './rules/temporary-results';
import trackerKey from './rules/tracker-key';
import trainedTask from './rules/trained-task';
import trainerFramework from './rules/trainer-framework';
import validation from './rules/validation';

export default definePlugin({
  name: 'python',
  api: 1,
  rules: [
    api,
    apiDeprecated,
    apiUnpinned,
    argumentValues,
    argumentsRule,
    boolOption,
    caches,
    configurationFile,
    datasetScript,
    datasets,
    deviceNumbers,
    downloadFolders,
    environmentForwarded,
    environmentNumbers,
    environmentRequired,
    evaluationStrategy,
    frameworks,
    hubToken,
    ignoredLogs,
    ignoredOptions,
    ignoredOutputs,
    importedNames,
    imports,
    installed,
    lateDevices,
    launcherOptions,
    loadedModule,
    localRank,
    masterAddress,
    metricLogging,
    operands,
    outputs,
    processes,
    readOnlyCaches,
    readOnlyOutputs,
    readmeCommands,
    readmeOptions,
    removedVariable,
    requiredArguments,
    savedModel,
    searchPath,
    sharedCache,
    syntax,
    taskMetrics,
    temporaryResults,
    trackerKey,
    trainedTask,
    trainerFramework,
    validation,
  ],
});
