"""Running the service: serving, sealing, verifying, backing up, forgetting."""
