"""Autoencoders: the contract, the networks that keep it, and what they are built from."""
