"""The facts about one roll-out: declared as pydantic models, read through the table compiled from them."""
