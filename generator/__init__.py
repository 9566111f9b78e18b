"""Guides of township services, made from YAML catalogs (乡镇办事指南)."""
