"""What an action does from its first question to its last word; nothing here draws."""
