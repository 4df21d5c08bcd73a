"""Pure rules of `ops`: names and kinds of files."""
