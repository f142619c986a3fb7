"""Reads Anki's packages: every layout, as a stranger's file, in a process of its own.

`archive` counts what is in the zip, `unpacking` takes it out, `collection` opens the database, `schema11` and
`schema18` read its small tables, `types` and `presets` put them into our words, `rows` stages the many. The
worker does all that under limits; `sandbox` starts it. Facts about the format that writing needs too stand in
`columns`.
"""
