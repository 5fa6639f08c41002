"""Checks of what is published: licences, versions, the reference, the named questions."""
