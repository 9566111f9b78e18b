"""All commands of running the service."""

from feedback_api.operations.keeping import backup, export, restore
from feedback_api.operations.proving import seal, strike, verify
from feedback_api.operations.running import import_catalog, prune, serve

COMMANDS = (serve, import_catalog, seal, verify, strike, backup, restore, export, prune)
