"""What is wrong with a file or a cell, in words for the office."""


class FileRefused(ValueError):
    """The file as a whole cannot be read; the message says what to do."""


class CellRefused(ValueError):
    """A value that does not fit its column; the message names it and what would fit."""
