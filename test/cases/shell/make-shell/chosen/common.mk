SHELL = bash
