"""Exhibits of the chapter on the spatial pattern."""
