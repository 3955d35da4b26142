"""Spreadsheets of projects, from the file to the store.

``read_table`` turns a file into rows, ``plan`` says what each row would do and writes nothing, ``apply`` does
it. The command ``import_projects`` and the admin are two faces of these three. Beside projects, only hashtags
and organisations are ever created here.
"""
