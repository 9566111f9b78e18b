"""Loads `guides/` into one catalog, with all that couldn't be read or doesn't fit together."""

from generator.catalog.loading import county_of, load, load_services
from generator.catalog.names import NAME
from generator.catalog.values import Catalog, Guide, Township

__all__ = ["NAME", "Catalog", "Guide", "Township", "county_of", "load", "load_services"]
