"""Chongqing's New Urbanization Plan (2021-2035), read through data."""
