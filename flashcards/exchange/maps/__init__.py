"""Mechanism maps as pictures."""
