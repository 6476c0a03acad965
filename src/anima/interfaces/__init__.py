"""Doors: ways for people and programs to reach the conversation."""
