"""Everything that can be done, as data: commands, the keys that run them, and when they can be run. No Qt."""
