"""The commands: each module has the options of one command and runs it."""
