"""The command line: a module in ``commands/`` for each command.

Modules here import only the standard library at the top. What a command needs is
imported when the command runs, so that a short question gets a fast answer.
"""
