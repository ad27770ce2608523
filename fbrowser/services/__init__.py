"""Objects that own threads: background tasks, and the conversation with the index. They talk in signals."""
