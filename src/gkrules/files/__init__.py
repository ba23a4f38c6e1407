"""Personal data in files: finding it with its places, and writing masked copies that keep everything else."""
