"""The commands: each module has the options of one command, and runs it.

``add_options(parser)`` adds the options, ``run(args)`` returns the exit code.
"""
