"""Small things every layer may use: no Qt, and nothing of fbrowser above."""
