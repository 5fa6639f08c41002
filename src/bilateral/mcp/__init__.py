"""The dataset for assistants: a server of the Model Context Protocol (needs the extra ``mcp``)."""
